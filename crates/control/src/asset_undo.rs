//! Taking back what one command did to assets: each is put back to what it was, unless it was changed since.
//!
//! Nothing is kept for this. The audit trail says what a command did, and a command is known by its person and its instant.

use time::{Duration, OffsetDateTime};
use visualizer_db::audit_events::{self, Line};
use visualizer_db::generated_assets as rows;
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
    let now_there = rows::of(conn, client).hold(&ids).await.doing("reading assets")?;
    let changed_since = audit_events::subjects_after(conn, client, "asset", &ids, done_at).await.doing("reading what was done since")?;
    let rejections = rejections_before(conn, client, &lines, done_at).await?;

    let mut receipt = Receipt::default();
    let mut groups: Vec<(LifeChange, Vec<AssetId>)> = Vec::new();
    for line in &lines {
        let (Some(judged), Some(back)) = (now_there.iter().find(|a| a.id.as_str() == line.subject_id), inverse(line, &rejections)) else {
            continue;
        };
        if changed_since.contains(&line.subject_id) {
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
fn inverse(line: &Line, rejections: &[Line]) -> Option<LifeChange> {
    Some(match line.action.as_str() {
        "asset.approve" | "asset.reject" | "asset.reopen" => match was(line) {
            Some(ApprovalStatus::Approved) => LifeChange::Decide(Decision::Approve),
            Some(ApprovalStatus::Rejected) => {
                let rejection = rejections.iter().find(|rejection| rejection.subject_id == line.subject_id);
                LifeChange::Decide(Decision::Reject(rejection.and_then(reason)))
            }
            _ => LifeChange::Decide(Decision::Reopen),
        },
        "asset.pin" => LifeChange::Pin(false),
        "asset.unpin" => LifeChange::Pin(true),
        "asset.delete" => LifeChange::Restore,
        "asset.restore" => LifeChange::Delete,
        _ => return None,
    })
}

/// The rejection that stood before the command, of each asset that was rejected then.
async fn rejections_before(conn: Conn<'_>, client: &ClientId, lines: &[Line], done_at: OffsetDateTime) -> Outcome<Vec<Line>> {
    let rejected = lines.iter().filter(|line| was(line) == Some(ApprovalStatus::Rejected)).map(|line| line.subject_id.as_str());
    let rejected: Vec<&str> = rejected.collect();
    audit_events::last_before(conn, client, "asset", &rejected, "asset.reject", done_at).await.doing("reading rejections")
}

fn was(line: &Line) -> Option<ApprovalStatus> {
    line.from.as_ref()?["approval"].as_str()?.parse().ok()
}

fn reason(rejection: &Line) -> Option<Reason> {
    Reason::parse(rejection.to.as_ref()?["reason"].as_str()?).ok()
}
