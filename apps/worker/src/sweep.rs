//! Takes over from the dead: jobs whose lease ran out become ready again, or are parked as poison.

use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use visualizer_db::leases::{self, Expired};
use visualizer_db::{Change, DbResult, WriteTx, audit_events, job_ends};
use visualizer_domain::audit::{AuditActor, AuditEvent};
use visualizer_domain::job::{JobProblem, Next, after_crash, crashes_counted};

use crate::worker::{Worker, pause};

/// Sweeps until `ended`.
pub(crate) async fn run(worker: Worker, ended: CancellationToken) {
    loop {
        if let Err(error) = sweep(&worker).await {
            warn!(%error, worker = %worker.id(), "sweep failed");
        }
        // Workers that began together shall not sweep together.
        let wait = worker.options().sweep.mul_f64(rand::random_range(0.8..1.2));
        if !pause(wait, &ended).await {
            return;
        }
    }
}

async fn sweep(worker: &Worker) -> DbResult<()> {
    let (db, now) = (&worker.options().db, worker.now());
    let mut last = None;
    loop {
        let page = leases::expired(db.read(), now, last.as_ref()).await?;
        for job in &page {
            // One job that cannot be taken over shall not hold up the others.
            if let Err(error) = recover(worker, job).await {
                warn!(%error, job = %job.id, "not taken from a worker that went silent");
            }
        }
        match page.into_iter().nth(leases::EXPIRED_PAGE - 1) {
            Some(job) => last = Some(job),
            None => return Ok(()),
        }
    }
}

async fn recover(worker: &Worker, job: &Expired) -> DbResult<()> {
    let now = worker.now();
    let mut tx = worker.options().db.write().await?;
    if job.is_cancelled {
        if !cancel(&mut tx, worker, job, now).await? {
            return Ok(());
        }
    } else {
        let crashes = crashes_counted(job.crashes, job.crashed_at, now);
        let next = after_crash(crashes, now);
        if !leases::recover(tx.conn(), job, crashes, next, now).await? {
            return Ok(());
        }
        info!(job = %job.id, crashes, ?next, "taken from a worker that went silent");
        if next == Next::Poison {
            audit_events::insert(tx.conn(), &line(worker, job, "job.park", now)).await?;
        }
        tx.tell(Change::Jobs);
    }
    tx.tell(Change::Client(job.client_id.clone()));
    tx.commit().await
}

async fn cancel(tx: &mut WriteTx, worker: &Worker, job: &Expired, now: OffsetDateTime) -> DbResult<bool> {
    let (runs, jobs) = (std::slice::from_ref(&job.run_id), std::slice::from_ref(&job.id));
    job_ends::lock_runs(tx.conn(), runs).await?;
    if !leases::cancel_expired(tx.conn(), job, now).await? {
        return Ok(false);
    }
    job_ends::abandon(tx.conn(), jobs, &JobProblem::cancelled(), now).await?;
    audit_events::insert(tx.conn(), &line(worker, job, "job.cancel", now)).await?;
    if job_ends::settle(tx.conn(), runs, &[], jobs, now).await?.freed {
        tx.tell(Change::Jobs);
    }
    Ok(true)
}

fn line(worker: &Worker, job: &Expired, action: &'static str, now: OffsetDateTime) -> AuditEvent {
    AuditEvent::new(Some(&job.client_id), AuditActor::Worker { id: worker.id().to_string() }, action, ("job", job.id.as_str()), now)
}
