//! Whether a flow could generate now: what it would make, or what is missing.

use visualizer_control::Control;
use visualizer_control::runs;
use visualizer_domain::ids::GenerationFlowId;
use visualizer_domain::{Actor, Problem};

use crate::answer::failure::Failure;
use crate::words::Words;
use crate::words::plan_words;

/// Whether a flow could generate now.
#[derive(Debug, Clone)]
pub enum Readiness {
    /// It could.
    Ready {
        /// Pictures that it would make.
        pictures: usize,
        /// Their size.
        pixels: String,
        /// About how long it takes.
        span: String,
    },
    /// It could not, and why.
    Not(Vec<String>),
}

impl Readiness {
    /// How ready a flow is.
    ///
    /// # Errors
    /// When that cannot be found out.
    pub async fn of(control: &Control, actor: &Actor, id: &GenerationFlowId, w: Words) -> Result<Self, Failure> {
        match runs::preview(control, actor, id).await {
            Ok(preview) => Ok(Self::Ready {
                pictures: preview.plan.assets(),
                pixels: plan_words::pixels(&preview.plan, w),
                span: plan_words::about(preview.plan.estimate_ms(), w),
            }),
            Err(problem @ Problem::Invalid { .. }) => Ok(Self::Not(plan_words::refusals(&problem, w))),
            Err(other) => Err(other.into()),
        }
    }
}
