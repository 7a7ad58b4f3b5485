//! The page of a failure: what happened, what it means, where to go on, and the request's name for whoever looks into it.

use actix_web::http::StatusCode;
use askama::Template;
use visualizer_domain::{Problem, Role};

use crate::answer::failure::Failure;
use crate::guard::visit::Visit;
use crate::parts::shell::Shell;
use crate::words::Words;
use crate::words::problem_words;
use crate::words::role_words;

/// The page.
#[derive(Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    shell: Shell,
    w: Words,
    status: u16,
    title: String,
    detail: String,
    fields: Vec<String>,
    way_out: WayOut,
    role: Option<String>,
    who_may: Option<String>,
    path: String,
}

/// The one next step that a failure offers.
enum WayOut {
    /// To the sign-in page and back here.
    SignIn(String),
    /// The same address again.
    Again(String),
    /// The first page.
    Home,
}

impl ProblemPage {
    /// The page of a failure in this visit.
    #[must_use]
    pub fn of(failure: &Failure, status: StatusCode, visit: &Visit) -> Self {
        let w = visit.words;
        let role = visit.person.as_ref().and_then(|person| person.actor.standing.as_ref()).map(|standing| standing.role);
        Self {
            shell: visit.shell(None),
            w,
            status: status.as_u16(),
            title: problem_words::title(failure, w),
            detail: problem_words::detail(failure, w),
            fields: match failure {
                Failure::Problem(Problem::Invalid { fields }) => {
                    fields.iter().map(|f| format!("{}: {}", f.field, problem_words::field(f, w))).collect()
                }
                _ => Vec::new(),
            },
            way_out: way_out(failure, visit),
            // Who may is only of interest to somebody who may not.
            who_may: who_may(failure, w),
            role: role.filter(|_| matches!(failure, Failure::Problem(Problem::Forbidden { .. }))).map(|role| role_words::label(&role, &w)),
            path: visit.address.split('?').next().unwrap_or_default().to_owned(),
        }
    }
}

/// "Owner, Admin": the roles that may do what was refused, where they stand alone.
fn who_may(failure: &Failure, w: Words) -> Option<String> {
    let Failure::Problem(Problem::Forbidden { needs }) = failure else { return None };
    let roles: Vec<String> = Role::that_may(*needs).iter().map(|role| role_words::label(role, &w)).collect();
    Some(roles.join(&w.t("list-separator").to_string()))
}

fn way_out(failure: &Failure, visit: &Visit) -> WayOut {
    match failure {
        Failure::Problem(Problem::TooMany { .. } | Problem::Unavailable { .. } | Problem::Stale { .. } | Problem::Internal { .. }) => {
            WayOut::Again(visit.again.clone())
        }
        _ if visit.person.is_none() => WayOut::SignIn("/sign-in".to_owned()),
        _ => WayOut::Home,
    }
}
