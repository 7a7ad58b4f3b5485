//! Jobs as lines of the queue: what each makes, where it stands, why it stopped, and what the reader may do about it.

use time::OffsetDateTime;
use visualizer_control::queue::{Failures, Job, NO_CODE, RECENT};
use visualizer_domain::{Actor, Permission, flow_plan};

use crate::words::Words;
use crate::words::job_words;

/// A job on its line.
pub struct JobLine {
    /// Its id.
    pub id: String,
    /// The run that it belongs to.
    pub run: String,
    /// What it makes: "Stone mug 3".
    pub what: String,
    /// What kind of work, and for which flow.
    pub about: String,
    /// Where to look at what it is for.
    pub href: Option<String>,
    /// What is being done, or why it stopped.
    pub says: String,
    /// How far, 0 to 100.
    pub percent: i64,
    /// Since when it stands as it does.
    pub since: OffsetDateTime,
    /// How often it was tried, when that says something.
    pub tries: Option<String>,
    /// The client, for those who see the jobs of all.
    pub client: Option<String>,
    /// Others of its run wait or run too, and would be stopped with it.
    pub of_many: bool,
    /// The reader may have it tried again or stopped.
    pub may_steer: bool,
}

/// Failures of one kind.
pub struct FailedGroup {
    /// The code that they share, for the button that retries them all.
    pub code: String,
    /// Why, in words.
    pub why: String,
    /// The newest of the jobs, newest first.
    pub jobs: Vec<JobLine>,
    /// How many there are.
    pub count: i64,
    /// How many of them the reader may retry, listed or not.
    pub retries: i64,
    /// The last one.
    pub last: OffsetDateTime,
}

impl JobLine {
    /// The line of a job.
    #[must_use]
    pub fn of(job: &Job, actor: &Actor, w: Words) -> Self {
        let own = actor.client() == Some(&job.client_id);
        let kind = w.t(format!("kind-{}", job.kind.replace('.', "-"))).to_string();
        let product = job.product_name.clone().unwrap_or_else(|| kind.clone());
        let started = job.started_at.unwrap_or(job.created_at);
        Self {
            id: job.id.to_string(),
            run: job.run_id.to_string(),
            what: job.variant.map_or_else(|| product.clone(), |variant| format!("{product} {variant}")),
            about: match &job.flow_name {
                Some(flow) => w.t("queue-about").with("kind", kind).with("flow", flow).to_string(),
                None => kind,
            },
            href: (job.subject_kind == flow_plan::SUBJECT && own).then(|| format!("/generation-flows/{}", job.subject_id)),
            says: match (&job.problem, &job.parked_reason) {
                (_, Some(reason)) => job_words::parked(Some(reason), w),
                (Some(problem), None) => job_words::problem(Some(problem), w),
                (None, None) => job_words::stage(job.stage.as_deref(), w),
            },
            percent: job.progress.clamp(0, 100),
            since: job.finished_at.unwrap_or(started),
            tries: (job.tries > 1).then(|| w.t("queue-tries").with("count", job.tries).with("max", job.tries_max).to_string()),
            client: actor.platform_admin.then(|| job.client_name.clone()),
            of_many: false,
            may_steer: own && actor.may(Permission::Generate),
        }
    }
}

/// Failures of the last days, those with the same reason together, the most recent reason first. `own` counts all of the reader's client.
#[must_use]
pub fn failed_groups(failed: &[Job], own: &[Failures], actor: &Actor, w: Words) -> Vec<FailedGroup> {
    let mut groups: Vec<FailedGroup> = Vec::new();
    for job in failed {
        let at = job.finished_at.unwrap_or(job.created_at);
        if w.now() - at > RECENT {
            continue;
        }
        let code = job.problem.as_ref().map_or(NO_CODE, |problem| problem.code.as_str());
        let line = JobLine::of(job, actor, w);
        match groups.iter_mut().find(|group| group.code == code) {
            Some(group) => group.jobs.push(line),
            None => {
                groups.push(FailedGroup { code: code.to_owned(), why: line.says.clone(), jobs: vec![line], count: 0, retries: 0, last: at })
            }
        }
    }
    for group in &mut groups {
        let own = own.iter().find(|failures| failures.code == group.code).map_or(0, |failures| failures.jobs);
        group.count = own.max(group.jobs.len() as i64);
        group.retries = if actor.may(Permission::Generate) { own } else { 0 };
    }
    groups
}
