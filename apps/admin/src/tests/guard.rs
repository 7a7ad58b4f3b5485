//! What the guard in front of every handler holds, over rows of the tests' own.

use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Service;
use actix_web::http::Method;
use actix_web::test::{self, TestRequest};
use actix_web::{App, HttpResponse};
use tokio::sync::Notify;

use super::{admin, ask, signed_in};
use crate::answer::assets;
use crate::guard::access::Access;
use crate::routes::route;
use crate::settings::Settings;

#[actix_web::test]
async fn a_change_that_has_begun_runs_to_its_end_when_its_caller_goes() {
    let [begun, go_on, done] = [(); 3].map(|()| Arc::new(Notify::new()));
    let handler = {
        let (begun, go_on, done) = (begun.clone(), go_on.clone(), done.clone());
        move || {
            let (begun, go_on, done) = (begun.clone(), go_on.clone(), done.clone());
            async move {
                begun.notify_one();
                go_on.notified().await;
                done.notify_one();
                HttpResponse::Ok().finish()
            }
        }
    };
    let rows = vec![route::api(Method::POST, "/api/things", Access::Public, handler)];
    let app = App::new().app_data(admin(Settings::default())).configure(|config| route::register(rows, config));
    let service = test::init_service(app).await;
    tokio::select! {
        _ = service.call(TestRequest::post().uri("/api/things").to_request()) => panic!("it waits"),
        () = begun.notified() => {}
    }
    go_on.notify_one();
    tokio::time::timeout(Duration::from_secs(5), done.notified()).await.expect("the change is made");
}

#[actix_web::test]
async fn a_signed_in_browser_gets_style_sheets_and_health_also_while_nobody_can_be_looked_up() {
    for address in [format!("{}/css/look.css", assets::prefix()), "/health".to_owned()] {
        let told = ask(signed_in(TestRequest::get().uri(&address), "broken")).await;
        assert_eq!(told.status, 200, "{address}");
    }
    assert_eq!(ask(signed_in(TestRequest::get().uri("/sign-in"), "broken")).await.status, 503, "a page says who is signed in");
}
