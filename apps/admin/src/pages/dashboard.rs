//! `/`: what waits for a person, what is being made, what was just made, and what people did. Before anything is there, the one
//! first step.

use actix_web::{HttpRequest, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::dashboard::{self, Dashboard};
use visualizer_domain::{Actor, Permission};

use super::activity::{Happening, happenings};
use super::dashboard_runs::{RunLine, run_lines};
use super::queue_jobs::JobLine;
use crate::admin::Admin;
use crate::answer::failure::Answer;
use crate::answer::live::{self, Look};
use crate::guard::access::Access;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_frame::{FrameSize, FrameStyle};
use crate::parts::frame::{Frame, FrameBody};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::asset_query::AssetQuery;
use crate::words::Words;
use crate::words::count::Count;

/// Happenings shown; the pages of things have their own histories.
const HAPPENINGS: usize = 10;

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage {
    shell: Shell,
    w: Words,
    pieces: Pieces,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "first_run.html")]
struct FirstRunPage {
    shell: Shell,
    w: Words,
    may_edit: bool,
}

/// The live pieces of the page.
struct Pieces {
    made: Made,
    due: Due,
    open: Open,
    activity: Activity,
    busy: bool,
}

/// Numbers, and the newest pictures.
#[derive(Template)]
#[template(path = "dashboard_made.html")]
struct Made {
    w: Words,
    undecided: Count,
    approved: Count,
    this_week: Count,
    being_made: i64,
    newest: Vec<Frame>,
}

/// What waits for a person.
#[derive(Template)]
#[template(path = "dashboard_due.html")]
struct Due {
    w: Words,
    undecided: Count,
    to_review: Vec<Frame>,
    parked: Vec<JobLine>,
    may_review: bool,
}

/// Generations under way.
#[derive(Template)]
#[template(path = "dashboard_open.html")]
struct Open {
    w: Words,
    runs: Vec<RunLine>,
}

/// What people and workers did.
#[derive(Template)]
#[template(path = "dashboard_activity.html")]
struct Activity {
    w: Words,
    happenings: Vec<Happening>,
}

/// The page.
///
/// # Errors
/// When it cannot be read.
pub async fn show(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let (w, actor) = (visit.words, visit.actor());
    let may_edit = actor.may(Permission::Edit);
    let view = dashboard::view(&control, actor, w.now()).await?;
    let shell = visit.shell(Some(Place::Home));
    if !view.has_products && view.newest.is_empty() {
        return visit.page(&FirstRunPage { shell, w, may_edit });
    }
    let pieces = pieces(actor, view, w);
    visit.page(&DashboardPage { shell: shell.listening("/live/dashboard".to_owned()), w, pieces, may_edit })
}

/// The pieces of the page as they change.
///
/// # Errors
/// When too many streams are open.
pub async fn follow(request: HttpRequest, admin: web::Data<Admin>, control: web::Data<Control>) -> Answer {
    let looks = control.clone();
    live::answer(&request, &admin, &control, Access::Client(Permission::View), move |reader| {
        let control = looks.clone();
        async move {
            let view = dashboard::view(&control, &reader.person.actor, reader.words.now()).await?;
            let pieces = pieces(&reader.person.actor, view, reader.words);
            let look = Look::new().busy(pieces.busy);
            let look = look.piece("home-made", &pieces.made)?.piece("home-due", &pieces.due)?;
            look.piece("home-open", &pieces.open)?.piece("home-activity", &pieces.activity)
        }
    })
}

fn pieces(actor: &Actor, view: Dashboard, w: Words) -> Pieces {
    let undecided = AssetQuery { approval: Some(visualizer_domain::generated_asset::ApprovalStatus::Pending), ..AssetQuery::default() };
    let everything = AssetQuery::default();
    let frames = |pictures: &[visualizer_control::Frame], within: &AssetQuery| {
        let style = FrameStyle { w, within, size: FrameSize::Medium, pickable: false, picked: false };
        pictures.iter().map(|picture| style.frame(picture)).collect::<Vec<_>>()
    };
    let mut happenings = happenings(&view.activity, w);
    happenings.truncate(HAPPENINGS);
    Pieces {
        made: Made {
            w,
            undecided: Count::of(view.undecided),
            approved: Count::of(view.approved),
            this_week: Count::of(view.made_this_week),
            being_made: view.open_runs.iter().map(|run| run.counts.open() - run.counts.parked).sum(),
            newest: frames(&view.newest, &everything),
        },
        due: Due {
            w,
            undecided: Count::of(view.undecided),
            to_review: frames(&view.to_review, &undecided),
            parked: view.parked.iter().map(|job| JobLine::of(job, actor, w)).collect(),
            may_review: actor.may(Permission::Review),
        },
        busy: !view.open_runs.is_empty(),
        open: Open { w, runs: run_lines(&view.open_runs, w) },
        activity: Activity { w, happenings },
    }
}
