//! What the web side needs to know about logins. Passwords and stored tokens are control's; the tests of the shell bring their own.

use futures_util::future::BoxFuture;
use time::OffsetDateTime;
use visualizer_domain::Actor;
use visualizer_domain::ids::ClientId;
use visualizer_domain::problem::Outcome;
use visualizer_domain::user::{Locale, Theme};

/// A signed-in person, as every page needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
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
    fn open<'a>(&'a self, email: &'a str, password: &'a str, now: OffsetDateTime) -> BoxFuture<'a, Outcome<Option<String>>>;

    /// Makes another client the one that the login works in; `false` when the person does not belong to it.
    fn enter<'a>(&'a self, token: &'a str, client: &'a ClientId, now: OffsetDateTime) -> BoxFuture<'a, Outcome<bool>>;

    /// Keeps how a person wants the pages.
    fn prefer<'a>(&'a self, actor: &'a Actor, locale: Locale, theme: Theme, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>>;

    /// Ends a login. An unknown token is no problem.
    fn close<'a>(&'a self, token: &'a str, now: OffsetDateTime) -> BoxFuture<'a, Outcome<()>>;
}
