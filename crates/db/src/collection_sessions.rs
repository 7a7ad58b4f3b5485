//! Collection sessions. Lists are in `session_cards`, what they gather in `session_products`, their flows in `generation_flows`.

use time::OffsetDateTime;
use visualizer_domain::collection_session::DeletePolicy;
use visualizer_domain::ids::{ClientId, CollectionSessionId, UserId};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;

use crate::column::{FromRow, Row, to_json};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// The sessions of one client.
#[derive(Debug, Clone, Copy)]
pub struct Sessions<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
}

/// The sessions of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Sessions<'a> {
    Sessions { conn, client }
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of collection_session.
pub struct Session {
    pub id: CollectionSessionId,
    pub name: String,
    /// What its flows begin with.
    pub settings: SettingsLayer,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
}

impl FromRow for Session {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            settings: row.json("settings")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            deleted_at: row.get("deleted_at")?,
        })
    }
}

impl Sessions<'_> {
    /// One session, deleted ones included.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &CollectionSessionId) -> DbResult<Option<Session>> {
        self.conn
            .maybe(
                "select id, name, settings, version, created_at, updated_at, deleted_at from collection_session where client_id = $1 and id = $2",
                params![self.client, id],
            )
            .await
    }

    /// Makes commands on one session and its flows take turns, and says whether it is there and live. SQLite has one writer and needs no
    /// lock.
    ///
    /// # Errors
    /// As the database says.
    pub async fn lock(&self, id: &CollectionSessionId) -> DbResult<bool> {
        let lock = self.conn.engine().pick("", "for no key update");
        let sql = format!("select id as text from collection_session where client_id = $1 and id = $2 and deleted_at is null {lock}");
        Ok(self.conn.maybe::<String>(&sql, params![self.client, id]).await?.is_some())
    }

    /// Adds a session.
    ///
    /// # Errors
    /// As the database says.
    pub async fn insert(&self, id: &CollectionSessionId, name: &Name, by: &UserId, now: OffsetDateTime) -> DbResult<()> {
        self.conn
            .execute(
                "insert into collection_session (id, client_id, name, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
                params![id, self.client, name, by, now],
            )
            .await
            .map(|_| ())
    }

    /// Changes the name. `false` when the session is deleted or has another version than `seen`; so do the others that take `seen`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn rename(&self, id: &CollectionSessionId, seen: i64, name: &Name, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update collection_session set name = $4, version = version + 1, updated_at = $5
                 where client_id = $1 and id = $2 and version = $3 and deleted_at is null",
                params![self.client, id, seen, name, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Changes what its flows begin with.
    ///
    /// # Errors
    /// As the database says.
    pub async fn update_settings(
        &self,
        id: &CollectionSessionId,
        seen: i64,
        settings: &SettingsLayer,
        now: OffsetDateTime,
    ) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update collection_session set settings = $4, version = version + 1, updated_at = $5
                 where client_id = $1 and id = $2 and version = $3 and deleted_at is null",
                params![self.client, id, seen, to_json("settings", settings)?, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Notes that something in the session changed.
    ///
    /// # Errors
    /// As the database says.
    pub async fn touch(&self, id: &CollectionSessionId, seen: i64, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update collection_session set version = version + 1, updated_at = $4
                 where client_id = $1 and id = $2 and version = $3 and deleted_at is null",
                params![self.client, id, seen, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Deletes (softly) the session with its live flows and, by the policy, their finished assets. All get the same instant, by which
    /// [`Sessions::restore`] knows them. `false` when it is deleted or has another version than `seen`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn delete(
        &self,
        id: &CollectionSessionId,
        seen: i64,
        policy: DeletePolicy,
        by: &UserId,
        now: OffsetDateTime,
    ) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update collection_session set deleted_at = $4, version = version + 1, updated_at = $4
                 where client_id = $1 and id = $2 and version = $3 and deleted_at is null",
                params![self.client, id, seen, now],
            )
            .await?;
        if rows == 0 {
            return Ok(false);
        }
        let kept = match policy {
            DeletePolicy::KeepPinnedApproved => "and pinned_at is null and approval_status <> 'approved'",
            DeletePolicy::DeleteAll => "",
        };
        let sql = format!(
            "update generated_asset set deleted_at = $3, deleted_by = $4, life_version = life_version + 1
             where client_id = $1 and deleted_at is null and status in ('completed', 'error') {kept}
               and generation_flow_id in (select id from generation_flow where client_id = $1 and collection_session_id = $2 and deleted_at is null)"
        );
        self.conn.execute(&sql, params![self.client, id, now, by]).await?;
        self.conn
            .execute(
                "update generation_flow set deleted_at = $3, version = version + 1, updated_at = $3
                 where client_id = $1 and collection_session_id = $2 and deleted_at is null",
                params![self.client, id, now],
            )
            .await?;
        Ok(true)
    }

    /// Takes a deleted session back, with the flows and assets that were deleted with it. `false` when it is not deleted.
    ///
    /// # Errors
    /// `Guard` `23F02` when a product has got too many flows meanwhile.
    pub async fn restore(&self, id: &CollectionSessionId, now: OffsetDateTime) -> DbResult<bool> {
        let Some(session) = self.find(id).await? else { return Ok(false) };
        let Some(deleted_at) = session.deleted_at else { return Ok(false) };
        let rows = self
            .conn
            .execute(
                "update collection_session set deleted_at = null, version = version + 1, updated_at = $4
                 where client_id = $1 and id = $2 and deleted_at = $3",
                params![self.client, id, deleted_at, now],
            )
            .await?;
        if rows == 0 {
            return Ok(false);
        }
        self.conn
            .execute(
                "update generated_asset set deleted_at = null, deleted_by = null, life_version = life_version + 1
                 where client_id = $1 and deleted_at = $3
                   and generation_flow_id in (select id from generation_flow where client_id = $1 and collection_session_id = $2 and deleted_at = $3)",
                params![self.client, id, deleted_at],
            )
            .await?;
        self.conn
            .execute(
                "update generation_flow set deleted_at = null, version = version + 1, updated_at = $4
                 where client_id = $1 and collection_session_id = $2 and deleted_at = $3",
                params![self.client, id, deleted_at, now],
            )
            .await?;
        Ok(true)
    }
}
