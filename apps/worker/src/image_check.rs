//! `image.check`: an upload is decoded whole in a process that may die, and its row learns what was found.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::blobs::{self, NewRendition};
use visualizer_db::job_claims::ClaimedJob;
use visualizer_db::{DbError, DbResult, WriteTx, product_images};
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::ids::ProductImageId;
use visualizer_domain::image_check_plan::CheckInput;
use visualizer_domain::job::JobProblem;
use visualizer_domain::picture_limits::BYTES_MAX;
use visualizer_domain::product_image::Ground;

use crate::finish::{Made, line};
use crate::picture_process::PictureAnswer;
use crate::progress::Progress;
use crate::worker::Worker;
use crate::{inputs, store};

/// An upload and what its check found.
#[derive(Debug)]
pub(crate) struct CheckedImage {
    image: ProductImageId,
    finding: Finding,
}

#[derive(Debug)]
enum Finding {
    /// Usable; carries its smaller copies, stored.
    Usable { sha256: String, copies: Vec<NewRendition>, width: u32, height: u32, ground: Ground },
    /// Broken, or of a kind that we do not take.
    Refused(JobProblem),
}

/// Checks one upload, also when it was deleted meanwhile: somebody may take it back, and it is not asked for a second time.
pub(crate) async fn make(worker: &Worker, job: &ClaimedJob, progress: Progress) -> Result<Made, JobProblem> {
    let CheckInput { image, sha256 } = inputs::values(job)?;
    let conn = worker.options().db.read();
    let blob = blobs::of(conn, &job.client_id).find(&sha256).await.map_err(|e| inputs::reading("the upload", &e))?;
    let blob = blob.ok_or_else(|| JobProblem::fail("bytes-missing", format!("no bytes of the upload {image}")))?;
    let bytes = inputs::fetch(&worker.options().storage, &inputs::key(&blob.storage_key)?, BYTES_MAX).await?;
    progress.report("decode", 10);
    let finding = match worker.options().picture_process.check(bytes).await? {
        PictureAnswer::Refused(problem) => Finding::Refused(problem),
        PictureAnswer::Checked(checked) => {
            progress.report("store", 80);
            let copies = store::renditions(worker, &job.client_id, checked.renditions).await?;
            Finding::Usable { sha256, copies, width: checked.width, height: checked.height, ground: checked.ground }
        }
    };
    Ok(Made::Checked(CheckedImage { image, finding }))
}

/// Writes what was found, in the transaction that ends the job.
pub(crate) async fn record(
    tx: &WriteTx,
    worker: &Worker,
    job: &ClaimedJob,
    checked: &CheckedImage,
    now: OffsetDateTime,
) -> DbResult<AuditEvent> {
    let images = product_images::of(tx.conn(), &job.client_id);
    let to = match &checked.finding {
        Finding::Usable { sha256, copies, width, height, ground } => {
            let notes = blobs::of(tx.conn(), &job.client_id);
            for copy in copies {
                notes.insert_rendition(sha256, copy, now).await?;
            }
            decided(images.set_ready(&checked.image, (i64::from(*width), i64::from(*height)), ground, now).await?)?;
            json!({ "job": job.id, "check_state": "ready", "ground": ground })
        }
        Finding::Refused(problem) => {
            decided(images.set_refused(&checked.image, problem, now).await?)?;
            json!({ "job": job.id, "check_state": "refused", "problem": problem })
        }
    };
    Ok(line(worker, job, "product_image.check", ("product_image", checked.image.as_str()), now).into_state(to))
}

/// A picture that did not wait for this finding was decided about by something else: the job fails, so that somebody sees it.
fn decided(was_waiting: bool) -> DbResult<()> {
    if was_waiting { Ok(()) } else { Err(DbError::RowCount { doing: "noting what the check of a picture found", rows: 0 }) }
}
