//! A picture that is not there yet as a frame: being made, waiting and why, failed and what to do. It stands in the place that the
//! finished picture takes (`asset_frame`).

use visualizer_control::outlooks::Outlook;
use visualizer_control::runs::{self, Job};
use visualizer_domain::job::JobState;

use crate::parts::frame::{Frame, FrameBody, Leads, Mark, Retry};
use crate::words::Words;
use crate::words::job_words;

/// Id of the form that the buttons of failed frames submit.
pub const RETRY_FORM: &str = "retry";

/// How unfinished pictures become frames on one page.
#[derive(Debug, Clone)]
pub struct JobFrames<'a> {
    /// The reader's words.
    pub w: Words,
    /// The shape that the pictures will have, as a class.
    pub shape: &'static str,
    /// What the first waiting one meets.
    pub outlook: &'a Outlook,
    /// The reader may have things made.
    pub may_retry: bool,
}

impl JobFrames<'_> {
    /// The frame of a job that made nothing yet; `after` counts those of its run that wait before it.
    #[must_use]
    pub fn frame(&self, job: &Job, after: usize) -> Frame {
        let (mark, body) = self.look(job, after);
        Frame {
            w: self.w,
            // The picture will come under the id of the asset, and takes this frame's place.
            id: job.asset_id.as_ref().map_or_else(|| job.id.to_string(), ToString::to_string),
            name: name(job),
            alt: String::new(),
            shape: self.shape,
            body,
            mark,
            note: String::new(),
            pick: None,
            picked: false,
            dimmed: false,
            pinned: false,
            own: false,
            leads: Leads::default(),
        }
    }

    fn look(&self, job: &Job, after: usize) -> (Mark, FrameBody) {
        let w = self.w;
        let mark = |kind, icon, word: String| Mark { kind, icon, word };
        match job.state {
            JobState::Running | JobState::Done => {
                let percent = u8::try_from(job.progress.clamp(0, 100)).unwrap_or(100);
                let step = w.t("percent").with("count", percent).to_string();
                (mark("", "loader-circle", job_words::stage(job.stage.as_deref(), w)), FrameBody::Working { percent, step })
            }
            JobState::Ready | JobState::Waiting => {
                (mark("", "clock", w.t("job-state-waiting").to_string()), FrameBody::Waiting { why: self.waits(job, after) })
            }
            JobState::Parked => {
                let why = job_words::parked(job.parked_reason.as_deref(), w);
                (mark("warn", "pause", w.t("job-state-parked").to_string()), FrameBody::Failed { why, retry: self.retry(job) })
            }
            JobState::Failed => {
                let why = job_words::problem(job.problem.as_ref(), w);
                (mark("bad", "triangle-alert", w.t("job-state-failed").to_string()), FrameBody::Failed { why, retry: self.retry(job) })
            }
            JobState::Cancelled | JobState::Skipped => {
                let why = w.t("job-state-cancelled-about").to_string();
                (mark("", "ban", w.t("job-state-cancelled").to_string()), FrameBody::Stopped { why, retry: self.retry(job) })
            }
        }
    }

    fn waits(&self, job: &Job, after: usize) -> String {
        let w = self.w;
        let seconds = (job.run_at - w.now()).whole_seconds();
        if job.tries > 0 && seconds > 0 && self.outlook.pause.is_none() {
            return w.t("waits-again").with("count", job.tries + 1).with("max", job.tries_max).with("span", w.span(seconds)).to_string();
        }
        job_words::waits(self.outlook, after, w)
    }

    fn retry(&self, job: &Job) -> Option<Retry> {
        (self.may_retry && runs::may_be_tried_again(job)).then(|| Retry { form: RETRY_FORM.to_owned(), job: job.id.to_string() })
    }
}

/// What people call it, as the finished picture will be called.
fn name(job: &Job) -> String {
    let what = job.product_name.as_deref().or(job.flow_name.as_deref()).unwrap_or_default();
    match job.variant {
        Some(variant) => format!("{what} {variant}").trim().to_owned(),
        None => what.to_owned(),
    }
}
