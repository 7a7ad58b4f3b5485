//! Taking back what one command did to assets: each is put back to what it was, with who had decided and when, unless it was changed since.
//!
//! Nothing is kept for this. A command is known by its person and its instant; its lines of the audit trail say what each asset was before,
//! and which version of its life the command led to. Versions tell what came since, because instants do not: a command has its instant
//! before its body is read, and may commit after a later one.

use time::{Duration, OffsetDateTime};
use visualizer_db::audit_events::{self, Line};
use visualizer_db::generated_assets::{self as rows, Judged};
use visualizer_db::{Change, Conn};
use visualizer_domain::asset_life::LifePart;
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::generated_asset::BULK_MAX;
use visualizer_domain::ids::{AssetId, ClientId};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;
use crate::generated_assets::{Receipt, Refusal, replace, stale};

/// How long a command can be taken back.
pub const UNDO_WITHIN: Duration = Duration::minutes(15);

/// Takes back what the actor's command of this instant did to assets.
///
/// # Errors
/// [`Problem::Conflict`] `nothing-to-undo` when there was no such command, or it is longer ago than [`UNDO_WITHIN`]; without the permission
/// that the command needed.
pub async fn undo(control: &Control, actor: &Actor, done_at: OffsetDateTime, now: OffsetDateTime) -> Outcome<Receipt> {
    let client = actor.require(Permission::View)?;
    if done_at + UNDO_WITHIN < now {
        return Err(Problem::conflict("nothing-to-undo"));
    }
    let mut tx = control.db.write().await.doing("beginning to take back a command")?;
    let conn = tx.conn();
    let lines = audit_events::of_command(conn, client, &actor.user_id, done_at, "asset", BULK_MAX as i64).await;
    let done: Vec<Done> = lines.doing("reading what a command did")?.iter().filter_map(Done::of).collect();
    if done.is_empty() {
        return Err(Problem::conflict("nothing-to-undo"));
    }
    let ids: Vec<AssetId> = done.iter().map(|done| done.id.clone()).collect();
    let now_there = rows::of(conn, client).hold(&ids).await.doing("reading assets")?;

    let mut receipt = Receipt::default();
    let mut lines = Vec::new();
    for done in done {
        actor.require(done.before.permission())?;
        let Some(judged) = now_there.iter().find(|judged| judged.id == done.id) else { continue };
        if judged.life_version == done.led_to {
            lines.push(put_back(conn, client, actor, judged, &done.before, now).await?);
            receipt.changed.push(done.id);
        } else {
            receipt.refused.push(Refusal { id: done.id, problem: stale(judged, done.led_to) });
        }
    }
    audit_events::insert_many(conn, &lines).await.doing("writing the audit trail")?;
    tx.tell(Change::Client(client.clone()));
    tx.commit().await.doing("committing what was taken back")?;
    Ok(receipt)
}

/// No rule is asked again: with the version that the command led to, the asset was in this state under the rules a moment ago, and the
/// person who takes the command back decides nothing.
async fn put_back(
    conn: Conn<'_>,
    client: &ClientId,
    actor: &Actor,
    judged: &Judged,
    before: &LifePart,
    now: OffsetDateTime,
) -> Outcome<AuditEvent> {
    let line = AuditEvent::new(Some(client), actor, "asset.undo", ("asset", judged.id.as_str()), now);
    replace(conn, client, judged, before, line).await
}

/// What a command did to one asset.
struct Done {
    id: AssetId,
    before: LifePart,
    /// The version of its life that the command led to.
    led_to: i64,
}

impl Done {
    /// `None` for a line that no undo concerns.
    fn of(line: &Line) -> Option<Self> {
        Some(Self {
            id: AssetId::parse(&line.subject_id).ok()?,
            before: serde_json::from_value(line.from.clone()?).ok()?,
            led_to: line.to.as_ref()?["life_version"].as_i64()?,
        })
    }
}
