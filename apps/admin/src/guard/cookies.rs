//! The cookies that we set: what they are called, how long they live and that scripts never see them.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// A cookie of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ours {
    /// The token of a login. Lives as long as the browser; control decides how long it is good for.
    SignIn,
    /// A random value that binds the sign-in form to this browser before anybody is signed in.
    Door,
    /// One message for the next page.
    Flash,
    /// The language of somebody who is not signed in.
    Language,
    /// `off` when single letters are no keys in this browser. Kept here because it is about a keyboard, not about a person.
    LetterKeys,
}

impl Ours {
    fn bare_name(self) -> &'static str {
        match self {
            Self::SignIn => "visualizer-sign-in",
            Self::Door => "visualizer-door",
            Self::Flash => "visualizer-flash",
            Self::Language => "visualizer-language",
            Self::LetterKeys => "visualizer-letter-keys",
        }
    }

    /// The name. With https the prefix makes browsers refuse a cookie that a neighbouring host or plain http tries to plant.
    fn name(self, secure: bool) -> String {
        let prefix = if secure { "__Host-" } else { "" };
        format!("{prefix}{}", self.bare_name())
    }

    /// What the browser sent.
    #[must_use]
    pub fn read(self, request: &HttpRequest, secure: bool) -> Option<String> {
        request.cookie(&self.name(secure)).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty() && value.len() <= 2_048)
    }

    /// The cookie with a value.
    #[must_use]
    pub fn holding(self, value: String, secure: bool) -> Cookie<'static> {
        let mut cookie = Cookie::build(self.name(secure), value).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).finish();
        match self {
            Self::Language | Self::LetterKeys => cookie.set_max_age(Duration::days(365)),
            Self::Flash => cookie.set_max_age(Duration::minutes(2)),
            Self::SignIn | Self::Door => {}
        }
        cookie
    }

    /// The cookie that makes the browser forget it.
    #[must_use]
    pub fn forgotten(self, secure: bool) -> Cookie<'static> {
        let mut cookie = self.holding(String::new(), secure);
        cookie.set_max_age(Duration::ZERO);
        cookie
    }
}
