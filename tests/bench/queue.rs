//! Claiming and ending trivial jobs, beside the same two statements on a bare table without guards, runs or dependants.

use std::time::{Duration, Instant};

use visualizer_db::job_claims::{self, Claim};
use visualizer_db::job_ends::{self, End};
use visualizer_db::{Db, params};
use visualizer_domain::ids::{JobId, RunId, WorkerId};
use visualizer_domain::job::{JobClass, JobKind, JobState, LEASE};
use visualizer_domain::run::Flip;
use visualizer_tests::House;
use visualizer_tests::graph::{admitted, node, plan};

use crate::table::Table;

const JOBS: usize = 5_000;
const BATCH: i64 = 50;

pub async fn measure(house: &House, engine: &str, table: &mut Table) {
    let nodes = (0..JOBS).map(|_| node(&[])).collect();
    admitted(house, &plan(Flip::Each, nodes)).await;
    house.clock.advance(time::Duration::minutes(1));
    let ours = ours(house).await;
    let bare = bare(&house.control.db).await;
    let per_second = |time: Duration| JOBS as f64 / time.as_secs_f64();
    table.row(
        "claim and end, batches of 50",
        engine,
        format!("{:.0} jobs/s", per_second(ours)),
        format!("bare SQL {:.0} jobs/s = {:.2} x", per_second(bare), per_second(bare) / per_second(ours)),
    );
}

async fn ours(house: &House) -> Duration {
    let owner = WorkerId::new(house.now());
    let now = house.now();
    let began = Instant::now();
    loop {
        let tx = house.control.db.write().await.expect("a transaction");
        let claim = Claim { owner: &owner, class: JobClass::Cpu, kinds: JobKind::ALL, limit: BATCH, now, lease_until: now + LEASE };
        let jobs = job_claims::claim(tx.conn(), &claim).await.expect("a claim");
        tx.commit().await.expect("a commit");
        if jobs.is_empty() {
            return began.elapsed();
        }
        let tx = house.control.db.write().await.expect("a transaction");
        let runs: Vec<RunId> = jobs.first().map(|job| job.run_id.clone()).into_iter().collect();
        job_ends::lock_runs(tx.conn(), &runs).await.expect("a lock");
        let ends: Vec<End> = jobs.iter().map(|job| End { job: job.id.clone(), epoch: job.epoch, unchanged: false }).collect();
        let done: Vec<JobId> = job_ends::end(tx.conn(), &owner, &ends, JobState::Done, None, now).await.expect("an end");
        job_ends::settle(tx.conn(), &runs, &done, &[], now).await.expect("consequences");
        tx.commit().await.expect("a commit");
    }
}

async fn bare(db: &Db) -> Duration {
    let run = async |sql: &str, values| {
        let tx = db.write().await.expect("a transaction");
        let rows = tx.conn().execute(sql, values).await.expect("a statement");
        tx.commit().await.expect("a commit");
        rows
    };
    run("create table bare_job (id bigint primary key, state text not null)", Vec::new()).await;
    run("create index bare_job_ready on bare_job (id) where state = 'ready'", Vec::new()).await;
    let numbers = db.engine().pick(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < $1) select i, 'ready' from n",
        "select i, 'ready' from generate_series(1, $1) i",
    );
    run(&format!("insert into bare_job {numbers}"), params![JOBS as i64]).await;
    let lock = db.engine().pick("", "for update skip locked");
    let claim = format!(
        "update bare_job set state = 'running' where id in (select id from bare_job where state = 'ready' order by id limit $1 {lock})"
    );
    let began = Instant::now();
    while run(&claim, params![BATCH]).await > 0 {
        run("update bare_job set state = 'done' where state = 'running'", Vec::new()).await;
    }
    began.elapsed()
}
