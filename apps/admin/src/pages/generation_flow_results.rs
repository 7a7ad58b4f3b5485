//! What a flow made and is making, run by run, the newest first: the head of each run and its pictures as frames. The flow's page and
//! its events read it the same way.

use visualizer_control::generation_flows::{self, FlowView};
use visualizer_control::outlooks::{self, Outlook};
use visualizer_control::runs::{self, Job, Run};
use visualizer_control::{Control, Frame as Picture};
use visualizer_domain::ids::{AssetId, GenerationFlowId, RunId};
use visualizer_domain::job::{JobKind, JobState};
use visualizer_domain::{Actor, Permission};

use crate::answer::failure::Failure;
use crate::answer::live::Look;
use crate::parts::asset_frame::{FrameSize, FrameStyle};
use crate::parts::frame::Frame;
use crate::parts::job_frame::JobFrames;
use crate::parts::run_head::{self, RunHead};
use crate::parts::shape;
use crate::request::asset_query::AssetQuery;
use crate::words::Words;
use crate::words::setting_words;

/// Finished pictures on the page; the gallery has the rest.
const PICTURES: i64 = 120;

/// What a flow made, by run.
pub struct Results {
    /// The runs that are shown, newest first.
    pub runs: Vec<RunResults>,
    /// Finished pictures that are shown.
    pub shown: usize,
    /// Something is being made.
    pub busy: bool,
}

/// One run and its pictures.
pub struct RunResults {
    /// Its head; pictures without a run that is still listed have none.
    pub head: Option<RunHead>,
    /// Its pictures, finished or not, by variant.
    pub frames: Vec<Frame>,
}

impl Results {
    /// Reads them.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn read(control: &Control, actor: &Actor, view: &FlowView, w: Words) -> Result<Self, Failure> {
        let id = &view.flow.id;
        let pictures = generation_flows::pictures(control, actor, id, PICTURES).await?;
        let within = AssetQuery { flow: Some(id.clone()), ..AssetQuery::default() };
        let style = FrameStyle { w, within: &within, size: FrameSize::Large, pickable: true, picked: false };
        let may_generate = actor.may(Permission::Generate);
        let picture_ms = view.settings.quality.render_estimate_ms();
        let look = |run| view.made_with.get(run).map(|made| setting_words::look(made, control.registry, w)).unwrap_or_default();
        let mut results = Vec::new();
        for (index, run) in view.runs.iter().enumerate() {
            let finished = of_run(&pictures, Some(&run.id));
            // Only what is not finished needs a look at the jobs: the open runs, and how the newest one ended.
            let frames = if run.outcome.is_none() || index == 0 {
                detailed(control, actor, view, run, &finished, &style).await?
            } else {
                finished.iter().map(|picture| style.frame(picture)).collect()
            };
            let head = RunHead::of(run, look(&run.id), picture_ms, may_generate, w);
            if index == 0 || !frames.is_empty() || run_head::missing(run) > 0 {
                results.push(RunResults { head: Some(head), frames });
            }
        }
        let listed = |run: &Option<RunId>| view.runs.iter().any(|known| Some(&known.id) == run.as_ref());
        let earlier: Vec<Frame> = pictures.iter().filter(|(run, _)| !listed(run)).map(|(_, picture)| style.frame(picture)).collect();
        if !earlier.is_empty() {
            results.push(RunResults { head: None, frames: earlier });
        }
        Ok(Self { runs: results, shown: pictures.len(), busy: view.facts.open_runs > 0 })
    }

    /// The pieces of the page that change while something is being made.
    ///
    /// # Errors
    /// When a piece cannot be written.
    pub fn look(&self) -> Result<Look, Failure> {
        let mut look = Look::new().busy(self.busy);
        for run in &self.runs {
            if let Some(head) = &run.head {
                look = look.piece(head.element_id(), head)?;
            }
            for frame in &run.frames {
                look = look.piece(format!("frame-{}", frame.id), frame)?;
            }
        }
        Ok(look)
    }
}

/// The finished pictures of a run, by variant.
fn of_run<'a>(pictures: &'a [(Option<RunId>, Picture)], run: Option<&RunId>) -> Vec<&'a Picture> {
    // They come newest first; those of one run were planned in the order of their variants.
    pictures.iter().rev().filter(|(made_by, _)| made_by.as_ref() == run).map(|(_, picture)| picture).collect()
}

/// The frames of a run with those that are not finished.
async fn detailed(
    control: &Control,
    actor: &Actor,
    view: &FlowView,
    run: &Run,
    finished: &[&Picture],
    style: &FrameStyle<'_>,
) -> Result<Vec<Frame>, Failure> {
    let (_, jobs) = runs::view(control, actor, &run.id).await?;
    let waiting: Vec<&Job> = jobs.iter().filter(|job| job.state == JobState::Ready).collect();
    let outlook = match waiting.first() {
        Some(first) => outlooks::of(control, actor, JobKind::ImageGenerate, first.run_at, style.w.now()).await?,
        None => Outlook::default(),
    };
    let shape = shape::of_ratio(view.settings.aspect_ratio);
    let unfinished = JobFrames { w: style.w, shape, outlook: &outlook, may_retry: actor.may(Permission::Generate) };
    let picture = |id: &AssetId| finished.iter().find(|picture| picture.id == *id);
    let frame = |job: &Job| match job.asset_id.as_ref().and_then(picture) {
        Some(picture) => Some(style.frame(picture)),
        // Made, and deleted since.
        None if job.state == JobState::Done => None,
        None => Some(unfinished.frame(job, waiting.iter().position(|other| other.id == job.id).unwrap_or_default())),
    };
    Ok(jobs.iter().filter_map(frame).collect())
}

/// What the page of a flow listens to.
#[must_use]
pub fn events_address(id: &GenerationFlowId) -> String {
    format!("/generation-flows/{id}/events")
}
