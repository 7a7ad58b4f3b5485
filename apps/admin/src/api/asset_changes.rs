//! One thing done to many pictures, and taken back: each is decided by itself, and what is left as it is comes with its reason.

use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::generated_assets::{self, Receipt, Selection};
use visualizer_control::{Control, asset_undo};
use visualizer_domain::Problem;
use visualizer_domain::ids::AssetId;

use crate::answer::failure::{Answer, Failure};
use crate::answer::reply;
use crate::api::instant;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_act::{Act, reason};
use crate::request::asset_query::AssetQuery;
use crate::request::json::Json;
use crate::words::problem_words;

/// One of the pictures that a change is for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenAsset {
    /// Its id.
    pub id: AssetId,
    /// The version of its life that was seen; without it whatever it has now.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Which pictures: either these, or all that a filter shows.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// These, at most 1,000.
    Assets(Vec<ChosenAsset>),
    /// The newest 1,000 that the filter shows.
    Filter(AssetQuery),
}

impl From<Chosen> for Selection {
    fn from(chosen: Chosen) -> Self {
        match chosen {
            Chosen::Assets(assets) => Self::These(assets.into_iter().map(|asset| (asset.id, asset.version)).collect()),
            Chosen::Filter(query) => Self::Matching(query.filter()),
        }
    }
}

/// A change of many pictures.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssetChanges {
    /// Which pictures.
    pub of: Chosen,
    /// What is done to them.
    #[serde(rename = "do")]
    pub act: Act,
    /// Why they are rejected.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a change did.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeReceipt {
    /// Changed, newest first.
    changed: Vec<AssetId>,
    /// Left as they are.
    refused: Vec<RefusedAsset>,
    /// Send this to take it back; absent when nothing was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    undo: Option<String>,
}

/// A picture that was left as it is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RefusedAsset {
    /// Its id.
    id: AssetId,
    /// A stable name of the reason.
    code: String,
    /// The reason, in the reader's language.
    detail: String,
}

/// A change to take back.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakenBack {
    /// The `undo` of the change's receipt.
    pub undo: String,
}

/// Changes many pictures.
///
/// # Errors
/// 403 without the permission; the problem itself when a single picture was asked for and is refused.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, Json(changes): Json<AssetChanges>) -> Answer {
    let change = changes.act.change(reason(changes.reason.as_deref().unwrap_or_default())?);
    let receipt = generated_assets::change(&control, visit.actor(), &changes.of.into(), &change, visit.now()).await?;
    answer(&visit, receipt)
}

/// Takes a change back.
///
/// # Errors
/// [`Problem::Conflict`] `nothing-to-undo` when there was no such change of this person, or it is too long ago.
pub async fn undo(visit: SignedVisit, control: web::Data<Control>, Json(taken_back): Json<TakenBack>) -> Answer {
    let at = instant::of_micros(&taken_back.undo).ok_or_else(|| Problem::conflict("nothing-to-undo"))?;
    answer(&visit, asset_undo::undo(&control, visit.actor(), at, visit.now()).await?)
}

fn answer(visit: &SignedVisit, receipt: Receipt) -> Answer {
    let refused = receipt.refused.into_iter().map(|refusal| {
        let failure = Failure::from(refusal.problem);
        RefusedAsset { id: refusal.id, code: failure.code().to_owned(), detail: problem_words::detail(&failure, visit.words) }
    });
    reply::json(&ChangeReceipt {
        undo: (!receipt.changed.is_empty()).then(|| instant::micros(visit.now())),
        refused: refused.collect(),
        changed: receipt.changed,
    })
}
