//! The pages on which people judge, over a real house: the gallery, decisions and their undoing, media and archives.

use std::sync::Arc;

use actix_web::test::{self, TestRequest};
use actix_web::web;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;
use visualizer_admin::app::app;
use visualizer_admin::csrf::FormSecret;
use visualizer_admin::sign_ins::{Person, SignIns};
use visualizer_admin::{Admin, Settings};
use visualizer_control::sign_ins::Origin;
use visualizer_domain::ids::{ClientId, SignInId};
use visualizer_domain::problem::Outcome;
use visualizer_domain::user::{Locale, Theme};
use visualizer_domain::{Actor, Role};
use visualizer_tests::{House, factory, pictures};

/// One login, of one person.
struct Login(Person);

impl SignIns for Login {
    fn resolve<'a>(&'a self, _: &'a str, _: OffsetDateTime) -> BoxFuture<'a, Outcome<Option<Person>>> {
        async { Ok(Some(self.0.clone())) }.boxed()
    }
    fn open<'a>(&'a self, _: &'a str, _: &'a str, _: Origin<'a>, _: OffsetDateTime) -> BoxFuture<'a, Outcome<Option<String>>> {
        async { Ok(None) }.boxed()
    }
    fn enter<'a>(&'a self, _: &'a str, _: &'a ClientId, _: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        async { Ok(()) }.boxed()
    }
    fn prefer<'a>(&'a self, _: &'a Actor, _: Locale, _: Theme, _: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        async { Ok(()) }.boxed()
    }
    fn close<'a>(&'a self, _: &'a str, _: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        async { Ok(()) }.boxed()
    }
}

struct Told {
    status: u16,
    location: String,
    body: String,
}

async fn ask(house: &House, actor: &Actor, request: TestRequest) -> Told {
    let person = Person {
        sign_in: SignInId::new(house.now()),
        actor: actor.clone(),
        email: "somebody@example.test".into(),
        locale: Locale::En,
        theme: Theme::System,
        client_name: Some("Test shop".into()),
        clients: Vec::new(),
    };
    let admin = Admin::new(house.clock.clone(), Settings::default(), Arc::new(Login(person)), CancellationToken::new());
    let service = test::init_service(app(web::Data::new(admin)).app_data(web::Data::new(house.control.clone()))).await;
    let request = request.insert_header(("cookie", "visualizer-sign-in=token")).insert_header(("accept", "text/html"));
    let response = test::call_service(&service, request.to_request()).await;
    let location = response.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let status = response.status().as_u16();
    Told { status, location, body: String::from_utf8_lossy(&test::read_body(response).await).into_owned() }
}

async fn get(house: &House, address: &str) -> Told {
    ask(house, &house.owner, TestRequest::get().uri(address)).await
}

async fn post(house: &House, actor: &Actor, address: &str, fields: &[(&str, &str)]) -> Told {
    let token = FormSecret::of("token").token();
    let all: Vec<(&str, &str)> = [("form_token", token.as_str())].into_iter().chain(fields.iter().copied()).collect();
    ask(house, actor, TestRequest::post().uri(address).set_form(all)).await
}

