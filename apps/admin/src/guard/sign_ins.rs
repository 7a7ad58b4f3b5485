//! What the web side needs to know about logins. Passwords and stored tokens are control's; the tests of the shell bring their own.

use actix_web::HttpRequest;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use time::OffsetDateTime;
use visualizer_control::Control;
use visualizer_control::sign_ins::{self as commands, Origin};
use visualizer_control::users;
use visualizer_domain::ids::{ClientId, SignInId};
use visualizer_domain::problem::Outcome;
use visualizer_domain::user::{Locale, Theme};
use visualizer_domain::{Actor, Problem};

use crate::admin::Admin;
use crate::guard::peer;
use crate::request::request_id::RequestId;

/// A signed-in person, as every page needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The login.
    pub sign_in: SignInId,
    /// Who is asking, and where they stand.
    pub actor: Actor,
    /// Their e-mail address.
    pub email: String,
    /// The language that they chose.
    pub locale: Locale,
    /// How they want the pages lit.
    pub theme: Theme,
    /// Name of the client that they work in.
    pub client_name: Option<String>,
    /// Clients that they may change to.
    pub clients: Vec<(ClientId, String)>,
}

/// Opens, resolves and ends logins.
pub trait SignIns: Send + Sync {
    /// The person behind a token; `None` when it is unknown or ended.
    fn resolve<'a>(&'a self, token: &'a str, now: OffsetDateTime) -> BoxFuture<'a, Outcome<Option<Person>>>;

    /// Opens a login and gives its token; `None` when address and password do not match.
    fn open<'a>(
        &'a self,
        email: &'a str,
        password: &'a str,
        origin: Origin<'a>,
        now: OffsetDateTime,
    ) -> BoxFuture<'a, Outcome<Option<String>>>;

    /// Makes another client the one that the person's login works in.
    ///
    /// Refused with [`Problem::NotFound`] when the person does not belong to it.
    fn enter<'a>(&'a self, person: &'a Person, client: &'a ClientId, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>>;

    /// Keeps how a person wants the pages.
    fn prefer<'a>(&'a self, actor: &'a Actor, locale: Locale, theme: Theme, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>>;

    /// Ends the person's login. One that has ended is no problem.
    fn close<'a>(&'a self, person: &'a Person, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>>;
}

impl SignIns for Control {
    fn resolve<'a>(&'a self, token: &'a str, now: OffsetDateTime) -> BoxFuture<'a, Outcome<Option<Person>>> {
        async move { Ok(commands::resolve(self, token, now).await?.map(Person::from)) }.boxed()
    }

    fn open<'a>(
        &'a self,
        email: &'a str,
        password: &'a str,
        origin: Origin<'a>,
        now: OffsetDateTime,
    ) -> BoxFuture<'a, Outcome<Option<String>>> {
        async move {
            match commands::sign_in(self, email, password, origin, now).await {
                Ok(opened) => Ok(Some(opened.token)),
                Err(Problem::Invalid { .. }) => Ok(None),
                Err(problem) => Err(problem),
            }
        }
        .boxed()
    }

    fn enter<'a>(&'a self, person: &'a Person, client: &'a ClientId, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        commands::switch_client(self, &person.actor, &person.sign_in, client, now).boxed()
    }

    fn prefer<'a>(&'a self, actor: &'a Actor, locale: Locale, theme: Theme, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        users::set_preferences(self, actor, locale, theme, now).boxed()
    }

    fn close<'a>(&'a self, person: &'a Person, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>> {
        commands::sign_out(self, &person.actor, &person.sign_in, now).boxed()
    }
}

impl From<commands::SignedIn> for Person {
    fn from(signed_in: commands::SignedIn) -> Self {
        Self {
            client_name: signed_in.workplace().map(|place| place.name.clone()),
            clients: signed_in.workplaces.iter().map(|place| (place.client_id.clone(), place.name.clone())).collect(),
            sign_in: signed_in.id,
            actor: signed_in.actor,
            email: signed_in.email,
            locale: signed_in.locale,
            theme: signed_in.theme,
        }
    }
}

/// How a try to sign in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// A login is open; its token.
    Opened(String),
    /// Address and password do not match.
    Wrong {
        /// Tries left before a wait.
        left: u32,
    },
}

/// Tries to sign in, counting failures by peer and address; for the page and for the API alike.
///
/// # Errors
/// [`Problem::TooMany`] when no try was left; when the database does not answer.
pub async fn attempt(request: &HttpRequest, admin: &Admin, email: &str, password: &str) -> Outcome<Attempt> {
    let (peer, now) = (peer::address(request, &admin.settings), admin.clock.now());
    let left = admin.sign_in_tries.begin(peer, email, now)?;
    let (user_agent, shown_peer) = (request.headers().get("user-agent").and_then(|value| value.to_str().ok()), peer.to_string());
    let request_id = RequestId::of(request);
    let origin = Origin { user_agent, peer: Some(&shown_peer), request_id: Some(&request_id) };
    Ok(match admin.sign_ins.open(email, password, origin, now).await? {
        Some(token) => {
            admin.sign_in_tries.succeeded(peer, email);
            Attempt::Opened(token)
        }
        None => Attempt::Wrong { left },
    })
}
