//! Who works in the client, and as what. Adding somebody is `members_new`, changing somebody `member`.

use actix_web::web;
use askama::Template;
use visualizer_control::Control;
use visualizer_control::members::{self, Member};
use visualizer_domain::Permission;
use visualizer_domain::ids::UserId;

use crate::answer::failure::Answer;
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::words::Words;

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    shell: Shell,
    w: Words,
    rows: Vec<Member>,
    myself: UserId,
    may_manage: bool,
}

/// The list.
///
/// # Errors
/// When control does not answer.
pub async fn show(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let page = MembersPage {
        shell: visit.shell(Some(Place::Members)),
        w: visit.words,
        rows: members::list(&control, visit.actor()).await?,
        myself: visit.actor().user_id.clone(),
        may_manage: visit.actor().may(Permission::Manage),
    };
    visit.page(&page)
}
