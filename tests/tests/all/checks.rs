//! Checks of uploads that end without a finding: the picture says so, and there is a way on.

use time::Duration;
use visualizer_control::runs;
use visualizer_db::{jobs, params};
use visualizer_domain::job::JobState;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::run::RunOutcome;
use visualizer_tests::graph::{Hand, run};
use visualizer_tests::workshop::{Upload, Workshop, idle, options, sample, until, upload};
use visualizer_tests::{House, factory, on_both};
use visualizer_worker::WorkerOptions;

async fn found(house: &House, upload: &Upload) -> (CheckState, Option<String>) {
    let row = upload.row(house).await;
    (row.check_state, row.check_problem.map(|problem| problem.code))
}

on_both!(a_check_that_failed_and_is_tried_again_makes_the_picture_usable, |house| {
    let mug = upload(house, &sample("products/mug.jpg")).await;
    let hand = Hand::new(house);
    let job = hand.claim(1, house.now()).await.remove(0);
    hand.end(&job, JobState::Failed, "", house.now()).await.expect("the lease is held");
    assert_eq!(found(house, &mug).await, (CheckState::Refused, Some("test".into())));

    let again = runs::retry_job(&house.control, &house.owner, &job.id, house.now()).await.expect("a retry");
    assert_eq!(found(house, &mug).await, (CheckState::Pending, None), "it waits for its check again");
    house.clock.advance(Duration::seconds(1));
    let workshop = Workshop::open(options(house));
    until("the check ends", async || run(house, &again).await.outcome.is_some()).await;
    assert_eq!(run(house, &again).await.outcome, Some(RunOutcome::Done));
    assert_eq!(found(house, &mug).await, (CheckState::Ready, None));
    workshop.close().await;
});

on_both!(a_check_that_is_stopped_before_it_began_leaves_nobody_waiting, |house| {
    let mug = upload(house, &sample("products/mug.jpg")).await;
    runs::cancel(&house.control, &house.owner, &mug.run, house.now()).await.expect("a stop");
    assert_eq!(found(house, &mug).await, (CheckState::Refused, Some("cancelled".into())));
});

on_both!(a_check_that_is_to_stop_and_whose_worker_died_leaves_nobody_waiting, |house| {
    let mug = upload(house, &sample("products/mug.jpg")).await;
    assert_eq!(Hand::new(house).claim(1, house.now()).await.len(), 1);
    runs::cancel(&house.control, &house.owner, &mug.run, house.now()).await.expect("asked to stop");
    assert_eq!(found(house, &mug).await, (CheckState::Pending, None), "its worker may still find something");
    house.clock.advance(Duration::seconds(31));
    let sweeper = Workshop::open(WorkerOptions { concurrency: idle(), ..options(house) });
    until("it is taken from the dead", async || run(house, &mug.run).await.outcome.is_some()).await;
    assert_eq!(found(house, &mug).await, (CheckState::Refused, Some("cancelled".into())));
    sweeper.close().await;
});

on_both!(a_finding_about_a_picture_that_is_decided_about_is_a_failure_that_is_seen, |house| {
    let mug = upload(house, &sample("products/mug.jpg")).await;
    let sql = "update product_image set check_state = 'ready' where id = $1";
    factory::write(&house.control.db, sql, params![mug.image]).await;
    let workshop = Workshop::open(options(house));
    for (tries, patience) in [(1, 10), (2, 40)] {
        until("the try fails", async || {
            let job = jobs::of(house.control.db.read(), &house.client).of_run(&mug.run, 1).await.expect("jobs").remove(0);
            job.state == JobState::Ready && job.tries == tries && job.problem.is_some()
        })
        .await;
        house.clock.advance(Duration::seconds(patience));
    }
    until("the check ends", async || run(house, &mug.run).await.outcome.is_some()).await;
    assert_eq!(run(house, &mug.run).await.outcome, Some(RunOutcome::Failed));
    workshop.close().await;
});
