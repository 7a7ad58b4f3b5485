//! The head of a session's pages: its name, its state, what can be done with it, and the tabs. Every page of a session has it.

use visualizer_control::collection_sessions::SessionView;
use visualizer_domain::{Actor, Permission};

use crate::guard::visit::SignedVisit;
use crate::parts::flow_states::{self, StateMark};
use crate::words::Words;

/// Which page of the session is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionTab {
    /// Its flows.
    Flows,
    /// Its products.
    Products,
    /// The settings that its flows begin with.
    Settings,
}

/// The head of a session's pages.
#[derive(Debug, Clone)]
pub struct SessionHead {
    /// The session.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The version that forms are made from.
    pub version: i64,
    /// Where it stands.
    pub state: StateMark,
    /// Live flows.
    pub flows: i64,
    /// Live products.
    pub products: i64,
    /// Pictures that were approved.
    pub approved: i64,
    /// Flows that are being made pictures for.
    pub open_runs: i64,
    /// It was deleted.
    pub deleted: bool,
    /// The reader may change it.
    pub may_edit: bool,
    /// The reader may take it back.
    pub may_restore: bool,
    /// The reader may have things made.
    pub may_generate: bool,
    /// The page of the session.
    pub tab: SessionTab,
}

impl SessionHead {
    /// The head of a page of this session.
    #[must_use]
    pub fn of(view: &SessionView, tab: SessionTab, visit: &SignedVisit) -> Self {
        Self::new(view, tab, visit.actor(), visit.words)
    }

    fn new(view: &SessionView, tab: SessionTab, actor: &Actor, w: Words) -> Self {
        let card = &view.card;
        let deleted = card.deleted_at.is_some();
        Self {
            id: card.id.to_string(),
            name: card.name.clone(),
            version: card.version,
            state: flow_states::of_session(card.state(), w),
            flows: card.flows,
            products: card.products,
            approved: card.pictures.approved,
            open_runs: card.open_runs,
            deleted,
            may_edit: actor.may(Permission::Edit) && !deleted,
            may_restore: actor.may(Permission::Edit) && deleted,
            may_generate: actor.may(Permission::Generate) && !deleted,
            tab,
        }
    }

    /// True while something of it is being made.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.open_runs > 0
    }

    /// `page` for the tab that is shown.
    #[must_use]
    pub fn is_at(&self, tab: &str) -> bool {
        matches!((self.tab, tab), (SessionTab::Flows, "flows") | (SessionTab::Products, "products") | (SessionTab::Settings, "settings"))
    }
}
