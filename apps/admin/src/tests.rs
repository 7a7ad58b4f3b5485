//! The web side as a caller meets it: the whole application over a made-up set of logins, without database or network.

mod assets;
mod guard;
mod locales;
mod openapi;
mod problems;
mod routes;
mod settings;
mod sign_in;
mod streams;
mod templates;
mod uploads;

use std::sync::Arc;

use actix_web::http::header::{self, HeaderMap};
use actix_web::test::{self, TestRequest};
use actix_web::web;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use time::OffsetDateTime;
use time::macros::datetime;
use tokio_util::sync::CancellationToken;
use visualizer_control::sign_ins::Origin;
use visualizer_domain::actor::Standing;
use visualizer_domain::ids::{ClientId, SignInId, UserId};
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::user::{Locale, Theme};
use visualizer_domain::{Actor, Clock, Problem, Role};

use crate::admin::Admin;
use crate::app::app;
use crate::guard::csrf::FormSecret;
use crate::guard::sign_ins::{Person, SignIns};
use crate::settings::Settings;

/// The instant of every test.
pub const NOW: OffsetDateTime = datetime!(2026-11-21 8:00 UTC);
/// A browser asks like this.
pub const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

/// Logins whose token says who it is: a role, `platform` or `newcomer`.
struct Tokens;

impl SignIns for Tokens {
    fn resolve<'a>(&'a self, token: &'a str, _: OffsetDateTime) -> BoxFuture<'a, Outcome<Option<Person>>> {
        let person = match token {
            "broken" => Err(Problem::Unavailable { part: "database", source: Some("disk on fire".into()) }),
            token => Ok(person(token)),
        };
        async { person }.boxed()
    }

    fn open<'a>(&'a self, email: &'a str, password: &'a str, _: Origin<'a>, _: OffsetDateTime) -> BoxFuture<'a, Outcome<Option<String>>> {
        let token = (email == "editor@example.com" && password == "right password").then(|| "editor".to_owned());
        async { Ok(token) }.boxed()
    }

    fn enter<'a>(&'a self, person: &'a Person, client: &'a ClientId, _: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        let belongs = person.clients.iter().any(|(id, _)| id == client);
        async move { if belongs { Ok(()) } else { Err(Problem::not_found(Noun::Client, client)) } }.boxed()
    }

    fn prefer<'a>(&'a self, _: &'a Actor, _: Locale, _: Theme, _: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        async { Ok(()) }.boxed()
    }

    fn close<'a>(&'a self, _: &'a Person, _: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        async { Ok(()) }.boxed()
    }
}

/// The person behind a token.
pub fn person(token: &str) -> Option<Person> {
    let client = ClientId::parse("kiln-oak").ok()?;
    let standing = |role| Some(Standing { client_id: client.clone(), role });
    let (standing, platform_admin) = match token {
        "platform" => (standing(Role::Owner), true),
        "newcomer" => (None, false),
        role => (standing(role.parse().ok()?), false),
    };
    Some(Person {
        sign_in: SignInId::new(NOW),
        actor: Actor { user_id: UserId::parse(token).ok()?, name: "Brand editor".into(), platform_admin, standing, request_id: None },
        email: "editor@example.com".into(),
        locale: Locale::En,
        theme: Theme::Dark,
        client_name: Some("Kiln & Oak".into()),
        clients: vec![(client, "Kiln & Oak".into()), (ClientId::parse("north-shop").ok()?, "North Shop".into())],
    })
}

/// Shared state with these settings.
pub fn admin(settings: Settings) -> web::Data<Admin> {
    web::Data::new(Admin::new(Clock::manual(NOW), settings, Arc::new(Tokens), CancellationToken::new()))
}

/// What came back.
pub struct Told {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Told {
    /// A header; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of a cookie that was set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all(header::SET_COOKIE).filter_map(|value| value.to_str().ok());
        set.filter_map(|text| text.split(';').next()?.split_once('=')).find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Asks the application.
pub async fn ask(request: TestRequest) -> Told {
    ask_of(&admin(Settings::default()), request).await
}

/// Asks the application over shared state that outlives the question.
pub async fn ask_of(admin: &web::Data<Admin>, request: TestRequest) -> Told {
    let service = test::init_service(app(admin.clone())).await;
    let response = test::call_service(&service, request.to_request()).await;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Told { status, headers, body: String::from_utf8_lossy(&test::read_body(response).await).into_owned() }
}

/// A request with the cookie of a login.
pub fn signed_in(request: TestRequest, token: &str) -> TestRequest {
    request.insert_header((header::COOKIE, format!("visualizer-sign-in={token}")))
}

/// A form's token of a login.
pub fn form_token(cookie: &str) -> String {
    FormSecret::of(cookie).token()
}
