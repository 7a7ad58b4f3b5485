//! What the check of an uploaded picture found: it is usable, it is refused, or nobody could tell and it may be checked again.

use time::OffsetDateTime;
use visualizer_domain::ids::{JobId, ProductImageId};
use visualizer_domain::image_check_plan::SUBJECT;
use visualizer_domain::job::{JobKind, JobProblem};
use visualizer_domain::product_image::Ground;

use crate::column::to_json;
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;
use crate::product_images::ProductImages;

impl ProductImages<'_> {
    /// Notes that a picture decodes, with its upright size and what its ground is like. `false` when it was decided about before.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_ready(&self, id: &ProductImageId, size: (i64, i64), ground: &Ground, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product_image set check_state = 'ready', width = $3, height = $4, ground = $5, version = version + 1, updated_at = $6
                 where client_id = $1 and id = $2 and check_state = 'pending'",
                params![self.client, id, size.0, size.1, to_json("ground", ground)?, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Notes why a picture is refused. `false` when it was decided about before.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_refused(&self, id: &ProductImageId, problem: &JobProblem, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product_image set check_state = 'refused', check_problem = $3, version = version + 1, updated_at = $4
                 where client_id = $1 and id = $2 and check_state = 'pending'",
                params![self.client, id, to_json("check_problem", problem)?, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Has a refused picture wait for another check. `false` when it is not refused.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_pending(&self, id: &ProductImageId, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product_image set check_state = 'pending', check_problem = null, version = version + 1, updated_at = $3
                 where client_id = $1 and id = $2 and check_state = 'refused'",
                params![self.client, id, now],
            )
            .await?;
        Ok(rows == 1)
    }
}

/// Refuses the pictures whose checks these jobs were and that still wait for them: the checks ended without a finding. The person sees why,
/// and may have them checked again or upload them once more.
///
/// # Errors
/// As the database says.
pub async fn refuse_unchecked(conn: Conn<'_>, jobs: &[JobId], problem: &JobProblem, now: OffsetDateTime) -> DbResult<()> {
    let sql = format!(
        "update product_image set check_state = 'refused', check_problem = $2, version = version + 1, updated_at = $3
         where check_state = 'pending' and id in (
           select r.subject_id from generation_job j join generation_run r on r.id = j.run_id
           where j.id in {} and j.kind = $4 and r.subject_kind = $5 and r.client_id = product_image.client_id)",
        conn.engine().each("$1")
    );
    conn.execute(&sql, params![list(jobs), to_json("check_problem", problem)?, now, JobKind::ImageCheck, SUBJECT]).await.map(|_| ())
}
