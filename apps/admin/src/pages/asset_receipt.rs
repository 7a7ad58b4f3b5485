//! What a command on pictures did, told to whoever asked: a message with the way back for a page, the changed frames for scripts,
//! and a page with every refusal when something was left as it is.

use actix_web::web;
use askama::Template;
use visualizer_control::generated_assets::{self, Receipt};
use visualizer_control::{Control, asset_undo};
use visualizer_domain::Problem;
use visualizer_domain::ids::AssetId;

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::api::instant;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_frame::{FrameSize, FrameStyle, Known, is_own};
use crate::parts::frame::Frame;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::asset_query::AssetQuery;
use crate::request::negotiate::local_path;
use crate::words::Words;
use crate::words::problem_words;

/// Pictures shown beside each reason.
const SHOWN: usize = 24;

/// Pictures that were refused for the same reason.
struct Refused {
    why: String,
    frames: Vec<Frame>,
    count: usize,
}

#[derive(Template)]
#[template(path = "asset_receipt.html")]
struct ReceiptPage {
    shell: Shell,
    w: Words,
    said: String,
    left: usize,
    refused: Vec<Refused>,
    undo: Option<String>,
    back: String,
}

/// What scripts get: the frames as they are now, and the message.
#[derive(Template)]
#[template(path = "asset_pieces.html")]
struct Pieces {
    shell: Shell,
    w: Words,
    frames: Vec<Frame>,
    said: String,
    left: usize,
    refused: Vec<Refused>,
    undo: Option<String>,
    back: String,
}

/// The message that says what was done.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// To one picture, which it names.
    pub one: &'static str,
    /// To so many.
    pub many: &'static str,
    /// Whether it can be taken back. A taking back cannot: pressed again and again it would only go round in a circle.
    pub can_undo: bool,
}

/// Takes back what the person's last command did.
///
/// # Errors
/// [`Problem::Conflict`] `nothing-to-undo`.
pub async fn undo(visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    let at = instant::of_micros(form.get("at")).ok_or_else(|| Problem::conflict("nothing-to-undo"))?;
    let receipt = asset_undo::undo(&control, visit.actor(), at, visit.now()).await?;
    let to = local_path(form.get("back")).unwrap_or(Place::Gallery.path());
    answer(&visit, &control, &form, Code { one: "asset-undone-one", many: "asset-undone", can_undo: false }, receipt, to).await
}

/// Answers with what was done. `code` is that of the message, `to` is the page that goes on.
///
/// # Errors
/// When the pictures cannot be read again.
pub async fn answer(visit: &SignedVisit, control: &Control, form: &Form, code: Code, receipt: Receipt, to: &str) -> Answer {
    let w = visit.words;
    let undo = (code.can_undo && !receipt.changed.is_empty()).then(|| instant::micros(w.now()));
    let flash = match receipt.changed.as_slice() {
        // One picture is named: by now another one may be shown.
        [one] => {
            let pictures = generated_assets::these(control, visit.actor(), std::slice::from_ref(one)).await?;
            let name = pictures.first().map_or_else(|| Known::default().name(w), |picture| Known::from(picture).name(w));
            Flash::new(code.one).with("name", name).with("asset", one)
        }
        many => Flash::new(code.many).with("count", many.len()),
    };
    let said = flash.sentence(w).unwrap_or_default();
    let left = receipt.refused.len();
    if visit.wants_frames {
        let ids: Vec<AssetId> = receipt.changed.iter().chain(receipt.refused.iter().map(|refusal| &refusal.id)).cloned().collect();
        let pictures = generated_assets::these(control, visit.actor(), &ids).await?;
        let within = AssetQuery::parse(form.get("filter"))?;
        let style = FrameStyle { w, within: &within, size: FrameSize::Medium, pickable: true, picked: false };
        let withheld = generated_assets::withheld(control, visit.actor()).await?;
        let pieces = Pieces {
            shell: visit.shell(None),
            w,
            frames: pictures.iter().map(|picture| Frame { own: is_own(picture, withheld.as_ref()), ..style.frame(picture) }).collect(),
            said,
            left,
            refused: refused(control, visit, receipt).await?,
            undo,
            back: to.to_owned(),
        };
        return visit.page(&pieces);
    }
    if left == 0 {
        let flash = undo.iter().fold(flash, |flash, at| flash.with("undo", at));
        return visit.see_other_saying(to, &flash);
    }
    let refused = refused(control, visit, receipt).await?;
    visit.page(&ReceiptPage { shell: visit.shell(Some(Place::Gallery)), w, said, left, refused, undo, back: to.to_owned() })
}

async fn refused(control: &Control, visit: &SignedVisit, receipt: Receipt) -> Result<Vec<Refused>, Failure> {
    let mut reasons: Vec<(String, Vec<AssetId>)> = Vec::new();
    for refusal in receipt.refused {
        let why = problem_words::detail(&Failure::from(refusal.problem), visit.words);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, ids)) => ids.push(refusal.id),
            None => reasons.push((why, vec![refusal.id])),
        }
    }
    let within = AssetQuery::default();
    let style = FrameStyle { w: visit.words, within: &within, size: FrameSize::Small, pickable: false, picked: false };
    let mut refused = Vec::new();
    for (why, ids) in reasons {
        let shown = generated_assets::these(control, visit.actor(), &ids[..ids.len().min(SHOWN)]).await?;
        refused.push(Refused { why, frames: shown.iter().map(|picture| style.frame(picture)).collect(), count: ids.len() });
    }
    Ok(refused)
}
