//! Signing in and out, and who one is, for programs.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::{Control, sign_ins};
use visualizer_domain::ids::{ClientId, UserId};
use visualizer_domain::problem::FieldProblem;
use visualizer_domain::user::{Locale, Theme};
use visualizer_domain::{Problem, Role};

use crate::admin::Admin;
use crate::answer::failure::Answer;
use crate::answer::reply;
use crate::guard::cookies::Ours;
use crate::guard::sign_ins::{Attempt, attempt};
use crate::guard::visit::{SignedVisit, Visit};
use crate::pages::account::set_password;
use crate::request::json::Json;

/// What signs a person in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
}

/// A signed-in person.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Account {
    /// Their id.
    id: UserId,
    /// What they are called.
    name: String,
    /// Their e-mail address.
    email: String,
    /// The language of their pages.
    locale: Locale,
    /// How their pages are lit.
    theme: Theme,
    /// They run the platform.
    platform_admin: bool,
    /// The client that they work in; everything else in this API is about it.
    client_id: Option<ClientId>,
    /// Their role there.
    role: Option<Role>,
    /// Clients that they may work in.
    clients: Vec<Workplace>,
}

/// A client that a person may work in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Workplace {
    /// Its id.
    id: ClientId,
    /// What it is called.
    name: String,
}

/// How a person wants their pages and answers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    /// The language of pages and problems.
    locale: Locale,
    /// How pages are lit.
    theme: Theme,
}

/// A change of one's password.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The one that holds now.
    current_password: String,
    /// The one from now on, 8 to 200 characters.
    password: String,
}

/// The client to work in from now on.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientChosen {
    /// Its id.
    client_id: ClientId,
}

/// Opens a login; the cookie of the answer proves it.
///
/// # Errors
/// [`Problem::Invalid`] when address and password do not match, [`Problem::TooMany`] after too many of those.
pub async fn sign_in(request: HttpRequest, visit: Visit, admin: web::Data<Admin>, Json(credentials): Json<Credentials>) -> Answer {
    match attempt(&request, &admin, credentials.email.trim(), &credentials.password).await? {
        Attempt::Opened(token) => Ok(HttpResponse::NoContent().cookie(Ours::SignIn.holding(token, visit.secure)).finish()),
        Attempt::Wrong { left } => {
            Err(Problem::Invalid { fields: vec![FieldProblem::new("password", "wrong-password").with("left", left)] }.into())
        }
    }
}

/// Ends the login.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out(visit: SignedVisit, admin: web::Data<Admin>) -> Answer {
    admin.sign_ins.close(visit.person(), visit.now()).await?;
    Ok(HttpResponse::NoContent().cookie(Ours::SignIn.forgotten(visit.secure)).finish())
}

/// Who is signed in.
///
/// # Errors
/// None; the type is that of handlers.
pub async fn show(visit: SignedVisit) -> Answer {
    let person = visit.person();
    let standing = person.actor.standing.as_ref();
    reply::json(&Account {
        id: person.actor.user_id.clone(),
        name: person.actor.name.clone(),
        email: person.email.clone(),
        locale: person.locale,
        theme: person.theme,
        platform_admin: person.actor.platform_admin,
        client_id: standing.map(|standing| standing.client_id.clone()),
        role: standing.map(|standing| standing.role),
        clients: person.clients.iter().map(|(id, name)| Workplace { id: id.clone(), name: name.clone() }).collect(),
    })
}

/// Works in another client from now on.
///
/// # Errors
/// [`Problem::NotFound`] for a client that the person does not belong to.
pub async fn enter(visit: SignedVisit, admin: web::Data<Admin>, Json(chosen): Json<ClientChosen>) -> Answer {
    admin.sign_ins.enter(visit.person(), &chosen.client_id, visit.now()).await?;
    Ok(HttpResponse::NoContent().insert_header((header::LOCATION, "/api/account")).finish())
}

/// Keeps how a person wants their pages and answers.
///
/// # Errors
/// What control refuses.
pub async fn prefer(visit: SignedVisit, admin: web::Data<Admin>, Json(wanted): Json<Preferences>) -> Answer {
    admin.sign_ins.prefer(visit.actor(), wanted.locale, wanted.theme, visit.now()).await?;
    reply::done()
}

/// Changes the password and ends the person's other logins.
///
/// # Errors
/// [`Problem::TooMany`] after too many wrong ones; what control refuses.
pub async fn change_password(
    request: HttpRequest,
    visit: SignedVisit,
    admin: web::Data<Admin>,
    control: web::Data<Control>,
    Json(change): Json<PasswordChange>,
) -> Answer {
    set_password(&request, &visit, &admin, &control, &change.current_password, &change.password).await?;
    reply::done()
}

/// Ends every login of the person, this one too.
///
/// # Errors
/// What control refuses.
pub async fn sign_out_everywhere(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    sign_ins::sign_out_everywhere(&control, visit.actor(), visit.now()).await?;
    Ok(HttpResponse::NoContent().cookie(Ours::SignIn.forgotten(visit.secure)).finish())
}
