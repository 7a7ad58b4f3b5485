//! One's own account: language, theme, whether single letters are keys, the password, and ending every login.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use visualizer_control::{Control, sign_ins, users};
use visualizer_domain::problem::{FieldProblem, FieldProblems};
use visualizer_domain::user::{Locale, PASSWORD_MIN, Theme, check_password};
use visualizer_domain::{Problem, Role};

use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::{Filled, Form};
use crate::guard::cookies::Ours;
use crate::guard::peer;
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::words::Words;

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    shell: Shell,
    w: Words,
    form: Filled,
    password: Filled,
    password_min: usize,
    name: String,
    email: String,
    client: Option<String>,
    role: Option<Role>,
    languages: Vec<(&'static str, String)>,
    themes: Vec<(&'static str, String)>,
}

/// The page.
///
/// # Errors
/// When the page cannot be written.
pub async fn show(visit: SignedVisit) -> Answer {
    page(&visit, Filled::empty(visit.words), StatusCode::OK)
}

/// Keeps the choices. Only what the page offers can be sent, so a refusal needs no form.
///
/// # Errors
/// [`Problem::Invalid`] for a choice that the page does not offer; what control refuses.
pub async fn change(visit: SignedVisit, admin: web::Data<Admin>, form: Form) -> Answer {
    let mut problems = FieldProblems::default();
    let locale = form.parsed::<Locale>("language").unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let theme = form.parsed::<Theme>("theme").unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    problems.check()?;
    let person = visit.person();
    let (locale, theme) = (locale.unwrap_or(person.locale), theme.unwrap_or(person.theme));
    admin.sign_ins.prefer(visit.actor(), locale, theme, visit.now()).await?;
    let mut response = visit.see_other_saying("/account", &Flash::new("account-saved"))?;
    let keys = Ours::LetterKeys.holding(if form.has("letter_keys", "on") { "on" } else { "off" }.to_owned(), visit.secure);
    // The door speaks the language that was chosen last in this browser.
    let language = Ours::Language.holding(locale.to_string(), visit.secure);
    for cookie in [keys, language] {
        response.add_cookie(&cookie).map_err(|error| Problem::internal("setting a cookie", error.to_string()))?;
    }
    Ok(response)
}

/// Changes the password and ends the person's other logins. Whoever finds a browser open may not guess for long.
///
/// # Errors
/// [`Problem::TooMany`] after too many wrong ones; what control refuses, but for the fields, with which the form comes back.
pub async fn change_password(
    request: HttpRequest,
    visit: SignedVisit,
    admin: web::Data<Admin>,
    control: web::Data<Control>,
    form: Form,
) -> Answer {
    let refused = |problem| page(&visit, Filled::empty(visit.words).refused(problem)?, StatusCode::UNPROCESSABLE_ENTITY);
    if form.get("password") != form.get("password_again") {
        return refused(Problem::Invalid { fields: vec![FieldProblem::new("password_again", "not-the-same")] });
    }
    match set_password(&request, &visit, &admin, &control, form.get("current_password"), form.get("password")).await {
        Ok(()) => visit.see_other_saying("/account", &Flash::new("password-changed")),
        Err(problem @ Problem::Invalid { .. }) => refused(problem),
        Err(problem) => Err(problem.into()),
    }
}

/// Changes the password, counting wrong ones; for the page and for the API alike.
///
/// # Errors
/// [`Problem::TooMany`] after too many wrong ones; what control refuses.
pub async fn set_password(
    request: &HttpRequest,
    visit: &SignedVisit,
    admin: &Admin,
    control: &Control,
    current: &str,
    password: &str,
) -> Result<(), Problem> {
    // Looked at first: a password that cannot be is no guess.
    check_password(password).map_err(|problem| Problem::Invalid { fields: vec![problem] })?;
    let (person, now) = (visit.person(), visit.now());
    let peer = peer::address(request, &admin.settings);
    admin.sign_in_tries.begin(peer, &person.email, now)?;
    users::change_password(control, visit.actor(), &person.sign_in, current, password, now).await?;
    admin.sign_in_tries.succeeded(peer, &person.email);
    Ok(())
}

/// Ends every login of the person, this one too.
///
/// # Errors
/// What control refuses.
pub async fn sign_out_everywhere(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let ended = sign_ins::sign_out_everywhere(&control, visit.actor(), visit.now()).await?;
    let mut response = visit.see_other_saying("/sign-in", &Flash::new("signed-out-everywhere").with("count", ended))?;
    response.add_cookie(&Ours::SignIn.forgotten(visit.secure)).map_err(|error| Problem::internal("setting a cookie", error.to_string()))?;
    Ok(response)
}

fn page(visit: &SignedVisit, password: Filled, status: StatusCode) -> Result<HttpResponse, Failure> {
    let (w, person) = (visit.words, visit.person());
    let keys = if visit.letter_keys { "on" } else { "off" };
    let form = Form::holding([("language", person.locale.as_str()), ("theme", person.theme.as_str()), ("letter_keys", keys)]);
    let page = AccountPage {
        shell: visit.shell(Some(Place::Account)),
        w,
        form: Filled::of(form, w),
        password,
        password_min: PASSWORD_MIN,
        name: person.actor.name.clone(),
        email: person.email.clone(),
        client: person.client_name.clone(),
        role: person.actor.standing.as_ref().map(|standing| standing.role),
        // Each language is named in itself, for those who do not read the other.
        languages: vec![("en", "English".to_owned()), ("ja", "日本語".to_owned())],
        themes: Theme::ALL.iter().map(|theme| (theme.as_str(), w.t(format!("theme-{theme}")).to_string())).collect(),
    };
    visit.page_as(status, &page)
}
