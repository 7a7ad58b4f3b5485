//! The worker in trouble, on both engines: failures, hostile pictures, cancellation, shutdown, lost leases.

use std::time::Duration as Wall;

use time::Duration;
use visualizer_control::product_images;
use visualizer_db::{Db, Engine, audit_events, generated_assets, jobs, leases};
use visualizer_domain::generated_asset::AssetStatus;
use visualizer_domain::ids::RunId;
use visualizer_domain::job::{JobState, Next};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::run::RunOutcome;
use visualizer_tests::graph::{Hand, run};
use visualizer_tests::workshop::{Workshop, admitted, idle, options, sample, until, upload};
use visualizer_tests::{House, factory, on_both};
use visualizer_worker::{PictureProcess, WorkerOptions};

async fn only_job(house: &House, id: &RunId) -> jobs::Job {
    jobs::of(house.control.db.read(), &house.client).of_run(id, 2).await.expect("jobs").remove(0)
}

async fn ended(house: &House, id: &RunId) -> RunOutcome {
    until("the run ends", async || run(house, id).await.outcome.is_some()).await;
    run(house, id).await.outcome.expect("an outcome")
}

/// A worker without a program to look at pictures with: every check fails, and another try may mend it.
fn without_program(house: &House) -> WorkerOptions {
    WorkerOptions { picture_process: PictureProcess::of("/nowhere/at/all".into()), ..options(house) }
}

