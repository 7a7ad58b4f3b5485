//! The life of assets: approve, reject, pin, delete, restore; one by one, many, or all that match. Their lists are in `gallery`.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::audit_events;
use visualizer_db::gallery;
use visualizer_db::generated_assets::{self as rows, Judged};
use visualizer_db::{Change, Conn};
use visualizer_domain::approval::{self, Candidate, Decision};
use visualizer_domain::asset_life::{LifePart, Mark};
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::generated_asset::{AssetStatus, BULK_MAX};
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{AssetId, ClientId, UserId};
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::text::Description;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;
use crate::four_eyes;

pub use crate::gallery::{COUNT_MAX, Facets, count, facets, list, these};
pub use visualizer_db::audit_events::Line;
pub use visualizer_db::generated_assets::{Asset, Input, ShownProduct};

/// An asset with all that its page shows.
#[derive(Debug, Clone)]
pub struct AssetView {
    /// The asset.
    pub asset: Asset,
    /// What it shows.
    pub products: Vec<ShownProduct>,
    /// What it was made from.
    pub inputs: Vec<Input>,
    /// What people did with it, newest first.
    pub history: Vec<Line>,
}

/// Which assets a command is for.
#[derive(Debug, Clone)]
pub enum Selection {
    /// These; each with the version of its life that the person saw, where they saw one.
    These(Vec<(AssetId, Option<i64>)>),
    /// All that a filter shows, up to [`BULK_MAX`].
    Matching(AssetFilter),
}

/// What is to happen to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LifeChange {
    /// Approve, reject, or undo either.
    Decide(Decision),
    /// Pin or unpin.
    Pin(bool),
    /// Put away; can be restored.
    Delete,
    /// Take back.
    Restore,
}

/// One asset that was left as it is.
#[derive(Debug)]
pub struct Refusal {
    /// The asset.
    pub id: AssetId,
    /// Why.
    pub problem: Problem,
}

/// What a command did.
#[derive(Debug, Default)]
pub struct Receipt {
    /// Changed, newest first.
    pub changed: Vec<AssetId>,
    /// Left as they are, each with its reason.
    pub refused: Vec<Refusal>,
}

/// One asset.
///
/// # Errors
/// [`Problem::NotFound`] when there is none by this id in the actor's client.
pub async fn view(control: &Control, actor: &Actor, id: &AssetId) -> Outcome<AssetView> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let assets = rows::of(conn, client);
    let asset = assets.find(id).await.doing("reading an asset")?.ok_or_else(|| Problem::not_found(Noun::Asset, id))?;
    Ok(AssetView {
        asset,
        products: assets.products(id).await.doing("reading the products of an asset")?,
        inputs: assets.inputs(id).await.doing("reading the inputs of an asset")?,
        history: audit_events::about(conn, client, "asset", id.as_str(), 50).await.doing("reading the history of an asset")?,
    })
}

/// Whose pictures the actor may not approve: their own, while the four-eyes rule holds.
///
/// # Errors
/// Without the permission to view.
pub async fn withheld(control: &Control, actor: &Actor) -> Outcome<Option<UserId>> {
    let client = actor.require(Permission::View)?;
    Ok(four_eyes::hold(control.db.read(), client).await?.then(|| actor.user_id.clone()))
}

/// Changes the life of assets. Each is decided by itself and all that may be are written together; the rest is named in the receipt.
///
/// # Errors
/// Without the permission; when a single asset was asked for and is refused, its own problem.
pub async fn change(control: &Control, actor: &Actor, selection: &Selection, change: &LifeChange, now: OffsetDateTime) -> Outcome<Receipt> {
    let client = actor.require(permission(change))?;
    let mut tx = control.db.write().await.doing("beginning to change assets")?;
    let asked = chosen(tx.conn(), client, selection).await?;
    let mut receipt = apply(tx.conn(), client, actor, asked, change, now).await?;
    if let (Selection::These(one), [_]) = (selection, receipt.refused.as_slice())
        && one.len() == 1
    {
        return Err(receipt.refused.remove(0).problem);
    }
    tx.tell(Change::Client(client.clone()));
    tx.commit().await.doing("committing changes of assets")?;
    Ok(receipt)
}

