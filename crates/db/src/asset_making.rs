//! The making of an asset: its recipe, and the one write that completes it or says why not.

use time::OffsetDateTime;
use visualizer_domain::ids::AssetId;

use crate::column::{FromRow, Row};
use crate::error::DbResult;
use crate::generated_assets::Assets;
use crate::params;

/// What was made: the facts that complete an asset.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct Completion<'a> {
    pub sha256: &'a str,
    pub size_bytes: i64,
    pub media_type: &'a str,
    pub width: i64,
    pub height: i64,
    /// Storage key of the original.
    pub storage_key: &'a str,
    /// What the maker said about its work.
    pub report: serde_json::Value,
}

impl Assets<'_> {
    /// The recipe that a job is to follow.
    ///
    /// # Errors
    /// As the database says.
    pub async fn recipe(&self, id: &AssetId) -> DbResult<Option<serde_json::Value>> {
        struct Recipe(serde_json::Value);
        impl FromRow for Recipe {
            fn from_row(row: &Row<'_>) -> DbResult<Self> {
                Ok(Self(row.get("recipe")?))
            }
        }
        let found: Option<Recipe> = self
            .conn
            .maybe("select recipe from generated_asset where client_id = $1 and id = $2 and recipe is not null", params![self.client, id])
            .await?;
        Ok(found.map(|recipe| recipe.0))
    }

    /// True when the asset's slot shows other bytes of the same hash: nothing changed (R7).
    ///
    /// # Errors
    /// As the database says.
    pub async fn equals_current(&self, id: &AssetId, sha256: &str) -> DbResult<bool> {
        let n: i64 = self
            .conn
            .one(
                "select count(*) as n from generated_asset a join asset_slot s on s.id = a.slot_id join generated_asset now on now.id = s.current_asset_id
                 where a.client_id = $1 and a.id = $2 and now.id <> a.id and now.sha256 = $3",
                params![self.client, id, sha256],
            )
            .await?;
        Ok(n > 0)
    }

    /// Completes an asset; from here its content is frozen. `false` when it is not being made.
    ///
    /// # Errors
    /// As the database says.
    pub async fn complete(&self, id: &AssetId, made: &Completion<'_>, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set status = 'completed', sha256 = $3, size_bytes = $4, media_type = $5, width = $6, height = $7,
                   asset_url = $8, report = $9, completed_at = $10
                 where client_id = $1 and id = $2 and status = 'generating'",
                params![
                    self.client,
                    id,
                    made.sha256,
                    made.size_bytes,
                    made.media_type,
                    made.width,
                    made.height,
                    made.storage_key,
                    made.report,
                    now
                ],
            )
            .await?;
        Ok(rows == 1)
    }
}
