//! The life of a finished asset: decided about, pinned, put away and taken back. Each write names the version of the life that was seen.

use time::OffsetDateTime;
use visualizer_domain::asset_life::{LifePart, Mark};
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
    pub created_by: Option<UserId>,
    pub approval: ApprovalStatus,
    pub approval_reason: Option<String>,
    pub approved: Option<Mark>,
    pub pinned: Option<Mark>,
    pub deleted: Option<Mark>,
    pub life_version: i64,
}

impl Judged {
    /// The part of its life that this one would take the place of.
    #[must_use]
    pub fn counterpart(&self, part: &LifePart) -> LifePart {
        match part {
            LifePart::Judgement { .. } => {
                LifePart::Judgement { approval: self.approval, reason: self.approval_reason.clone(), mark: self.approved.clone() }
            }
            LifePart::Pin { .. } => LifePart::Pin { mark: self.pinned.clone() },
            LifePart::Deletion { .. } => LifePart::Deletion { mark: self.deleted.clone() },
        }
    }
}

impl FromRow for Judged {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        let mark = |at: &str, by: &str| -> DbResult<Option<Mark>> {
            let (at, by): (Option<OffsetDateTime>, Option<UserId>) = (row.get(at)?, row.get(by)?);
            Ok(at.map(|at| Mark { at, by }))
        };
        Ok(Self {
            id: row.get("id")?,
            status: row.get("status")?,
            created_by: row.get("created_by")?,
            approval: row.get("approval_status")?,
            approval_reason: row.get("approval_reason")?,
            approved: mark("approved_at", "approved_by")?,
            pinned: mark("pinned_at", "pinned_by")?,
            deleted: mark("deleted_at", "deleted_by")?,
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
            "select id, status, created_by, approval_status, approval_reason, approved_at, approved_by, pinned_at, pinned_by,
               deleted_at, deleted_by, life_version from generated_asset
             where client_id = $1 and id in {} order by id {}",
            self.conn.engine().each("$2"),
            self.conn.engine().pick("", "for no key update")
        );
        self.conn.all(&sql, params![self.client, list(ids)]).await
    }

    /// Puts a part of an asset's life in the place of the one that was seen. A decision is about the bytes that the asset has. `false` when
    /// somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_life(&self, seen: &Judged, part: &LifePart) -> DbResult<bool> {
        const THIS: &str = "life_version = life_version + 1 where client_id = $1 and id = $2 and life_version = $3";
        let (LifePart::Judgement { mark, .. } | LifePart::Pin { mark } | LifePart::Deletion { mark }) = part;
        let (at, by) = (mark.as_ref().map(|mark| mark.at), mark.as_ref().and_then(|mark| mark.by.as_ref()));
        let mut values = params![self.client, seen.id, seen.life_version, at, by];
        let sql = match part {
            LifePart::Judgement { approval, reason, .. } => {
                values.extend(params![*approval, reason.as_deref()]);
                format!(
                    "update generated_asset set approved_at = $4, approved_by = $5, approval_status = $6, approval_reason = $7,
                       approved_sha256 = case when $6 = 'approved' then sha256 end, {THIS} and deleted_at is null and completed_at is not null"
                )
            }
            LifePart::Pin { .. } => {
                format!("update generated_asset set pinned_at = $4, pinned_by = $5, {THIS} and completed_at is not null")
            }
            LifePart::Deletion { .. } => format!("update generated_asset set deleted_at = $4, deleted_by = $5, {THIS}"),
        };
        Ok(self.conn.execute(&sql, values).await? == 1)
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
