//! One member of the client: what they work as, and taking them out. Opens in place over the list.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::members::{self, Member};
use visualizer_domain::ids::MemberId;
use visualizer_domain::problem::Noun;
use visualizer_domain::{Actor, Permission, Problem, Role};

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::pages::members_new::{choices, given};
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::path_id::PathId;
use crate::request::seen_version;
use crate::words::Words;
use crate::words::problem_words;
use crate::words::role_words;

#[derive(Template)]
#[template(path = "member.html")]
struct MemberPage {
    shell: Shell,
    w: Words,
    member: Member,
    form: Filled,
    roles: Vec<Role>,
    choices: Vec<(String, String)>,
    client: String,
    is_myself: bool,
    may_change: bool,
    trouble: Trouble,
}

/// What stands in the way of a change.
#[derive(Default)]
struct Trouble {
    /// A rule, in its sentence.
    rule: Option<String>,
    /// Somebody was faster.
    meanwhile: Option<Meanwhile>,
}

/// The page.
///
/// # Errors
/// 404 when there is no such member.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<MemberId>) -> Answer {
    page(&visit, &control, &id, None, StatusCode::OK).await
}

/// Changes what somebody works as.
///
/// # Errors
/// 404; what control refuses, but for the rules and the version, with which the page comes back.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<MemberId>, form: Form) -> Answer {
    let seen = seen_version::of(&form)?;
    let role = form.parsed::<Role>("role").map_err(|problem| Problem::Invalid { fields: vec![problem] })?;
    let role = role.ok_or_else(|| Problem::invalid("role", "empty"))?;
    match members::change_role(&control, visit.actor(), &id, seen, role, visit.now()).await {
        Ok(()) => visit.see_other_saying("/members", &Flash::new("saved")),
        Err(problem) => refused(&visit, &control, &id, problem).await,
    }
}

/// Takes somebody out of the client. Their account and what they made stay.
///
/// # Errors
/// As [`change`].
pub async fn remove(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<MemberId>, form: Form) -> Answer {
    let seen = seen_version::of(&form)?;
    let member = find(&control, &visit, &id).await?;
    match members::remove(&control, visit.actor(), &id, seen, visit.now()).await {
        // Whoever took themselves out has nothing to do on the list any more.
        Ok(()) if member.user_id == visit.actor().user_id => visit.see_other("/"),
        Ok(()) => visit.see_other_saying("/members", &Flash::new("member-removed").with("name", member.name)),
        Err(problem) => refused(&visit, &control, &id, problem).await,
    }
}

async fn refused(visit: &SignedVisit, control: &Control, id: &MemberId, problem: Problem) -> Answer {
    match problem {
        problem @ (Problem::Conflict { .. } | Problem::Stale { .. }) => page(visit, control, id, Some(problem), StatusCode::CONFLICT).await,
        other => Err(other.into()),
    }
}

async fn page(
    visit: &SignedVisit,
    control: &Control,
    id: &MemberId,
    problem: Option<Problem>,
    status: StatusCode,
) -> Result<HttpResponse, Failure> {
    let (w, actor) = (visit.words, visit.actor());
    let member = find(control, visit, id).await?;
    let (is_owner, roles) = (member.role == Role::Owner, given(visit));
    let page = MemberPage {
        shell: visit.shell(Some(Place::Members)),
        w,
        form: Filled::of(Form::holding([("role", member.role.as_str())]), w),
        choices: choices(&roles, w),
        roles,
        client: visit.person().client_name.clone().unwrap_or_default(),
        is_myself: member.user_id == actor.user_id,
        may_change: actor.may(if is_owner { Permission::Own } else { Permission::Manage }),
        trouble: trouble(problem, &member, actor, w),
        member,
    };
    visit.page_as(status, &page)
}

fn trouble(problem: Option<Problem>, member: &Member, reader: &Actor, w: Words) -> Trouble {
    match problem {
        Some(Problem::Stale { changed_by, .. }) => {
            let now = (w.t("account-role").to_string(), role_words::label(&member.role, &w));
            Trouble { meanwhile: Some(Meanwhile { who: Changer::of(changed_by, reader), at: None, differences: vec![now] }), rule: None }
        }
        Some(problem) => Trouble { rule: Some(problem_words::detail(&problem.into(), w)), meanwhile: None },
        None => Trouble::default(),
    }
}

async fn find(control: &Control, visit: &SignedVisit, id: &MemberId) -> Result<Member, Failure> {
    let all = members::list(control, visit.actor()).await?;
    all.into_iter().find(|member| member.id == *id).ok_or_else(|| Problem::not_found(Noun::Member, id).into())
}
