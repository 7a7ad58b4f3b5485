//! `/queue`: what waits and why, what is being made, what was set aside or failed, and who works. Its pieces are live; steering it
//! (retry, stop, pause) is the business of `queue_steering`.

use actix_web::{HttpRequest, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::queue::{self, Job, QueueView, Worker};
use visualizer_domain::job::{JobKind, JobState};
use visualizer_domain::{Actor, Permission};

use super::queue_jobs::{FailedGroup, JobLine, failed_groups};
use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::live::{self, Look};
use crate::guard::access::Access;
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::words::Words;

/// Jobs shown of those that are next.
const NEXT: usize = 8;

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage {
    shell: Shell,
    w: Words,
    board: Board,
    may_pause: bool,
}

/// The three pieces of the page.
struct Board {
    figures: Figures,
    work: Work,
    trouble: Trouble,
    busy: bool,
}

/// The numbers at the top.
#[derive(Template)]
#[template(path = "queue_figures.html")]
struct Figures {
    w: Words,
    waiting: i64,
    oldest: Option<i64>,
    running: i64,
    parked: i64,
    workers: Vec<Worker>,
}

/// Kinds, what runs and what is next.
#[derive(Template)]
#[template(path = "queue_work.html")]
struct Work {
    w: Words,
    kinds: Vec<KindRow>,
    running: Vec<JobLine>,
    next: Vec<JobLine>,
    more: i64,
    quiet: bool,
    may_pause: bool,
}

/// What was set aside, and what failed.
#[derive(Template)]
#[template(path = "queue_trouble.html")]
struct Trouble {
    w: Words,
    parked: Vec<JobLine>,
    failed: Vec<FailedGroup>,
}

/// One kind of job.
struct KindRow {
    kind: JobKind,
    waiting: i64,
    running: i64,
    /// How long the longest waiting is due, in seconds.
    oldest: Option<i64>,
    why: String,
    paused: bool,
}

impl KindRow {
    /// Key of the kind's word.
    fn word(&self) -> String {
        format!("kind-{}", self.kind.as_str().replace('.', "-"))
    }

    /// Id of an element that the kind has of its own.
    fn id(&self, element: &str) -> String {
        format!("{element}-{}", self.kind.as_str().replace('.', "-"))
    }
}

/// The page.
///
/// # Errors
/// When the queue cannot be read.
pub async fn show(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let board = board(&control, visit.actor(), visit.words).await?;
    let shell = visit.shell(Some(Place::Queue)).listening("/live/queue".to_owned());
    visit.page(&QueuePage { shell, w: visit.words, board, may_pause: visit.actor().platform_admin })
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
            let board = board(&control, &reader.person.actor, reader.words).await?;
            let look = Look::new().busy(board.busy);
            look.piece("queue-figures", &board.figures)?.piece("queue-work", &board.work)?.piece("queue-trouble", &board.trouble)
        }
    })
}

async fn board(control: &Control, actor: &Actor, w: Words) -> Result<Board, Failure> {
    let view = queue::view(control, actor, w.now()).await?;
    let count = |states: &[JobState]| view.depths.iter().filter(|depth| states.contains(&depth.state)).map(|depth| depth.jobs).sum::<i64>();
    let (waiting, running, parked) =
        (count(&[JobState::Ready, JobState::Waiting]), count(&[JobState::Running]), count(&[JobState::Parked]));
    let line = |job| JobLine::of(job, actor, w);
    let open: Vec<_> = view.running.iter().chain(&view.ready).collect();
    let stoppable = |job: &Job| JobLine {
        of_many: open.iter().filter(|other| other.run_id == job.run_id).nth(1).is_some(),
        ..JobLine::of(job, actor, w)
    };
    Ok(Board {
        figures: Figures {
            w,
            waiting,
            oldest: queue::oldest_wait(&view.depths, w.now()).map(|age| age.whole_seconds()),
            running,
            parked,
            workers: view.workers.clone(),
        },
        work: Work {
            w,
            kinds: JobKind::ALL.iter().map(|kind| kind_row(*kind, &view, w)).collect(),
            running: view.running.iter().map(stoppable).collect(),
            next: view.ready.iter().take(NEXT).map(stoppable).collect(),
            more: waiting - view.ready.len().min(NEXT) as i64,
            quiet: waiting + running == 0,
            may_pause: actor.platform_admin,
        },
        trouble: Trouble {
            w,
            parked: view.parked.iter().map(line).collect(),
            failed: failed_groups(&view.failed, &view.own_failures, actor, w),
        },
        busy: running > 0,
    })
}

fn kind_row(kind: JobKind, view: &QueueView, w: Words) -> KindRow {
    let of = |states: &[JobState]| {
        let depths = view.depths.iter().filter(|depth| depth.kind == kind.as_str() && states.contains(&depth.state));
        depths.map(|depth| depth.jobs).sum::<i64>()
    };
    let (waiting, running) = (of(&[JobState::Ready, JobState::Waiting]), of(&[JobState::Running]));
    let due = view.depths.iter().find(|depth| depth.kind == kind.as_str() && depth.state == JobState::Ready).and_then(|depth| depth.oldest);
    let pause = view.pauses.iter().find(|pause| pause.kind == kind.as_str());
    let why = match (pause, waiting) {
        (Some(pause), _) => {
            let reason = pause.reason.clone().unwrap_or_default();
            let key = if reason.is_empty() { w.t("queue-paused-by") } else { w.t("queue-paused-because") };
            key.with("who", &pause.paused_by_name).with("reason", reason).to_string()
        }
        (None, 0) => "–".to_owned(),
        (None, _) if view.workers.is_empty() => w.t("waits-nobody").to_string(),
        (None, _) if running > 0 => w.t("queue-workers-busy").to_string(),
        (None, _) => w.t("waits-next").to_string(),
    };
    let oldest = due.map(|due| (w.now() - due).whole_seconds().max(0));
    KindRow { kind, waiting, running, oldest, why, paused: pause.is_some() }
}