/// Changes each that may be changed, in the transaction of the caller, and notes it in the audit trail.
async fn apply(
    conn: Conn<'_>,
    client: &ClientId,
    actor: &Actor,
    asked: Vec<(AssetId, Option<i64>)>,
    change: &LifeChange,
    now: OffsetDateTime,
) -> Outcome<Receipt> {
    let four_eyes = four_eyes::hold(conn, client).await?;
    let ids: Vec<AssetId> = asked.iter().map(|(id, _)| id.clone()).collect();
    let found = rows::of(conn, client).hold(&ids).await.doing("reading assets")?;

    let mut receipt = Receipt::default();
    let mut lines = Vec::new();
    for (id, seen_version) in asked {
        let step = match found.iter().find(|judged| judged.id == id) {
            None => Err(Problem::not_found(Noun::Asset, &id)),
            Some(judged) => match check(judged, seen_version, change, actor, four_eyes) {
                Ok(()) => write(conn, client, judged, change, actor, now).await,
                Err(problem) => Err(problem),
            },
        };
        match step {
            Ok(line) => {
                lines.extend(line);
                receipt.changed.push(id);
            }
            // A failure of ours undoes everything; a refusal concerns one asset.
            Err(problem @ (Problem::Internal { .. } | Problem::Unavailable { .. } | Problem::StorageFull)) => return Err(problem),
            Err(problem) => receipt.refused.push(Refusal { id, problem }),
        }
    }
    audit_events::insert_many(conn, &lines).await.doing("writing the audit trail")?;
    Ok(receipt)
}

/// Changes what a picture is called for those who do not see it.
///
/// # Errors
/// [`Problem::Stale`] when it changed since `seen_version`.
pub async fn set_alt_text(
    control: &Control,
    actor: &Actor,
    id: &AssetId,
    seen_version: i64,
    text: &str,
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let text = Description::parse(text).map_err(|problem| Problem::Invalid { fields: vec![FieldProblem::text("alt_text", &problem)] })?;
    let mut tx = control.db.write().await.doing("beginning to change an asset")?;
    let assets = rows::of(tx.conn(), client);
    let kept = Some(text.as_str()).filter(|text| !text.is_empty());
    if !assets.set_alt_text(id, seen_version, kept).await.doing("changing an asset")? {
        let now_there = assets.hold(std::slice::from_ref(id)).await.doing("reading an asset")?;
        return Err(match now_there.first() {
            None => Problem::not_found(Noun::Asset, id),
            Some(judged) => stale(judged, seen_version),
        });
    }
    let line = AuditEvent::new(Some(client), actor, "asset.describe", ("asset", id.as_str()), now).into_state(json!({ "alt_text": kept }));
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.tell(Change::Client(client.clone()));
    tx.commit().await.doing("committing a change of an asset")
}

fn permission(change: &LifeChange) -> Permission {
    match change {
        LifeChange::Decide(_) | LifeChange::Pin(_) => Permission::Review,
        LifeChange::Delete | LifeChange::Restore => Permission::Edit,
    }
}

pub(crate) async fn chosen(conn: Conn<'_>, client: &ClientId, selection: &Selection) -> Outcome<Vec<(AssetId, Option<i64>)>> {
    let chosen = match selection {
        Selection::These(ids) => ids.clone(),
        Selection::Matching(filter) => {
            let ids = gallery::of(conn, client, filter).ids(BULK_MAX).await.doing("selecting assets")?;
            ids.into_iter().map(|id| (id, None)).collect()
        }
    };
    match chosen.len() {
        0 => Err(Problem::invalid("assets", "nothing-selected")),
        n if n > BULK_MAX => Err(Problem::Invalid { fields: vec![FieldProblem::new("assets", "too-many").with("max", BULK_MAX)] }),
        _ => Ok(chosen),
    }
}

