//! The states of flows and sessions as a shape and a word, the same wherever they are shown.

use askama::Template;
use visualizer_domain::collection_session::SessionState;
use visualizer_domain::generation_flow::FlowState;

use crate::words::Words;

/// A state as pages show it; by itself, the live one of a flow's own page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "flow_state.html")]
pub struct StateMark {
    /// `is-ok`, `is-warn`, `is-bad`, `is-live`, `is-idle` or nothing.
    pub kind: &'static str,
    /// Icon of the sprite.
    pub icon: &'static str,
    /// The word.
    pub word: String,
}

/// Where a flow stands. `waits` is true of one whose open run nobody works on.
#[must_use]
pub fn of_flow(state: FlowState, waits: bool, w: Words) -> StateMark {
    if waits && state == FlowState::Generating {
        return StateMark { kind: "", icon: "clock", word: w.t("job-state-waiting").to_string() };
    }
    let (kind, icon) = match state {
        FlowState::Empty => ("is-idle", "circle-dashed"),
        FlowState::Configured => ("", "circle-dashed"),
        FlowState::Generating => ("is-live", "loader-circle"),
        FlowState::Partly => ("is-warn", "circle-dashed"),
        FlowState::Completed => ("is-ok", "check"),
        FlowState::Error => ("is-bad", "triangle-alert"),
    };
    StateMark { kind, icon, word: w.t(format!("flow-state-{state}")).to_string() }
}

/// Where a session stands.
#[must_use]
pub fn of_session(state: SessionState, w: Words) -> StateMark {
    let (kind, icon) = match state {
        SessionState::Draft => ("is-idle", "circle-dashed"),
        SessionState::Generating => ("is-live", "loader-circle"),
        SessionState::Partly => ("", "circle-dashed"),
        SessionState::Completed => ("is-ok", "check"),
    };
    StateMark { kind, icon, word: w.t(format!("session-state-{state}")).to_string() }
}
