//! The life of a finished asset: decided about, pinned, put away and taken back. Each write names the version of the life that was seen.

use time::OffsetDateTime;
use visualizer_domain::generated_asset::{ApprovalStatus, AssetStatus};
use visualizer_domain::ids::{AssetId, UserId};

use crate::column::{FromRow, Row};
use crate::error::DbResult;
use crate::generated_assets::Assets;
use crate::param::list;
use crate::params;

/// What a decision about an asset needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct Judged {
    pub id: AssetId,
    pub status: AssetStatus,
    pub approval_status: ApprovalStatus,
    pub created_by: Option<UserId>,
    pub deleted_at: Option<OffsetDateTime>,
    pub pinned_at: Option<OffsetDateTime>,
    pub life_version: i64,
}

impl FromRow for Judged {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            status: row.get("status")?,
            approval_status: row.get("approval_status")?,
            created_by: row.get("created_by")?,
            deleted_at: row.get("deleted_at")?,
            pinned_at: row.get("pinned_at")?,
            life_version: row.get("life_version")?,
        })
    }
}

impl Assets<'_> {
    /// What decisions about these assets need to know, in the order of their ids. Unknown ids are left out. Until the end of the transaction
    /// nobody else changes them: they are locked in that order, so that of two people whose selections overlap one waits for the other,
    /// whatever order each asked in. SQLite has one writer and needs no lock.
    ///
    /// # Errors
    /// As the database says.
    pub async fn hold(&self, ids: &[AssetId]) -> DbResult<Vec<Judged>> {
        let sql = format!(
            "select id, status, approval_status, created_by, deleted_at, pinned_at, life_version from generated_asset
             where client_id = $1 and id in {} order by id {}",
            self.conn.engine().each("$2"),
            self.conn.engine().pick("", "for no key update")
        );
        self.conn.all(&sql, params![self.client, list(ids)]).await
    }

    /// Decides about the bytes of one asset. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn decide(
        &self,
        seen: &Judged,
        to: ApprovalStatus,
        reason: Option<&str>,
        by: &UserId,
        now: OffsetDateTime,
    ) -> DbResult<bool> {
        let open = to == ApprovalStatus::Pending;
        let rows = self
            .conn
            .execute(
                "update generated_asset set approval_status = $4, approval_reason = $5, approved_at = $6, approved_by = $7,
                   approved_sha256 = case when $4 = 'approved' then sha256 end, life_version = life_version + 1
                 where client_id = $1 and id = $2 and life_version = $3 and deleted_at is null and completed_at is not null",
                params![self.client, seen.id, seen.life_version, to, reason, (!open).then_some(now), (!open).then(|| by.clone())],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Pins or unpins one asset. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn pin(&self, seen: &Judged, pinned: bool, by: &UserId, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set pinned_at = $4, pinned_by = $5, life_version = life_version + 1
                 where client_id = $1 and id = $2 and life_version = $3 and completed_at is not null",
                params![self.client, seen.id, seen.life_version, pinned.then_some(now), pinned.then(|| by.clone())],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Deletes (softly) or restores one asset. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_deleted(&self, seen: &Judged, deleted: bool, by: &UserId, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set deleted_at = $4, deleted_by = $5, life_version = life_version + 1
                 where client_id = $1 and id = $2 and life_version = $3",
                params![self.client, seen.id, seen.life_version, deleted.then_some(now), deleted.then(|| by.clone())],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Changes what a picture is called for those who do not see it. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_alt_text(&self, id: &AssetId, life_version: i64, text: Option<&str>) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set alt_text = $4, life_version = life_version + 1 where client_id = $1 and id = $2 and life_version = $3",
                params![self.client, id, life_version, text],
            )
            .await?;
        Ok(rows == 1)
    }
}
