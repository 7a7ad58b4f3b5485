//! Taking back what one command did to assets: each is put back to what it was, unless somebody else has changed it since.
//!
//! Nothing is kept for this. The audit trail says what a command did, and a command is known by its person and its instant.

use time::{Duration, OffsetDateTime};
use visualizer_db::audit_events::{self, Line};
use visualizer_db::generated_assets::{self as rows, Judged};
use visualizer_db::{Change, Conn};
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset::{ApprovalStatus, BULK_MAX};
use visualizer_domain::ids::{AssetId, ClientId};
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::text::Reason;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;
use crate::generated_assets::{LifeChange, Receipt, Refusal, apply, permission};

/// How long a command can be taken back.
pub const UNDO_WITHIN: Duration = Duration::minutes(15);

/// Takes back what the actor's command of this instant did to assets.
///
/// # Errors
/// [`Problem::Conflict`] `nothing-to-undo` when there was no such command, or it is longer ago than [`UNDO_WITHIN`].
pub async fn undo(control: &Control, actor: &Actor, done_at: OffsetDateTime, now: OffsetDateTime) -> Outcome<Receipt> {
    let client = actor.require(Permission::View)?;
    if done_at + UNDO_WITHIN < now {
        return Err(Problem::conflict("nothing-to-undo"));
    }
    let mut tx = control.db.write().await.doing("beginning to take back a command")?;
    let conn = tx.conn();
    let lines = audit_events::of_command(conn, client, &actor.user_id, done_at, "asset", BULK_MAX as i64).await;
    let lines = lines.doing("reading what a command did")?;
    let ids: Vec<AssetId> = lines.iter().filter_map(|line| AssetId::parse(&line.subject_id).ok()).collect();
    let now_there = rows::of(conn, client).judged(&ids).await.doing("reading assets")?;

    let mut receipt = Receipt::default();
    let mut groups: Vec<(LifeChange, Vec<AssetId>)> = Vec::new();
    for line in &lines {
        let (Some(judged), Some(back)) = (now_there.iter().find(|a| a.id.as_str() == line.subject_id), inverse(conn, client, line).await?)
        else {
            continue;
        };
        if !still_as_left(judged, line) {
            let problem =
                Problem::Stale { what: Noun::Asset, seen: judged.life_version - 1, current: judged.life_version, changed_by: None };
            receipt.refused.push(Refusal { id: judged.id.clone(), problem });
            continue;
        }
        match groups.iter_mut().find(|(change, _)| *change == back) {
            Some((_, ids)) => ids.push(judged.id.clone()),
            None => groups.push((back, vec![judged.id.clone()])),
        }
    }
    if groups.is_empty() && receipt.refused.is_empty() {
        return Err(Problem::conflict("nothing-to-undo"));
    }
    for (back, ids) in groups {
        actor.require(permission(&back))?;
        let asked = ids.into_iter().map(|id| (id, None)).collect();
        let part = apply(conn, client, actor, asked, &back, now).await?;
        receipt.changed.extend(part.changed);
        receipt.refused.extend(part.refused);
    }
    tx.tell(Change::Client(client.clone()));
    tx.commit().await.doing("committing what was taken back")?;
    Ok(receipt)
}

/// What puts an asset back to where it was before this line; `None` for a line that no undo concerns.
async fn inverse(conn: Conn<'_>, client: &ClientId, line: &Line) -> Outcome<Option<LifeChange>> {
    Ok(Some(match line.action.as_str() {
        "asset.approve" | "asset.reject" | "asset.reopen" => match approval(line.from.as_ref()) {
            Some(ApprovalStatus::Approved) => LifeChange::Decide(Decision::Approve),
            Some(ApprovalStatus::Rejected) => LifeChange::Decide(Decision::Reject(reason_before(conn, client, line).await?)),
            _ => LifeChange::Decide(Decision::Reopen),
        },
        "asset.pin" => LifeChange::Pin(false),
        "asset.unpin" => LifeChange::Pin(true),
        "asset.delete" => LifeChange::Restore,
        "asset.restore" => LifeChange::Delete,
        _ => return Ok(None),
    }))
}

/// The reason of the rejection that stood before this line.
async fn reason_before(conn: Conn<'_>, client: &ClientId, line: &Line) -> Outcome<Option<Reason>> {
    let earlier = audit_events::about(conn, client, "asset", &line.subject_id, 50).await.doing("reading the history of an asset")?;
    let rejection = earlier.into_iter().find(|other| other.at < line.at && other.action == "asset.reject");
    let reason = rejection.and_then(|line| line.to).and_then(|to| to["reason"].as_str().map(str::to_owned));
    Ok(reason.and_then(|text| Reason::parse(&text).ok()))
}

fn still_as_left(judged: &Judged, line: &Line) -> bool {
    match line.action.as_str() {
        "asset.pin" => judged.pinned_at.is_some(),
        "asset.unpin" => judged.pinned_at.is_none(),
        "asset.delete" => judged.deleted_at.is_some(),
        "asset.restore" => judged.deleted_at.is_none(),
        _ => Some(judged.approval_status) == approval(line.to.as_ref()),
    }
}

fn approval(state: Option<&serde_json::Value>) -> Option<ApprovalStatus> {
    state?["approval"].as_str()?.parse().ok()
}
