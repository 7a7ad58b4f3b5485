//! The sweep of a worker among many jobs of the dead: one that cannot be taken over holds up no other.

use time::Duration;
use visualizer_db::Engine;
use visualizer_domain::job::JobState;
use visualizer_domain::run::Flip;
use visualizer_tests::graph::{Hand, admitted, node, plan, states};
use visualizer_tests::workshop::{Workshop, idle, options, until};
use visualizer_tests::{House, factory, on_both};
use visualizer_worker::WorkerOptions;

on_both!(a_job_that_cannot_be_taken_over_holds_up_no_other, |house| {
    let stuck = admitted(house, &plan(Flip::Each, (0..101).map(|_| node(&[])).collect())).await;
    let other = admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    house.clock.advance(Duration::seconds(1));
    assert_eq!(Hand::new(house).claim(200, house.now()).await.len(), 102);
    refuse_recovery_in(house, stuck.run.id.as_str()).await;
    house.clock.advance(Duration::seconds(31));
    let sweeper = Workshop::open(WorkerOptions { concurrency: idle(), ..options(house) });
    until("the job behind a whole page of others is taken over", async || states(house, &other).await == [JobState::Ready]).await;
    assert!(states(house, &stuck).await.iter().all(|state| *state == JobState::Running));
    sweeper.close().await;
});

/// The database refuses to change the jobs of this run from here on.
async fn refuse_recovery_in(house: &House, run: &str) {
    let db = &house.control.db;
    match db.engine() {
        Engine::Sqlite => {
            let sql = format!(
                "create trigger stuck before update on generation_job when old.run_id = '{run}' begin select raise(abort, 'stuck'); end"
            );
            factory::write(db, &sql, Vec::new()).await;
        }
        Engine::Postgres => {
            let function = "create function stuck() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$";
            factory::write(db, function, Vec::new()).await;
            let sql = format!(
                "create trigger stuck before update on generation_job for each row when (old.run_id = '{run}') execute function stuck()"
            );
            factory::write(db, &sql, Vec::new()).await;
        }
    }
}
