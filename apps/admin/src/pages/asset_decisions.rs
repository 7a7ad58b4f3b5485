//! What a person decides about pictures: one, those that are picked, or all that a filter shows. Rejecting asks why, and a command
//! for all that match asks once more; both are pages of their own, which scripts show in place.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use visualizer_control::generated_assets::{self, Selection};
use visualizer_control::{Control, Direction};
use visualizer_domain::page::Limit;

use super::asset_receipt::{self, Code};
use super::picked::{self, Picked};
use crate::answer::failure::Answer;
use crate::api::instant;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::asset_act::{Act, reason};
use crate::parts::asset_frame::{FrameSize, FrameStyle};
use crate::parts::frame::Frame;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::asset_query::AssetQuery;
use crate::request::negotiate::local_path;
use crate::words::Words;
use crate::words::count::Count;

/// Pictures shown on the page that asks once more.
const SHOWN: u16 = 8;

impl Act {
    /// Key of the heading and the button of the page that asks: "Reject 3 pictures".
    #[must_use]
    pub fn heading(self) -> String {
        format!("decide-{}", self.as_str())
    }

    /// The message that says it was done: `flash-<this>`.
    fn flash(self) -> Code {
        let (one, many) = match self {
            Self::Approve => ("asset-approved-one", "asset-approved"),
            Self::Reject => ("asset-rejected-one", "asset-rejected"),
            Self::Reopen => ("asset-reopened-one", "asset-reopened"),
            Self::Pin => ("asset-pinned-one", "asset-pinned"),
            Self::Unpin => ("asset-unpinned-one", "asset-unpinned"),
            Self::Delete => ("asset-deleted-one", "asset-deleted"),
            Self::Restore => ("asset-restored-one", "asset-restored"),
        };
        Code { one, many, can_undo: true }
    }

    /// Review goes on by itself after this; it stays after a pin.
    fn moves_on(self) -> bool {
        !matches!(self, Self::Pin | Self::Unpin | Self::Reopen)
    }
}

#[derive(Template)]
#[template(path = "asset_decision.html")]
struct DecisionPage {
    shell: Shell,
    w: Words,
    act: Act,
    count: i64,
    /// Fields of the form that came, sent again when it is confirmed.
    kept: Vec<(String, String)>,
    form: Filled,
    frames: Vec<Frame>,
    back: String,
}

/// Decides, or asks what must be known before.
///
/// # Errors
/// What control refuses, when it concerns a single picture or all of them.
pub async fn decide(visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    let act = Act::of(&form)?;
    let picked = Picked::of(&form)?;
    let asks_why = act == Act::Reject && !form.contains("reason");
    let asks_again = picked.is_all() && form.get("confirmed") != "true";
    if asks_why || asks_again {
        let filled = Filled::of(Form::default(), visit.words);
        return ask(&visit, &control, act, &picked, &form, filled).await;
    }
    let reason = match reason(form.get("reason")) {
        Ok(reason) => reason,
        Err(problem) => {
            let filled = Filled::of(Form::holding([("reason", form.get("reason"))]), visit.words).refused(problem)?;
            return ask(&visit, &control, act, &picked, &form, filled).await;
        }
    };
    let now = visit.now();
    let receipt = generated_assets::change(&control, visit.actor(), &picked.selection, &act.change(reason), now).await?;
    let next = Some(form.get("next")).filter(|_| act.moves_on()).and_then(local_path);
    let to = next.or_else(|| local_path(form.get("back"))).unwrap_or(Place::Gallery.path());
    asset_receipt::answer(&visit, &control, &form, act.flash(), receipt, to).await
}

/// The page that asks why, or once more.
async fn ask(visit: &SignedVisit, control: &Control, act: Act, picked: &Picked, form: &Form, filled: Filled) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let (pictures, count) = match &picked.selection {
        Selection::These(ids) => {
            let ids: Vec<_> = ids.iter().map(|(id, _)| id.clone()).collect();
            let shown = generated_assets::these(control, actor, &ids[..ids.len().min(usize::from(SHOWN))]).await?;
            (shown, ids.len() as i64)
        }
        Selection::Matching(filter) => {
            let page = generated_assets::list(control, actor, filter, None, Direction::Older, Limit::new(SHOWN)).await?;
            (page.rows, Count::of(generated_assets::count(control, actor, filter).await?).in_one_command())
        }
    };
    let within = AssetQuery::default();
    let style = FrameStyle { w, within: &within, size: FrameSize::Small, pickable: false, picked: false };
    let status = if filled.problem_count() > 0 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    // What is finished while somebody reads the question is not part of it.
    let seen = picked.is_all().then(|| (picked::SEEN.to_owned(), instant::micros(w.now())));
    let kept = form.pairs().filter(|(name, _)| {
        !matches!(*name, crate::guard::csrf::FIELD | crate::guard::csrf::CLIENT_FIELD | "reason" | "confirmed" | picked::SEEN)
    });
    let page = DecisionPage {
        shell: visit.shell(Some(Place::Gallery)),
        w,
        act,
        count,
        kept: kept.map(|(name, value)| (name.to_owned(), value.to_owned())).chain(seen).collect(),
        form: filled,
        frames: pictures.iter().map(|picture| style.frame(picture)).collect(),
        back: local_path(form.get("back")).unwrap_or(Place::Gallery.path()).to_owned(),
    };
    visit.page_as(status, &page)
}
