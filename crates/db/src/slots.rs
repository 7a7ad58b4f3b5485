//! Places that show one asset, and the flip that makes them show another.

use sea_orm::Value;
use time::OffsetDateTime;
use visualizer_domain::edge::{Edge, InputKind};
use visualizer_domain::ids::{AssetId, ClientId, RunId, SlotId};
use visualizer_domain::slot::SlotName;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::{Param as _, list};
use crate::params;

/// The slots of one client.
#[derive(Debug, Clone, Copy)]
pub struct Slots<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
}

/// The slots of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Slots<'a> {
    Slots { conn, client }
}

/// A slot that a new version is about to be made for.
#[derive(Debug, Clone)]
pub struct Place {
    /// The slot.
    pub id: SlotId,
    /// The number of the version.
    pub next_version: i64,
}

impl FromRow for Place {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, next_version: row.get("next_version")? })
    }
}

struct SlotOfInput(Option<SlotId>);

impl FromRow for SlotOfInput {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self(row.get("slot_id")?))
    }
}

impl Slots<'_> {
    /// Finds the slot of this name or makes it, and says which version comes next. On PostgreSQL the slot's row is locked, so that
    /// two admissions for one slot take turns.
    ///
    /// # Errors
    /// As the database says.
    pub async fn ensure(&self, name: &SlotName, now: OffsetDateTime) -> DbResult<Place> {
        let named = params![SlotId::new(now), self.client, name.owner_kind, name.owner_id, name.role, name.key];
        self.conn
            .execute(
                "insert into asset_slot (id, client_id, owner_kind, owner_id, role, key) values ($1, $2, $3, $4, $5, $6)
                 on conflict (owner_kind, owner_id, role, key) do nothing",
                named,
            )
            .await?;
        let lock = self.conn.engine().pick("", "for update of s");
        let sql = format!(
            "select s.id, (select coalesce(max(a.version), 0) + 1 from generated_asset a where a.slot_id = s.id) as next_version
             from asset_slot s where s.client_id = $1 and s.owner_kind = $2 and s.owner_id = $3 and s.role = $4 and s.key = $5 {lock}"
        );
        self.conn.one(&sql, params![self.client, name.owner_kind, name.owner_id, name.role, name.key]).await
    }

    /// What the slot of this name shows.
    ///
    /// # Errors
    /// As the database says.
    pub async fn showing(&self, name: &SlotName) -> DbResult<Option<AssetId>> {
        struct Shown(Option<AssetId>);
        impl FromRow for Shown {
            fn from_row(row: &Row<'_>) -> DbResult<Self> {
                Ok(Self(row.get("current_asset_id")?))
            }
        }
        let found: Option<Shown> = self
            .conn
            .maybe(
                "select current_asset_id from asset_slot where client_id = $1 and owner_kind = $2 and owner_id = $3 and role = $4 and key = $5",
                params![self.client, name.owner_kind, name.owner_id, name.role, name.key],
            )
            .await?;
        Ok(found.and_then(|shown| shown.0))
    }

    /// The slot that an input of an asset stands in, if it is an asset and stands in one.
    ///
    /// # Errors
    /// As the database says.
    pub async fn holding(&self, edge: &Edge) -> DbResult<Option<SlotId>> {
        if edge.input_kind != InputKind::Asset {
            return Ok(None);
        }
        let found: Option<SlotOfInput> = self
            .conn
            .maybe("select slot_id from generated_asset where client_id = $1 and id = $2", params![self.client, edge.input_id])
            .await?;
        Ok(found.and_then(|slot| slot.0))
    }
}

/// Shows these finished assets in their slots (R6). Loose assets have none and are left alone. Gives the number of slots that flipped.
///
/// # Errors
/// As the database says.
pub async fn flip(conn: Conn<'_>, assets: &[AssetId], now: OffsetDateTime) -> DbResult<u64> {
    if assets.is_empty() {
        return Ok(0);
    }
    let these = format!("a.id in {}", conn.engine().each("$1"));
    show(conn, &these, list(assets).into(), now).await
}

/// Shows everything that a run made, at once; and what the runs had made that it was to finish, which showed nothing of it (R6).
///
/// # Errors
/// As the database says.
pub async fn flip_run(conn: Conn<'_>, run: &RunId, now: OffsetDateTime) -> DbResult<u64> {
    let family = "a.run_id in (with recursive family (id) as (
            select id from generation_run where id = $1
            union select j.run_id from family f join generation_job j on j.retried_in = f.id)
          select id from family)";
    show(conn, family, run.value(), now).await
}

/// Shows the finished assets that `which` says of `$1`, each in its slot, unless the slot shows a higher version by now: runs may end in
/// another order than they were admitted in. Whichever of the two versions is not shown is superseded.
async fn show(conn: Conn<'_>, which: &str, of: Value, now: OffsetDateTime) -> DbResult<u64> {
    let new = format!(
        "(select a.id, a.slot_id, a.version, s.current_asset_id, coalesce(c.version, 0) as shown from generated_asset a
          join asset_slot s on s.id = a.slot_id left join generated_asset c on c.id = s.current_asset_id
          where {which} and a.completed_at is not null)"
    );
    conn.execute(
        &format!(
            "update generated_asset set superseded_at = $2 where superseded_at is null and id in
             (select case when n.version > n.shown then n.current_asset_id else n.id end from {new} n where n.current_asset_id <> n.id)"
        ),
        vec![of.clone(), now.value()],
    )
    .await?;
    conn.execute(
        &format!(
            "update asset_slot set current_asset_id = n.id, version = asset_slot.version + 1 from {new} n
             where asset_slot.id = n.slot_id and n.version > n.shown"
        ),
        vec![of],
    )
    .await
}
