//! Who may call a route, and the guard that stands before every handler: it finds the person, compares them with the route's
//! row, and makes sure that a change was asked for by a page of ours.
//!
//! Handlers cannot forget it, because the route table wraps it around every row. Commands check permissions again on their own.

use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use tracing::Instrument;
use visualizer_domain::{Permission, Problem};

use crate::admin::Admin;
use crate::answer::failure::Failure;
use crate::forms::{self, Form};
use crate::guard::cookies::Ours;
use crate::guard::csrf;
use crate::guard::sign_ins::Person;
use crate::guard::visit::Visit;
use crate::request::body;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, and nobody is looked up: for what is the same for all and must be there when the database is not.
    Anyone,
    /// Anybody. Who is signed in is known.
    Public,
    /// Anybody who is signed in.
    SignedIn,
    /// A member of the current client whose role carries the permission.
    Client(Permission),
    /// Those who run the platform.
    PlatformAdmin,
}

impl Access {
    /// # Errors
    /// What the person (or nobody) is missing.
    pub fn check(self, person: Option<&Person>) -> Result<(), Failure> {
        let actor = match (self, person) {
            (Self::Anyone | Self::Public, _) => return Ok(()),
            (_, None) => return Err(Problem::Unauthenticated.into()),
            (_, Some(person)) => &person.actor,
        };
        match self {
            Self::Anyone | Self::Public | Self::SignedIn => Ok(()),
            Self::Client(_) if actor.standing.is_none() => Err(Failure::NoClient),
            Self::Client(needs) => Ok(actor.require(needs).map(drop)?),
            Self::PlatformAdmin => Ok(actor.require_platform_admin()?),
        }
    }
}

/// What the guard must know about a route.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// Who may pass.
    pub access: Access,
    /// What the body must be.
    pub body: Body,
}

/// What the body of a request must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Nothing is read.
    None,
    /// A form without files. The guard reads it and checks its token.
    Form,
    /// A form with files. The upload reads its token as the first field.
    Files,
    /// JSON, or files through the API: read by their extractors, without a token.
    Api,
}

/// Lets a request pass to its handler, or refuses it. A change that has begun runs to its end also when its caller goes meanwhile: half of
/// what was asked, or an effect that nobody noted the answer of, is what the caller could not know and would ask for again.
///
/// # Errors
/// Only what the handler's service gives; refusals are answers.
pub async fn guard(gate: Gate, mut request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    match pass(gate, &mut request).await {
        Ok(()) if request.method().is_safe() => next.call(request).await,
        Ok(()) => match actix_web::rt::spawn(next.call(request).in_current_span()).await {
            Ok(answer) => answer,
            Err(broken) => Err(Failure::from(Problem::internal("answering a request", broken)).into()),
        },
        Err(failure) => Ok(request.error_response(failure)),
    }
}

async fn pass(gate: Gate, request: &mut ServiceRequest) -> Result<(), Failure> {
    let admin =
        request.app_data::<web::Data<Admin>>().cloned().ok_or_else(|| Problem::internal("finding the shared state", "none was set"))?;
    let person = if gate.access == Access::Anyone { None } else { person(request.request(), &admin).await? };
    let visit = Visit::of(request.request(), &admin, person);
    request.extensions_mut().insert(visit.clone());
    gate.access.check(visit.person.as_deref())?;
    if gate.body != Body::None {
        csrf::check_origin(request.request(), &admin.settings)?;
    }
    if gate.body == Body::Form {
        let form = read_form(request, &admin).await?;
        if !visit.form_secret.made(form.get(csrf::FIELD)) {
            return Err(Failure::FormExpired);
        }
        if let Access::Client(_) = gate.access {
            csrf::check_client(&visit, form.get(csrf::CLIENT_FIELD))?;
        }
        request.extensions_mut().insert(Rc::new(form));
    }
    Ok(())
}

async fn person(request: &HttpRequest, admin: &Admin) -> Result<Option<Person>, Failure> {
    match Ours::SignIn.read(request, admin.settings.secure) {
        Some(token) => Ok(admin.sign_ins.resolve(&token, admin.clock.now()).await?),
        None => Ok(None),
    }
}

async fn read_form(request: &mut ServiceRequest, admin: &Admin) -> Result<Form, Failure> {
    body::check_type(request.request(), "application/x-www-form-urlencoded")?;
    let payload = request.take_payload();
    let bytes = body::read(request.request(), payload, admin.settings.limits.form_bytes, &admin.settings.limits).await?;
    forms::parse(&bytes)
}
