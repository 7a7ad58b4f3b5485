//! Somebody who is to work in the client: an account that exists, or a new one whose password is shown this once.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::members::{self, MemberDraft};
use visualizer_domain::problem::FieldProblems;
use visualizer_domain::{Permission, Problem, Role};

use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::words::Words;
use crate::words::role_words;

#[derive(Template)]
#[template(path = "members_new.html")]
struct NewMemberPage {
    shell: Shell,
    w: Words,
    form: Filled,
    roles: Vec<Role>,
    choices: Vec<(String, String)>,
}

/// The password of a new account, before it is gone for good.
#[derive(Template)]
#[template(path = "member_added.html")]
struct MemberAddedPage {
    shell: Shell,
    w: Words,
    name: String,
    email: String,
    password: String,
    host: String,
}

/// The empty form.
///
/// # Errors
/// When the page cannot be written.
pub async fn show(visit: SignedVisit) -> Answer {
    page(&visit, Filled::of(Form::holding([("role", Role::Editor.as_str())]), visit.words), StatusCode::OK)
}

/// Adds somebody. A new account's password is told in the answer itself and kept nowhere: loading that page again only says that they
/// are a member.
///
/// # Errors
/// What control refuses, but for the fields, with which the form comes back.
pub async fn add(
    request: actix_web::HttpRequest,
    visit: SignedVisit,
    admin: web::Data<Admin>,
    control: web::Data<Control>,
    form: Form,
) -> Answer {
    let added = match draft(&form) {
        Ok(draft) => members::add(&control, visit.actor(), &draft, visit.now()).await,
        Err(problem) => Err(problem),
    };
    let email = form.get("email").trim().to_lowercase();
    match added {
        Ok(added) => match added.password {
            None => visit.see_other_saying("/members", &Flash::new("member-added").with("email", email)),
            Some(password) => {
                let host = admin.settings.public_host.clone().unwrap_or_else(|| request.connection_info().host().to_owned());
                let shell = visit.shell(Some(Place::Members));
                visit.page(&MemberAddedPage { shell, w: visit.words, name: form.get("name").trim().to_owned(), email, password, host })
            }
        },
        Err(problem) => page(&visit, Filled::of(form, visit.words).refused(problem)?, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

fn draft(form: &Form) -> Result<MemberDraft, Problem> {
    let mut problems = FieldProblems::default();
    let role = form.parsed("role").unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    problems.check()?;
    let role = role.ok_or_else(|| Problem::invalid("role", "empty"))?;
    Ok(MemberDraft { email: form.get("email").to_owned(), name: form.get("name").to_owned(), role })
}

/// Roles that the actor may give.
#[must_use]
pub fn given(visit: &SignedVisit) -> Vec<Role> {
    let may_own = visit.actor().may(Permission::Own);
    Role::ALL.iter().copied().filter(|role| may_own || *role != Role::Owner).collect()
}

/// Roles as a form's choices.
#[must_use]
pub fn choices(roles: &[Role], w: Words) -> Vec<(String, String)> {
    roles.iter().map(|role| (role.to_string(), role_words::label(role, &w))).collect()
}

fn page(visit: &SignedVisit, form: Filled, status: StatusCode) -> Result<HttpResponse, Failure> {
    let roles = given(visit);
    let choices = choices(&roles, visit.words);
    let page = NewMemberPage { shell: visit.shell(Some(Place::Members)), w: visit.words, form, roles, choices };
    visit.page_as(status, &page)
}
