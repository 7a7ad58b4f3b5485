//! The head of a flow's page: what it is called, where it belongs and stands, and what the reader may do with it.

use visualizer_control::generation_flows::FlowView;
use visualizer_domain::generation_flow::{FlowState, PRODUCTS_MAX};
use visualizer_domain::{Actor, Permission};

use crate::parts::flow_line;
use crate::parts::flow_states::{self, StateMark};
use crate::words::Words;

/// The head of a flow's page.
#[derive(Debug, Clone)]
pub struct FlowHead {
    /// The flow.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The name that somebody gave it; empty when it is called after what it shows.
    pub own_name: String,
    /// The session that it belongs to: id and name.
    pub session: Option<(String, String)>,
    /// The version that forms are made from.
    pub version: i64,
    /// Where it stands.
    pub state: StateMark,
    /// Something is being made, so its settings are locked.
    pub busy: bool,
    /// The client keeps it at hand.
    pub is_favorite: bool,
    /// Most products that it shows.
    pub products_max: usize,
    /// The reader may change it.
    pub may_edit: bool,
    /// The reader may have things made.
    pub may_generate: bool,
    /// The reader may judge what it made.
    pub may_review: bool,
}

impl FlowHead {
    /// The head of this flow's page.
    #[must_use]
    pub fn of(view: &FlowView, actor: &Actor, w: Words) -> Self {
        let flow = &view.flow;
        let state = view.state();
        let session = flow.session_id.as_ref().map(|id| (id.to_string(), flow.session_name.clone().unwrap_or_default()));
        Self {
            id: flow.id.to_string(),
            name: flow_line::called(flow.name.as_deref(), view.products.iter().map(|product| product.name.as_str()), w),
            own_name: flow.name.clone().unwrap_or_default(),
            session,
            version: flow.version,
            state: flow_states::of_flow(state, flow_line::waits(view.runs.iter().filter(|run| run.outcome.is_none())), w),
            busy: state == FlowState::Generating,
            is_favorite: flow.is_favorite,
            products_max: PRODUCTS_MAX,
            may_edit: actor.may(Permission::Edit),
            may_generate: actor.may(Permission::Generate),
            may_review: actor.may(Permission::Review),
        }
    }

    /// True when the settings can be changed now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.may_edit && !self.busy
    }
}