/// `n` pictures; every third is undecided.
async fn shop(house: &House, n: i64) {
    let (product, _) = factory::product(&house.control.db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let flow = factory::flow(&house.control.db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    pictures::many(house, "p", &flow, &product, n).await;
}

fn frames(told: &Told) -> usize {
    told.body.matches("<article class=\"frame").count()
}

fn link(told: &Told, rel: &str) -> String {
    let rest = told.body.split(&format!("rel=\"{rel}\" href=\"")).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
}

#[actix_web::test]
async fn the_gallery_pages_both_ways_and_names_the_filter_to_drop() {
    let (house, database) = House::on_sqlite().await;
    assert!(get(&house, "/generated-assets").await.body.contains("No pictures yet"));
    assert!(get(&house, "/generated-assets?deleted=true").await.body.contains("Nothing is deleted"));
    shop(&house, 100).await;
    let first = get(&house, "/generated-assets").await;
    assert_eq!((first.status, frames(&first)), (200, 60), "{}", first.body);
    let second = get(&house, &link(&first, "next")).await;
    assert_eq!(frames(&second), 38, "two of a hundred are deleted");
    assert_eq!(frames(&get(&house, &link(&second, "prev")).await), 60);
    let none = get(&house, "/generated-assets?approval=approved&from=2030-01-01").await;
    assert!(none.body.contains("Nothing matches all of these filters") && none.body.contains("32 match"), "{}", none.body);
    assert!(!none.body.contains("<b class=\"strong\">Review"), "without the decision there is still nothing: {}", none.body);
    assert_eq!(get(&house, "/generated-assets?approval=perhaps").await.status, 400);
    database.remove().await;
}

#[actix_web::test]
async fn what_was_deleted_has_the_neighbours_of_the_gallery_however_late_it_was_deleted() {
    let (house, database) = House::on_sqlite().await;
    shop(&house, 3).await;
    for n in [1, 0, 2] {
        house.clock.advance(time::Duration::minutes(1));
        let fields = [("do", "delete"), ("asset", &*format!("p00000{n}:1"))];
        assert_eq!(post(&house, &house.owner, "/generated-assets/decide", &fields).await.status, 303);
    }
    for path in ["", "/compare"] {
        let middle = get(&house, &format!("/generated-assets/p000001{path}?deleted=true")).await;
        assert!(link(&middle, "prev").contains("p000002") && link(&middle, "next").contains("p000000"), "{}", middle.body);
    }
    database.remove().await;
}

#[actix_web::test]
async fn a_decision_is_told_with_the_way_back_and_really_taken_back() {
    let (house, database) = House::on_sqlite().await;
    shop(&house, 12).await;
    let fields = [("do", "approve"), ("asset", "p000000:1"), ("back", "/generated-assets?approval=pending")];
    let told = post(&house, &house.owner, "/generated-assets/decide", &fields).await;
    assert_eq!((told.status, told.location.as_str()), (303, "/generated-assets?approval=pending"));
    assert!(get(&house, "/generated-assets/p000000").await.body.contains("Approved by Owner"));
    let at = (house.now().unix_timestamp_nanos() / 1_000).to_string();
    assert_eq!(post(&house, &house.owner, "/generated-assets/undo", &[("at", &at)]).await.status, 303);
    assert!(get(&house, "/generated-assets/p000000").await.body.contains("Nobody has decided"));
    assert_eq!(post(&house, &house.owner, "/generated-assets/decide", &fields).await.status, 409, "it changed since");
    database.remove().await;
}

#[actix_web::test]
async fn rejecting_asks_why_and_all_that_match_are_asked_for_once_more() {
    let (house, database) = House::on_sqlite().await;
    shop(&house, 12).await;
    let asked = post(&house, &house.owner, "/generated-assets/decide", &[("do", "reject"), ("asset", "p000000:1")]).await;
    assert!(asked.status == 200 && asked.body.contains("name=\"reason\""), "{}", asked.body);
    let all = [("do", "pin"), ("all", "1"), ("asset", "p000000:1"), ("filter", "approval=pending")];
    let asked = post(&house, &house.owner, "/generated-assets/decide", &all).await;
    assert!(asked.status == 200 && asked.body.contains("Pin 4 pictures"), "{}", asked.body);
    let confirmed: Vec<_> = all.into_iter().chain([("confirmed", "true")]).collect();
    assert_eq!(post(&house, &house.owner, "/generated-assets/decide", &confirmed).await.status, 303);
    assert_eq!(frames(&get(&house, "/generated-assets?approval=pending&pinned=true").await), 4);
    database.remove().await;
}

#[actix_web::test]
async fn what_may_not_be_approved_is_said_in_words_and_other_clients_see_nothing() {
    let (house, database) = House::on_sqlite().await;
    shop(&house, 12).await;
    house.member("Second", Role::Reviewer).await;
    let own = post(&house, &house.owner, "/generated-assets/decide", &[("do", "approve"), ("asset", "p000000:1")]).await;
    assert!(own.status == 409 && own.body.contains("somebody else approves it"), "{}", own.body);
    let two = [("do", "approve"), ("asset", "p000000:1"), ("asset", "p000003:1")];
    let left = post(&house, &house.owner, "/generated-assets/decide", &two).await;
    assert!(left.status == 200 && left.body.contains("2 pictures were left as they are"), "{}", left.body);
    let stranger = house.stranger().await;
    for address in ["/generated-assets/p000000", "/generated-assets/p000000/compare", &format!("/media/{}", "0".repeat(64))] {
        assert_eq!(ask(&house, &stranger, TestRequest::get().uri(address)).await.status, 404, "{address}");
    }
    database.remove().await;
}

#[actix_web::test]
async fn home_begins_with_one_step_and_the_queue_says_that_nobody_works() {
    let (house, database) = House::on_sqlite().await;
    assert!(get(&house, "/").await.body.contains("Start with one photo"));
    assert!(get(&house, "/queue").await.body.contains("No worker is running"));
    shop(&house, 12).await;
    let home = get(&house, "/").await;
    assert!(home.body.contains("4 pictures to review") && home.body.contains("data-events=\"/live/dashboard\""), "{}", home.body);
    database.remove().await;
}