on_both!(what_fails_is_tried_again_with_patience_and_then_fails, |house| {
    let workshop = Workshop::open(without_program(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    for (tries, patience) in [(1, 10), (2, 40)] {
        until("the try fails", async || {
            let job = only_job(house, &mug.run).await;
            job.state == JobState::Ready && job.tries == tries && job.problem.is_some()
        })
        .await;
        let job = only_job(house, &mug.run).await;
        assert_eq!((job.run_at, job.problem.expect("why").code.as_str()), (house.now() + Duration::seconds(patience), "picture-process"));
        house.clock.advance(Duration::seconds(patience));
    }
    assert_eq!(ended(house, &mug.run).await, RunOutcome::Failed);
    assert_eq!((only_job(house, &mug.run).await.state, only_job(house, &mug.run).await.tries), (JobState::Failed, 3));
    let row = mug.row(house).await;
    assert_eq!(row.check_state, CheckState::Refused, "nobody waits for it for ever");
    assert_eq!(row.check_problem.expect("why").code, "picture-process");
    workshop.close().await;
});

on_both!(hostile_pictures_are_refused_and_the_worker_lives, |house| {
    let workshop = Workshop::open(options(house));
    let mug = sample("products/mug.jpg");
    let (half, mut header_only) = (&mug[..mug.len() / 2], mug[..600].to_vec());
    header_only.extend([0xff; 100_000]);
    for (file, code) in
        [(half, "picture-truncated"), (&header_only, "picture-truncated"), (b"<svg/>", "picture-type"), (b"", "picture-type")]
    {
        let upload = upload(house, file).await;
        assert_eq!(ended(house, &upload.run).await, RunOutcome::Done, "finding a picture broken is what a check is for");
        let row = upload.row(house).await;
        let found = row.check_problem.map(|problem| problem.code);
        assert_eq!((row.check_state, found.as_deref()), (CheckState::Refused, Some(code)));
    }
    let good = upload(house, &mug).await;
    ended(house, &good.run).await;
    assert_eq!(good.row(house).await.check_state, CheckState::Ready);
    workshop.close().await;
});

on_both!(a_picture_that_kills_its_process_is_refused_at_once, |house| {
    let dies = WorkerOptions { picture_process: PictureProcess::of("/bin/false".into()), ..options(house) };
    let workshop = Workshop::open(dies);
    let mug = upload(house, &sample("products/mug.jpg")).await;
    assert_eq!(ended(house, &mug.run).await, RunOutcome::Failed);
    assert_eq!(only_job(house, &mug.run).await.tries, 1, "the same picture would do the same again");
    let row = mug.row(house).await;
    assert_eq!((row.check_state, row.check_problem.expect("why").code.as_str()), (CheckState::Refused, "picture-hostile"));
    workshop.close().await;
});

on_both!(a_run_that_somebody_stops_ends_what_is_running_too, |house| {
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    ended(house, &mug.run).await;
    let made = admitted(house, &large(mug.plan(house, 3).await)).await;
    until("the first is being made", async || run(house, &made).await.counts.running == 1).await;
    visualizer_control::runs::cancel(&house.control, &house.owner, &made, house.now()).await.expect("stopped");
    assert_eq!(ended(house, &made).await, RunOutcome::Cancelled);
    let conn = house.control.db.read();
    for job in jobs::of(conn, &house.client).of_run(&made, 10).await.expect("jobs") {
        let asset = generated_assets::of(conn, &house.client).find(&job.asset_id.expect("an asset")).await.expect("an answer").expect("it");
        assert_eq!((job.state, asset.status), (JobState::Cancelled, AssetStatus::Error));
    }
    workshop.close().await;
});

on_both!(a_worker_that_shuts_down_lets_its_job_end, |house| {
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    until("it is running", async || only_job(house, &mug.run).await.state != JobState::Ready).await;
    workshop.close().await;
    assert_eq!(ended(house, &mug.run).await, RunOutcome::Done);
});

on_both!(a_worker_that_may_not_wait_puts_its_job_back_and_no_try_is_counted, |house| {
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    ended(house, &mug.run).await;
    workshop.close().await;

    let hurried = Workshop::open(WorkerOptions { drain: Wall::ZERO, ..options(house) });
    let made = admitted(house, &large(mug.plan(house, 1).await)).await;
    until("it is running", async || only_job(house, &made).await.state == JobState::Running).await;
    hurried.close().await;
    let job = only_job(house, &made).await;
    assert_eq!((job.state, job.tries, job.crashes), (JobState::Ready, 0, 0));

    let another = Workshop::open(options(house));
    assert_eq!(ended(house, &made).await, RunOutcome::Done);
    assert_eq!(only_job(house, &made).await.tries, 1);
    another.close().await;
});

on_both!(a_worker_that_lost_its_lease_writes_nothing, |house| {
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    ended(house, &mug.run).await;
    // From here on its heart stands still: it learns that it lost the lease when it wants to write the end.
    workshop.close().await;
    let deaf = Wall::from_secs(3_600);
    let workshop = Workshop::open(WorkerOptions { heartbeat: deaf, sweep: deaf, progress: deaf, ..options(house) });
    tokio::time::sleep(Wall::from_millis(50)).await;

    let made = admitted(house, &large(mug.plan(house, 1).await)).await;
    until("it is running", async || only_job(house, &made).await.state == JobState::Running).await;
    house.clock.advance(Duration::seconds(31));
    let db = &house.control.db;
    let expired = leases::expired(db.read(), house.now(), None).await.expect("expired leases").remove(0);
    let tx = db.write().await.expect("a transaction");
    assert!(leases::recover(tx.conn(), &expired, 1, Next::Again(house.now()), house.now()).await.expect("taken over"));
    tx.commit().await.expect("a commit");
    let other = Hand::new(house);
    let [again] = &other.claim(1, house.now()).await[..] else { panic!("it is ready again") };
    workshop.close().await;

    let job = only_job(house, &made).await;
    assert_eq!((job.state, job.tries, job.crashes), (JobState::Running, 2, 1));
    let asset = again.asset_id.as_ref().expect("an asset");
    let asset = generated_assets::of(db.read(), &house.client).find(asset).await.expect("an answer").expect("the asset");
    assert_eq!((asset.status, asset.sha256), (AssetStatus::Generating, None));
    assert!(other.end(again, JobState::Done, "by the other", house.now()).await.is_some(), "the other's end is the one that counts");
});

on_both!(what_kills_three_workers_is_parked, |house| {
    let mug = upload(house, &sample("products/mug.jpg")).await;
    let dead = Hand::new(house);
    let sweeper = Workshop::open(WorkerOptions { concurrency: idle(), ..options(house) });
    for crashes in 1..=3 {
        assert_eq!(dead.claim(1, house.now()).await.len(), 1);
        house.clock.advance(Duration::seconds(31));
        until("it is taken from the dead", async || only_job(house, &mug.run).await.crashes == crashes).await;
    }
    let job = only_job(house, &mug.run).await;
    assert_eq!((job.state, job.parked_reason.as_deref()), (JobState::Parked, Some("poison")));
    let lines = audit_events::about(house.control.db.read(), &house.client, "job", job.id.as_str(), 10).await.expect("lines");
    assert_eq!(lines.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(), ["job.park"]);
    sweeper.close().await;
});

on_both!(a_job_that_is_to_stop_ends_also_when_its_worker_died, |house| {
    let mug = upload(house, &sample("products/mug.jpg")).await;
    assert_eq!(Hand::new(house).claim(1, house.now()).await.len(), 1);
    visualizer_control::runs::cancel(&house.control, &house.owner, &mug.run, house.now()).await.expect("asked to stop");
    house.clock.advance(Duration::seconds(31));
    let sweeper = Workshop::open(WorkerOptions { concurrency: idle(), ..options(house) });
    assert_eq!(ended(house, &mug.run).await, RunOutcome::Cancelled);
    sweeper.close().await;
});

on_both!(a_picture_that_is_deleted_while_it_waits_is_checked_all_the_same_and_can_be_taken_back, |house| {
    let mug = upload(house, &sample("products/mug.jpg")).await;
    product_images::delete(&house.control, &house.owner, &mug.image, house.now()).await.expect("a deletion");
    let workshop = Workshop::open(options(house));
    assert_eq!(ended(house, &mug.run).await, RunOutcome::Done);
    product_images::restore(&house.control, &house.owner, &mug.image, false, house.now()).await.expect("a restoration");
    assert_eq!(mug.row(house).await.check_state, CheckState::Ready, "nobody waits for it for ever");
    workshop.close().await;
});

on_both!(what_the_database_refuses_to_hold_is_a_failure_of_the_job_and_not_a_crash, |house| {
    refuse_what_checks_find(&house.control.db).await;
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    until("the try fails", async || {
        let job = only_job(house, &mug.run).await;
        job.state == JobState::Ready && job.tries == 1 && job.problem.is_some_and(|problem| problem.code == "record")
    })
    .await;
    workshop.close().await;
});

/// The database takes no finding of a check from here on.
async fn refuse_what_checks_find(db: &Db) {
    match db.engine() {
        Engine::Sqlite => {
            let sql = "create trigger closed before update on product_image when new.check_state = 'ready' begin select raise(abort, 'closed'); end";
            factory::write(db, sql, Vec::new()).await;
        }
        Engine::Postgres => {
            let sql = "alter table product_image add constraint closed check (check_state <> 'ready')";
            factory::write(db, sql, Vec::new()).await;
        }
    }
}

/// The same plan with pictures that take a while.
fn large(mut plan: visualizer_domain::plan::Plan) -> visualizer_domain::plan::Plan {
    for asset in plan.nodes.iter_mut().filter_map(|node| node.asset.as_mut()) {
        (asset.recipe.width, asset.recipe.height) = (512, 512);
    }
    plan
}
