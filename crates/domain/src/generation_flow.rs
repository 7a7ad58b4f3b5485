//! A generation flow: up to three products, settings, and what was made of them. Its state is derived (D17), never stored.

use crate::run::RunOutcome;
use crate::text::text_enum;
use serde::{Deserialize, Serialize};

/// Most products of one flow.
pub const PRODUCTS_MAX: usize = 3;
/// Most live flows that one product stands in.
pub const FLOWS_PER_PRODUCT_MAX: i64 = 10;
/// Most flows of one session.
pub const FLOWS_PER_SESSION_MAX: i64 = 500;

text_enum! {
    /// Where a flow stands.
    pub enum FlowState {
        /// No product yet.
        Empty = "empty",
        /// Could generate.
        Configured = "configured",
        /// A run is open.
        Generating = "generating",
        /// Something was made, but the last run was stopped, or could not make everything.
        Partly = "partly",
        /// Everything asked for last was made.
        Completed = "completed",
        /// The last run made nothing.
        Error = "error",
    }
}

/// What a flow's state follows from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FlowFacts {
    /// Products in the flow.
    pub products: i64,
    /// Runs without an outcome.
    pub open_runs: i64,
    /// Finished assets.
    pub completed_assets: i64,
    /// How the newest run ended.
    pub last_outcome: Option<RunOutcome>,
}

impl FlowState {
    /// Derives the state.
    #[must_use]
    pub fn of(facts: &FlowFacts) -> Self {
        match facts {
            FlowFacts { open_runs: 1.., .. } => Self::Generating,
            FlowFacts { last_outcome: Some(RunOutcome::Failed), .. } => Self::Error,
            FlowFacts { last_outcome: Some(RunOutcome::Partly | RunOutcome::Cancelled), completed_assets: 1.., .. } => Self::Partly,
            FlowFacts { completed_assets: 1.., .. } => Self::Completed,
            FlowFacts { products: 0, .. } => Self::Empty,
            _ => Self::Configured,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_run_does_not_leave_its_flow_generating() {
        let facts = FlowFacts { products: 1, open_runs: 0, completed_assets: 0, last_outcome: Some(RunOutcome::Failed) };
        assert_eq!(FlowState::of(&facts), FlowState::Error);
        assert_eq!(FlowState::of(&FlowFacts { open_runs: 1, ..facts }), FlowState::Generating);
    }

    #[test]
    fn a_flow_without_products_is_empty_and_one_with_pictures_is_completed() {
        assert_eq!(FlowState::of(&FlowFacts::default()), FlowState::Empty);
        assert_eq!(FlowState::of(&FlowFacts { products: 2, ..FlowFacts::default() }), FlowState::Configured);
        let some = FlowFacts { products: 1, completed_assets: 3, last_outcome: Some(RunOutcome::Done), ..FlowFacts::default() };
        assert_eq!(FlowState::of(&some), FlowState::Completed);
    }

    #[test]
    fn a_flow_that_was_stopped_is_not_done() {
        let stopped = |completed_assets| {
            FlowState::of(&FlowFacts { products: 1, completed_assets, last_outcome: Some(RunOutcome::Cancelled), ..FlowFacts::default() })
        };
        assert_eq!((stopped(0), stopped(1)), (FlowState::Configured, FlowState::Partly));
    }
}
