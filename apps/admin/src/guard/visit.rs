//! One request as the pages see it: who asks, in which language, from which form. Made by the guard in `access`, taken by
//! handlers as [`Visit`] (anybody) or [`SignedVisit`] (a signed-in person).

use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use time::OffsetDateTime;
use visualizer_domain::ids::ClientId;
use visualizer_domain::{Actor, Clock, Problem};

use crate::admin::Admin;
use crate::answer::failure::Failure;
use crate::answer::flash::Flash;
use crate::guard::cookies::Ours;
use crate::guard::csrf::FormSecret;
use crate::guard::sign_ins::Person;
use crate::hex;
use crate::request::negotiate;
use crate::request::request_id::RequestId;
use crate::words::Words;

/// One request, from anybody.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The reader's language, and the instant of the page.
    pub words: Words,
    /// Names the request in the log.
    pub request_id: String,
    /// Path and query as asked.
    pub address: String,
    /// Where "try again" leads: this page, or for a change the page that it was sent from.
    pub again: String,
    /// The person, when somebody is signed in.
    pub person: Option<Arc<Person>>,
    /// What form tokens are made from.
    pub form_secret: FormSecret,
    /// The message that the page before left.
    pub flash: Option<Flash>,
    /// `review.js` asks: it wants the changed frames back instead of a page.
    pub wants_frames: bool,
    /// Single letters are keys in this browser (approve, reject ...); some people cannot use that.
    pub letter_keys: bool,
    /// Cookies are for https only.
    pub secure: bool,
    door: Option<String>,
}

impl Visit {
    /// The visit of a person, or of nobody.
    #[must_use]
    pub fn of(request: &HttpRequest, admin: &Admin, person: Option<Person>) -> Self {
        Self::build(request, &admin.clock, admin.settings.secure, person)
    }

    /// The visit of a request that never came as far as the guard.
    #[must_use]
    pub fn of_stranger(request: &HttpRequest) -> Self {
        match request.app_data::<web::Data<Admin>>() {
            Some(admin) => Self::of(request, admin, None),
            None => Self::build(request, &Clock::System, false, None),
        }
    }

    fn build(request: &HttpRequest, clock: &Clock, secure: bool, mut person: Option<Person>) -> Self {
        let request_id = RequestId::of(request);
        if let Some(person) = &mut person {
            // What they do is noted with the request that they did it by.
            person.actor.request_id = Some(request_id.clone());
        }
        let locale = person.as_ref().map_or_else(|| negotiate::locale(request, secure), |person| person.locale);
        // An ended login still binds the forms that it made, so that signing out of it works.
        let known = Ours::SignIn.read(request, secure).or_else(|| Ours::Door.read(request, secure));
        let door = known.is_none().then(|| hex::encode(&rand::random::<[u8; 32]>()));
        let secret = FormSecret::of(known.as_deref().or(door.as_deref()).unwrap_or_default());
        let address = request.uri().path_and_query().map_or_else(|| request.path().to_owned(), ToString::to_string);
        Self {
            words: Words::new(locale, clock.now()),
            request_id,
            again: if request.method().is_safe() {
                address.clone()
            } else {
                negotiate::sent_from(request).unwrap_or_else(|| "/".to_owned())
            },
            address,
            person: person.map(Arc::new),
            form_secret: secret,
            flash: flash(request, secure),
            wants_frames: request.headers().contains_key("x-pieces"),
            letter_keys: Ours::LetterKeys.read(request, secure).as_deref() != Some("off"),
            secure,
            door,
        }
    }

    /// The client that the person stands in, by id.
    #[must_use]
    pub fn client(&self) -> Option<&ClientId> {
        self.person.as_ref()?.actor.client()
    }

    /// The instant of what is asked for: when the request came in. Whatever it changes was changed then.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.words.now()
    }

    /// The cookie that binds forms to this browser before anybody is signed in; `None` when the browser has one.
    ///
    /// A page with a form for strangers sends it along.
    #[must_use]
    pub fn door_cookie(&self) -> Option<Cookie<'static>> {
        self.door.clone().map(|value| Ours::Door.holding(value, self.secure))
    }
}

/// The message that waits, unless a script says that it only passes through this page on the way to where it loads the next one.
fn flash(request: &HttpRequest, secure: bool) -> Option<Flash> {
    let passes = request.headers().contains_key("x-passing");
    Ours::Flash.read(request, secure).filter(|_| !passes).and_then(|text| Flash::decoded(&text))
}

impl FromRequest for Visit {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit = request.extensions().get::<Self>().cloned();
        ready(Ok(visit.unwrap_or_else(|| Self::of_stranger(request))))
    }
}

/// One request of a signed-in person.
#[derive(Debug, Clone)]
pub struct SignedVisit {
    visit: Visit,
    person: Arc<Person>,
}

impl SignedVisit {
    /// Who is asking; the first argument of every command.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.person.actor
    }

    /// The person.
    #[must_use]
    pub fn person(&self) -> &Person {
        &self.person
    }
}

impl Deref for SignedVisit {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl FromRequest for SignedVisit {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit = request.extensions().get::<Visit>().cloned();
        ready(match visit.and_then(|visit| visit.person.clone().map(|person| Self { visit, person })) {
            Some(signed) => Ok(signed),
            None => Err(Problem::Unauthenticated.into()),
        })
    }
}