fn check(judged: &Judged, seen_version: Option<i64>, change: &LifeChange, actor: &Actor, four_eyes: bool) -> Outcome<()> {
    if let Some(seen) = seen_version.filter(|seen| *seen != judged.life_version) {
        return Err(stale(judged, seen));
    }
    match change {
        LifeChange::Decide(decision) => {
            let candidate = Candidate { status: judged.status, made_for: judged.created_by.as_ref(), is_deleted: judged.deleted.is_some() };
            approval::check(decision, &candidate, &actor.user_id, four_eyes)
        }
        LifeChange::Pin(_) if judged.status != AssetStatus::Completed => Err(Problem::conflict("not-finished")),
        LifeChange::Delete if judged.deleted.is_some() => Err(Problem::conflict("deleted")),
        // What a job is still making is cancelled, not deleted: its worker would complete a deleted asset.
        LifeChange::Delete if matches!(judged.status, AssetStatus::Pending | AssetStatus::Generating) => {
            Err(Problem::conflict("not-finished"))
        }
        LifeChange::Restore if judged.deleted.is_none() => Err(Problem::conflict("not-deleted")),
        _ => Ok(()),
    }
}

pub(crate) fn stale(judged: &Judged, seen: i64) -> Problem {
    Problem::Stale { what: Noun::Asset, seen, current: judged.life_version, changed_by: None }
}

/// Writes one change with its line of the audit trail; nothing when it is so already.
async fn write(
    conn: Conn<'_>,
    client: &ClientId,
    judged: &Judged,
    change: &LifeChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Outcome<Option<AuditEvent>> {
    let mark = || Some(Mark { at: now, by: Some(actor.user_id.clone()) });
    let (action, part) = match change {
        LifeChange::Decide(decision) => {
            let approval = decision.leads_to();
            let (action, reason, mark) = match decision {
                Decision::Approve => ("asset.approve", None, mark()),
                Decision::Reject(reason) => ("asset.reject", reason.as_ref().map(ToString::to_string), mark()),
                Decision::Reopen => ("asset.reopen", None, None),
            };
            if approval == judged.approval && reason.is_none() {
                return Ok(None);
            }
            (action, LifePart::Judgement { approval, reason, mark })
        }
        LifeChange::Pin(pinned) if *pinned == judged.pinned.is_some() => return Ok(None),
        LifeChange::Pin(true) => ("asset.pin", LifePart::Pin { mark: mark() }),
        LifeChange::Pin(false) => ("asset.unpin", LifePart::Pin { mark: None }),
        LifeChange::Delete => ("asset.delete", LifePart::Deletion { mark: mark() }),
        LifeChange::Restore => ("asset.restore", LifePart::Deletion { mark: None }),
    };
    replace(conn, client, judged, &part, AuditEvent::new(Some(client), actor, action, ("asset", judged.id.as_str()), now)).await.map(Some)
}

/// Puts a part of an asset's life in the place of the one that was seen, and completes the line of the audit trail about it: both parts,
/// and the version that it led to, are what `asset_undo` goes by.
pub(crate) async fn replace(conn: Conn<'_>, client: &ClientId, judged: &Judged, part: &LifePart, line: AuditEvent) -> Outcome<AuditEvent> {
    // Nobody comes between while the row is held; the version stands in the WHERE all the same.
    if !rows::of(conn, client).set_life(judged, part).await.doing("changing an asset")? {
        return Err(stale(judged, judged.life_version));
    }
    let mut to = json!(part);
    to["life_version"] = json!(judged.life_version + 1);
    Ok(line.change(json!(judged.counterpart(part)), to))
}
