//! A flow as a line of a list: what it shows, where it stands, its newest pictures. The same markup stands in the page and in the events
//! that replace it.

use askama::Template;
use visualizer_control::generation_flows::FlowCard;
use visualizer_control::runs::Run;
use visualizer_domain::generation_flow::FlowState;
use visualizer_domain::registry::{List, Registry};
use visualizer_domain::rendition::RenditionKind;

use crate::forms::settings_fields::value_word;
use crate::pages::media;
use crate::parts::flow_states::{self, StateMark};
use crate::words::Words;

/// One line.
#[derive(Debug, Clone, Template)]
#[template(path = "flow_line.html")]
pub struct FlowLine {
    w: Words,
    id: String,
    name: String,
    is_favorite: bool,
    /// What it shows and what it chooses itself.
    about: String,
    state: StateMark,
    /// How far what is being made is.
    progress: Option<Progress>,
    completed: i64,
    approved: i64,
    failed: i64,
    /// Small pictures of its products, for a flow that made nothing yet.
    originals: Vec<String>,
    thumbnails: Vec<String>,
    /// Where the next step is, for those who may take it.
    next: Option<NextStep>,
    restore: Option<Restore>,
}

/// How far the open runs of a flow are.
#[derive(Debug, Clone)]
struct Progress {
    done: i64,
    total: i64,
    percent: u8,
}

/// The next step of a flow that made nothing yet.
#[derive(Debug, Clone)]
struct NextStep {
    href: String,
    word: String,
}

/// The button that takes a deleted flow back.
#[derive(Debug, Clone)]
pub struct Restore {
    /// The token of the form.
    pub form_token: String,
    /// The client that the page shows, by id.
    pub client: Option<String>,
}

impl FlowLine {
    /// The line of a flow. `open` are the open runs of the client; `may_generate` offers the next step.
    #[must_use]
    pub fn of(card: &FlowCard, open: &[Run], registry: &Registry, may_generate: bool, w: Words) -> Self {
        let state = card.state();
        let mine: Vec<&Run> = open.iter().filter(|run| run.subject_id == card.id.as_str()).collect();
        Self {
            w,
            id: card.id.to_string(),
            name: name(card, w),
            is_favorite: card.is_favorite,
            about: about(card, registry, w),
            progress: progress(&mine).filter(|_| state == FlowState::Generating),
            state: flow_states::of_flow(state, waits(mine.iter().copied()), w),
            completed: card.pictures.completed,
            approved: card.pictures.approved,
            failed: card.pictures.failed,
            originals: card.products.iter().filter_map(|product| product.image_sha256.as_deref()).map(small).collect(),
            thumbnails: card.newest.iter().map(|sha256| small(sha256)).collect(),
            next: next(card, state, w).filter(|_| may_generate && card.deleted_at.is_none()),
            restore: None,
        }
    }

    /// The same line with the button that takes the flow back.
    #[must_use]
    pub fn restorable(mut self, restore: Option<Restore>) -> Self {
        self.restore = restore;
        self
    }

    /// Id of the element.
    #[must_use]
    pub fn element_id(&self) -> String {
        format!("flow-{}", self.id)
    }
}

/// What people call a flow: its name, else what it shows.
#[must_use]
pub fn name(card: &FlowCard, w: Words) -> String {
    called(card.name.as_deref(), card.products.iter().map(|product| product.name.as_str()), w)
}

/// What people call a flow that has this name, or none, and shows these products.
#[must_use]
pub fn called<'a>(name: Option<&str>, products: impl Iterator<Item = &'a str>, w: Words) -> String {
    let shown = products.collect::<Vec<_>>().join(&w.t("list-separator").to_string());
    match (name, shown.is_empty()) {
        (Some(name), _) => name.to_owned(),
        (None, false) => shown,
        (None, true) => w.t("flow-nameless").to_string(),
    }
}

fn small(sha256: &str) -> String {
    media::address(sha256, RenditionKind::ThumbSmall)
}

fn about(card: &FlowCard, registry: &Registry, w: Words) -> String {
    let mut parts: Vec<String> = Vec::new();
    if card.name.is_some() {
        parts.extend(card.products.iter().map(|product| product.name.clone()));
    }
    let own = &card.settings;
    let chosen = [(List::Scene, &own.scene), (List::Style, &own.style), (List::Lighting, &own.lighting)];
    parts.extend(chosen.into_iter().filter_map(|(list, value)| value.as_deref().map(|value| value_word(registry, list, value, w))));
    parts.extend(own.aspect_ratio.map(|ratio| ratio.to_string()));
    parts.join(" · ")
}

/// True when nobody works on any of these open runs.
pub fn waits<'a>(open: impl IntoIterator<Item = &'a Run>) -> bool {
    open.into_iter().all(|run| run.counts.running == 0)
}

fn progress(mine: &[&Run]) -> Option<Progress> {
    let total: i64 = mine.iter().map(|run| run.counts.total()).sum();
    let percent: i64 = mine.iter().map(|run| i64::from(run.percent()) * run.counts.total()).sum();
    (total > 0).then(|| Progress {
        done: mine.iter().map(|run| run.counts.done).sum(),
        total,
        percent: u8::try_from(percent / total).unwrap_or(100),
    })
}

fn next(card: &FlowCard, state: FlowState, w: Words) -> Option<NextStep> {
    let href = format!("/generation-flows/{}", card.id);
    match state {
        FlowState::Empty => Some(NextStep { href: format!("{href}/products"), word: w.t("flow-choose-product").to_string() }),
        FlowState::Configured if card.pictures.completed == 0 => {
            Some(NextStep { href: format!("{href}/generate"), word: w.t("flow-generate").to_string() })
        }
        _ => None,
    }
}
