//! Signing in and out.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use visualizer_domain::Problem;
use visualizer_domain::problem::FieldProblem;
use visualizer_domain::user::Locale;

use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::answer::links;
use crate::forms::{Filled, Form};
use crate::guard::cookies::Ours;
use crate::guard::sign_ins::{Attempt, attempt};
use crate::guard::visit::Visit;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::negotiate::local_path;
use crate::words::Words;

/// The pictures beside the form, in rows of four: rendered furniture, shipped with the program.
const PICTURES: [&str; 12] = [
    "lamp-sage",
    "chair-arch",
    "vase-coast",
    "stool-terra",
    "lamp-dusk4",
    "vase-arch",
    "chair-coast",
    "lamp-terra",
    "stool-blush",
    "chair-dark",
    "lamp-arch",
    "vase-sage",
];

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    w: Words,
    form: Filled,
    next: String,
    host: String,
    pictures: &'static [&'static str],
}

/// What the address of the page may carry.
#[derive(Debug, Deserialize)]
pub struct SignInQuery {
    next: Option<String>,
    language: Option<Locale>,
}

/// The form. Whoever is signed in already is sent on.
///
/// # Errors
/// When the page cannot be written.
pub async fn show(request: HttpRequest, mut visit: Visit, admin: web::Data<Admin>, Query(query): Query<SignInQuery>) -> Answer {
    let next = query.next.as_deref().and_then(local_path).unwrap_or("/").to_owned();
    if visit.person.is_some() {
        return visit.see_other(&next);
    }
    if let Some(locale) = query.language {
        visit.words = Words::new(locale, visit.now());
    }
    let mut response = page(&request, &admin, &visit, Filled::empty(visit.words), next, StatusCode::OK)?;
    if let Some(locale) = query.language {
        response
            .add_cookie(&Ours::Language.holding(locale.to_string(), visit.secure))
            .map_err(|e| Problem::internal("setting a cookie", e.to_string()))?;
    }
    Ok(response)
}

/// Opens a login.
///
/// # Errors
/// What control refuses, but for wrong passwords and too many of them: these come back with the form.
pub async fn open(request: HttpRequest, visit: Visit, admin: web::Data<Admin>, form: Form) -> Answer {
    let (email, next) = (form.get("email").trim(), local_path(form.get("next")).unwrap_or("/"));
    let tried = match attempt(&request, &admin, email, form.get("password")).await {
        // Counted by what was typed, whether or not somebody has this address: it says nothing about that.
        Err(Problem::TooMany { retry_after_s }) => {
            let span = visit.words.span(i64::try_from(retry_after_s).unwrap_or(i64::MAX));
            let problem = FieldProblem::new("password", "too-many-tries").with("span", span);
            let mut response =
                page(&request, &admin, &visit, refused(&visit, email, problem)?, next.to_owned(), StatusCode::TOO_MANY_REQUESTS)?;
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(retry_after_s));
            return Ok(response);
        }
        tried => tried?,
    };
    match tried {
        Attempt::Opened(token) => Ok(HttpResponse::SeeOther()
            .insert_header((header::LOCATION, next))
            .cookie(Ours::SignIn.holding(token, visit.secure))
            .cookie(Ours::Door.forgotten(visit.secure))
            .finish()),
        // Which of the two is wrong is nobody's business but the owner's.
        Attempt::Wrong { left } => {
            let wrong = FieldProblem::new("password", "wrong-password").with("left", left);
            page(&request, &admin, &visit, refused(&visit, email, wrong)?, next.to_owned(), StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// The form again, with the address that was typed.
fn refused(visit: &Visit, email: &str, problem: FieldProblem) -> Result<Filled, Failure> {
    Filled::of(Form::holding([("email", email)]), visit.words).refused(Problem::Invalid { fields: vec![problem] })
}

/// Ends the login.
///
/// # Errors
/// What control refuses.
pub async fn close(visit: Visit, admin: web::Data<Admin>) -> Answer {
    if let Some(person) = &visit.person {
        admin.sign_ins.close(person, admin.clock.now()).await?;
    }
    let mut response = visit.see_other_saying("/sign-in", &Flash::new("signed-out"))?;
    response.add_cookie(&Ours::SignIn.forgotten(visit.secure)).map_err(|e| Problem::internal("setting a cookie", e.to_string()))?;
    Ok(response)
}

/// The address of this page in a language.
#[must_use]
pub fn in_language(next: &str, language: &str) -> String {
    links::with_query(
        "/sign-in",
        [("language", language), ("next", next)].into_iter().filter(|(name, value)| *name != "next" || *value != "/"),
    )
}

fn page(request: &HttpRequest, admin: &Admin, visit: &Visit, form: Filled, next: String, status: StatusCode) -> Answer {
    let host = admin.settings.public_host.clone().unwrap_or_else(|| request.connection_info().host().to_owned());
    let page = SignInPage { shell: visit.shell(None), w: visit.words, form, next, host, pictures: &PICTURES };
    let mut response = visit.page_as(status, &page)?;
    if let Some(cookie) = visit.door_cookie() {
        response.add_cookie(&cookie).map_err(|e| Problem::internal("setting a cookie", e.to_string()))?;
    }
    Ok(response)
}
