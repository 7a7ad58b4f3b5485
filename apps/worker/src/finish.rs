//! Writes what was made, in one short fenced transaction (R5): the job ends, its asset is complete, what waited for it is free, its
//! slot shows it, its run is closed when it was the last.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::blobs::{self, NewRendition};
use visualizer_db::generated_assets::{self, Completion};
use visualizer_db::job_claims::ClaimedJob;
use visualizer_db::job_ends::{self, End};
use visualizer_db::{Change, DbError, DbResult, WriteTx, audit_events};
use visualizer_domain::audit::{AuditActor, AuditEvent};
use visualizer_domain::ids::AssetId;
use visualizer_domain::job::JobState;

use crate::image_check::{self, CheckedImage};
use crate::store::Stored;
use crate::worker::Worker;

/// What a job made. Its bytes are stored already.
#[derive(Debug)]
pub(crate) enum Made {
    /// A picture: a new asset.
    Picture(MadePicture),
    /// What the check of an upload found.
    Checked(CheckedImage),
}

/// A generated picture.
#[derive(Debug)]
pub(crate) struct MadePicture {
    pub(crate) asset: AssetId,
    pub(crate) original: Stored,
    pub(crate) renditions: Vec<NewRendition>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// What the maker says about its work.
    pub(crate) report: serde_json::Value,
}

/// Writes what was made. When the lease was lost, nothing is written: the job is another worker's.
pub(crate) async fn finish(worker: &Worker, job: &ClaimedJob, made: &Made) -> DbResult<()> {
    let now = worker.now();
    let mut tx = worker.options().db.write().await?;
    job_ends::lock_runs(tx.conn(), std::slice::from_ref(&job.run_id)).await?;
    let unchanged = match made {
        Made::Picture(made) => generated_assets::of(tx.conn(), &job.client_id).equals_current(&made.asset, &made.original.sha256).await?,
        Made::Checked(_) => false,
    };
    if !end(&tx, worker, job, JobState::Done, unchanged, None, now).await? {
        return Ok(());
    }
    let line = match made {
        Made::Picture(made) => complete(&tx, worker, job, made, unchanged, now).await?,
        Made::Checked(checked) => image_check::record(&tx, worker, job, checked, now).await?,
    };
    audit_events::insert(tx.conn(), &line).await?;
    settle(&mut tx, job, JobState::Done, now).await?;
    tx.commit().await
}

/// Completes the asset, notes its bytes and shows it, unless its slot shows the same bytes already.
async fn complete(
    tx: &WriteTx,
    worker: &Worker,
    job: &ClaimedJob,
    made: &MadePicture,
    unchanged: bool,
    now: OffsetDateTime,
) -> DbResult<AuditEvent> {
    let notes = blobs::of(tx.conn(), &job.client_id);
    notes.insert(&made.original.sha256, &made.original.blob, now).await?;
    for copy in &made.renditions {
        notes.insert_rendition(&made.original.sha256, copy, now).await?;
    }
    let completion = Completion {
        sha256: &made.original.sha256,
        size_bytes: made.original.blob.size_bytes,
        media_type: &made.original.blob.media_type,
        width: i64::from(made.width),
        height: i64::from(made.height),
        storage_key: &made.original.blob.storage_key,
        report: made.report.clone(),
    };
    if !generated_assets::of(tx.conn(), &job.client_id).complete(&made.asset, &completion, now).await? {
        return Err(DbError::RowCount { doing: "completing an asset", rows: 0 });
    }
    if !unchanged {
        job_ends::flip_each(tx.conn(), &job.run_id, std::slice::from_ref(&made.asset), now).await?;
    }
    let to = json!({ "job": job.id, "sha256": made.original.sha256 });
    Ok(line(worker, job, "asset.complete", ("asset", made.asset.as_str()), now).into_state(to))
}

/// Ends the job, fenced by its epoch. `false` when the lease was lost; then the transaction is to be dropped.
pub(crate) async fn end(
    tx: &WriteTx,
    worker: &Worker,
    job: &ClaimedJob,
    state: JobState,
    unchanged: bool,
    problem: Option<serde_json::Value>,
    now: OffsetDateTime,
) -> DbResult<bool> {
    let end = End { job: job.id.clone(), epoch: job.epoch, unchanged };
    let ended = job_ends::end(tx.conn(), worker.id(), &[end], state, problem, now).await?;
    Ok(!ended.is_empty())
}

/// Draws the consequences of a job that ended in `state`, and says whom to tell.
pub(crate) async fn settle(tx: &mut WriteTx, job: &ClaimedJob, state: JobState, now: OffsetDateTime) -> DbResult<()> {
    let (runs, ids) = (std::slice::from_ref(&job.run_id), std::slice::from_ref(&job.id));
    let (done, lost) = if state == JobState::Done { (ids, &[][..]) } else { (&[][..], ids) };
    let settled = job_ends::settle(tx.conn(), runs, done, lost, now).await?;
    if settled.freed {
        tx.tell(Change::Jobs);
    }
    tx.tell(Change::Client(job.client_id.clone()));
    Ok(())
}

/// A line of the audit trail by this worker.
pub(crate) fn line(
    worker: &Worker,
    job: &ClaimedJob,
    action: &'static str,
    subject: (&'static str, &str),
    now: OffsetDateTime,
) -> AuditEvent {
    AuditEvent::new(Some(&job.client_id), AuditActor::Worker { id: worker.id().to_string() }, action, subject, now)
}
