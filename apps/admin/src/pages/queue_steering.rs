//! Steering the queue: trying jobs again, stopping a run, pausing and resuming a kind.

use actix_web::{HttpRequest, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::{queue, runs};
use visualizer_domain::Problem;
use visualizer_domain::ids::{JobId, RunId};
use visualizer_domain::job::JobKind;
use visualizer_domain::problem::Noun;

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_act::reason;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::negotiate::sent_from;
use crate::words::Words;

/// Tries jobs again: one or more by id, or every recent failure of one kind.
///
/// # Errors
/// What control refuses, when none could be tried again.
pub async fn retry(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    let now = visit.now();
    let mut retried = match form.get("code") {
        "" => {
            let jobs = form.all("job").map(|id| JobId::parse(id).map_err(|_| Problem::not_found(Noun::Job, id)));
            runs::retry_jobs(&control, visit.actor(), &jobs.collect::<Result<Vec<_>, _>>()?, now).await?
        }
        code => runs::retry_failures(&control, visit.actor(), code, now).await?,
    };
    let said = match (retried.again.len(), retried.refused.len()) {
        (0, _) => {
            let refused = retried.refused.pop();
            return Err(refused.map_or_else(|| Problem::conflict("job-not-stopped"), |(_, problem)| problem).into());
        }
        (again, 0) => Flash::new("jobs-retried").with("count", again),
        (again, left) => Flash::new("jobs-retried-some").with("count", again).with("left", left),
    };
    visit.see_other_saying(&back(&request), &said)
}

#[derive(Template)]
#[template(path = "run_stop.html")]
struct StopPage {
    shell: Shell,
    w: Words,
    run: RunId,
    /// Pictures that are not made yet.
    open: usize,
}

/// Stops a run: what is finished stays. With `ask` instead of `run` it only says what that would be.
///
/// # Errors
/// A conflict when it has ended.
pub async fn stop(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    let asks = form.contains("ask");
    let run = form.get(if asks { "ask" } else { "run" });
    let run = RunId::parse(run).map_err(|_| Problem::not_found(Noun::Run, run))?;
    if asks {
        let (_, jobs) = runs::view(&control, visit.actor(), &run).await?;
        let open = jobs.iter().filter(|job| !job.state.has_ended()).count();
        return visit.page(&StopPage { shell: visit.shell(Some(Place::Queue)), w: visit.words, run, open });
    }
    runs::cancel(&control, visit.actor(), &run, visit.now()).await?;
    visit.see_other_saying(&back(&request), &Flash::new("run-stopped"))
}

/// Stops a kind from being claimed.
///
/// # Errors
/// A conflict when it is paused already.
pub async fn pause(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    let reason = reason(form.get("reason"))?;
    queue::pause(&control, visit.actor(), kind(&form)?, reason.as_ref(), visit.now()).await?;
    visit.see_other_saying(&back(&request), &Flash::new("kind-paused"))
}

/// Lets a kind be claimed again.
///
/// # Errors
/// A conflict when it is not paused.
pub async fn resume(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    queue::resume(&control, visit.actor(), kind(&form)?, visit.now()).await?;
    visit.see_other_saying(&back(&request), &Flash::new("kind-resumed"))
}

fn kind(form: &Form) -> Result<JobKind, Failure> {
    form.get("kind").parse().map_err(|_| Failure::Malformed(format!("kind: {:?} is no kind of job", form.get("kind"))))
}

/// The page that the button stood on: the queue, a flow or Home.
fn back(request: &HttpRequest) -> String {
    sent_from(request).unwrap_or_else(|| Place::Queue.path().to_owned())
}
