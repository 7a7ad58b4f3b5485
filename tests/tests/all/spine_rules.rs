//! The rules of the spine, one by one: claims and fences, crashes and poison, stop and retry, slots and flips.

use time::Duration;
use visualizer_control::runs;
use visualizer_db::job_claims::{self, Claim};
use visualizer_db::leases::{self, Fence};
use visualizer_db::{WriteTx, job_ends, job_pauses};
use visualizer_domain::Problem;
use visualizer_domain::ids::RunId;
use visualizer_domain::job::{CRASHES_MAX, JobClass, JobKind, JobState, LEASE, Next, after_crash, crashes_counted};
use visualizer_domain::run::{Flip, RunOutcome};
use visualizer_tests::graph::{Hand, admitted, node, plan, run, shown, slot_node, states};
use visualizer_tests::{House, factory, on_both};

on_both!(a_job_is_claimed_once, |house| {
    admitted(house, &plan(Flip::Each, vec![node(&[]), node(&[])])).await;
    let (one, other) = (Hand::new(house), Hand::new(house));
    let now = house.now() + Duration::seconds(1);
    let (a, b) = tokio::join!(one.claim(2, now), other.claim(2, now));
    assert_eq!(a.len() + b.len(), 2);
    assert!(a.iter().all(|job| b.iter().all(|other| other.id != job.id)));
});

on_both!(a_worker_that_lost_its_lease_writes_nothing, |house| {
    let admission = admitted(house, &plan(Flip::Each, vec![slot_node("1", &[])])).await;
    let (late, quick) = (Hand::new(house), Hand::new(house));
    house.clock.advance(Duration::seconds(1));
    let stale = late.claim(1, house.now()).await.remove(0);
    house.clock.advance(LEASE + Duration::seconds(1));
    crash_all(house).await;
    let fresh = quick.claim(1, house.now()).await.remove(0);
    assert_eq!(fresh.epoch, stale.epoch + 1);

    assert_eq!(late.end(&stale, JobState::Done, "late", house.now()).await, None);
    let tx = house.control.db.write().await.expect("a transaction");
    let fence = Fence { owner: &late.id, job: &stale.id, epoch: stale.epoch };
    assert_eq!(leases::progress(tx.conn(), fence, "cutting", 50).await.expect("an answer"), None);
    tx.commit().await.expect("a commit");

    quick.end(&fresh, JobState::Done, "quick", house.now()).await.expect("the lease is held");
    assert_eq!(shown(house, "1").await, fresh.asset_id);
    assert_eq!(run(house, &admission.run.id).await.outcome, Some(RunOutcome::Done));
});

on_both!(a_try_that_was_taken_away_writes_nothing_even_when_the_same_worker_has_the_next_one, |house| {
    admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let first = hand.claim(1, house.now()).await.remove(0);
    house.clock.advance(LEASE + Duration::seconds(1));
    crash_all(house).await;
    let second = hand.claim(1, house.now()).await.remove(0);
    assert_eq!(hand.end(&first, JobState::Failed, "", house.now()).await, None);
    assert!(hand.end(&second, JobState::Done, "", house.now()).await.is_some());
    assert_eq!(hand.end(&second, JobState::Failed, "", house.now()).await, None, "a job ends once");
});

on_both!(a_heartbeat_in_the_last_moment_keeps_the_job, |house| {
    admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let job = hand.claim(1, house.now()).await.remove(0);
    house.clock.advance(LEASE + Duration::seconds(1));
    let seen = leases::expired(house.control.db.read(), house.now(), None).await.expect("expired leases").remove(0);
    let tx = house.control.db.write().await.expect("a transaction");
    leases::renew(tx.conn(), &hand.id, std::slice::from_ref(&job.id), house.now() + LEASE).await.expect("a renewal");
    assert!(!leases::recover(tx.conn(), &seen, 1, after_crash(1, house.now()), house.now()).await.expect("an answer"));
    tx.commit().await.expect("a commit");
    assert!(hand.end(&job, JobState::Done, "", house.now()).await.is_some());
});

on_both!(the_last_two_jobs_of_a_run_may_end_at_the_same_time, |house| {
    let admission = admitted(house, &plan(Flip::Each, vec![node(&[]), node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let jobs = hand.claim(2, house.now()).await;
    let (now, run_id) = (house.now(), admission.run.id.clone());

    let tx = house.control.db.write().await.expect("a transaction");
    job_ends::lock_runs(tx.conn(), std::slice::from_ref(&run_id)).await.expect("a lock");
    let end = job_ends::End { job: jobs[0].id.clone(), epoch: jobs[0].epoch, unchanged: false };
    let done = job_ends::end(tx.conn(), &hand.id, &[end], JobState::Done, None, now).await.expect("an end");
    job_ends::settle(tx.conn(), std::slice::from_ref(&run_id), &done, &[], now).await.expect("consequences");
    let (other, last) = (hand.clone(), jobs[1].clone());
    let second = tokio::spawn(async move { other.end(&last, JobState::Done, "", now).await });
    // The second must be waiting for the first by now, or have gone past it if nothing holds it.
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    tx.commit().await.expect("a commit");
    assert!(second.await.expect("no panic").is_some());
    assert_eq!(run(house, &run_id).await.outcome, Some(RunOutcome::Done));
});

on_both!(three_crashes_in_a_day_park_a_job_and_a_person_may_take_it_up, |house| {
    let admission = admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let hand = Hand::new(house);
    for crash in 1..=CRASHES_MAX {
        house.clock.advance(LEASE * 2);
        assert_eq!(hand.claim(1, house.now()).await.len(), 1, "crash {crash}");
        house.clock.advance(LEASE * 2);
        crash_all(house).await;
    }
    assert_eq!(states(house, &admission).await, [JobState::Parked]);
    house.clock.advance(LEASE);
    assert!(hand.claim(1, house.now()).await.is_empty(), "a parked job is not claimed");
    assert_eq!(run(house, &admission.run.id).await.outcome, None, "parked is not failed");

    let again = runs::retry_job(&house.control, &house.owner, &admission.jobs[0].id, house.now()).await.expect("a retry");
    assert_eq!(again, admission.run.id, "the run is open, so it is the same job");
    hand.work_off(house, |_| String::new()).await;
    assert_eq!(states(house, &admission).await, [JobState::Done]);
});

on_both!(a_worker_that_leaves_gives_its_job_back_without_costing_a_try, |house| {
    admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let job = hand.claim(1, house.now()).await.remove(0);
    let tx = house.control.db.write().await.expect("a transaction");
    let fence = Fence { owner: &hand.id, job: &job.id, epoch: job.epoch };
    assert!(leases::put_back(tx.conn(), fence, house.now(), None, true).await.expect("an answer"));
    tx.commit().await.expect("a commit");
    let again = hand.claim(1, house.now()).await.remove(0);
    assert_eq!((again.tries, again.epoch), (1, job.epoch + 1));
});

on_both!(a_paused_kind_is_not_claimed_until_it_is_resumed, |house| {
    admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let tx = house.control.db.write().await.expect("a transaction");
    assert!(job_pauses::pause(tx.conn(), JobKind::ImageCheck, &house.owner.user_id, None, house.now()).await.expect("a pause"));
    tx.commit().await.expect("a commit");
    assert!(hand.claim(1, house.now()).await.is_empty());
    let tx = house.control.db.write().await.expect("a transaction");
    assert!(job_pauses::resume(tx.conn(), JobKind::ImageCheck).await.expect("a resumption"));
    tx.commit().await.expect("a commit");
    assert_eq!(hand.claim(1, house.now()).await.len(), 1);
});

on_both!(a_stopped_run_begins_nothing_more_and_keeps_what_is_done, |house| {
    let admission = admitted(house, &plan(Flip::Each, vec![slot_node("1", &[]), slot_node("2", &[]), slot_node("3", &[1])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let first = hand.claim(1, house.now()).await.remove(0);
    hand.end(&first, JobState::Done, "first", house.now()).await.expect("the lease is held");
    runs::cancel(&house.control, &house.owner, &admission.run.id, house.now()).await.expect("a stop");
    assert_eq!(states(house, &admission).await, [JobState::Done, JobState::Cancelled, JobState::Cancelled]);
    assert_eq!(run(house, &admission.run.id).await.outcome, Some(RunOutcome::Cancelled));
    assert_eq!(shown(house, "1").await, first.asset_id);
    assert!(hand.claim(9, house.now()).await.is_empty());
    let twice = runs::cancel(&house.control, &house.owner, &admission.run.id, house.now()).await;
    assert!(matches!(twice, Err(Problem::Conflict { code: "run-ended", .. })), "{twice:?}");
});

on_both!(stopping_asks_what_runs_and_a_strangers_run_is_not_there, |house| {
    let admission = admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let job = hand.claim(1, house.now()).await.remove(0);
    let stranger = house.stranger().await;
    let refused = runs::cancel(&house.control, &stranger, &admission.run.id, house.now()).await;
    assert!(matches!(refused, Err(Problem::NotFound { .. })), "{refused:?}");
    runs::cancel(&house.control, &house.owner, &admission.run.id, house.now()).await.expect("a stop");
    let twice = runs::cancel(&house.control, &house.owner, &admission.run.id, house.now()).await;
    assert!(matches!(twice, Err(Problem::Conflict { code: "run-stopping", .. })), "it runs still: {twice:?}");
    let tx = house.control.db.write().await.expect("a transaction");
    let held = leases::renew(tx.conn(), &hand.id, &[job.id], house.now() + LEASE).await.expect("a renewal");
    tx.commit().await.expect("a commit");
    assert!(held[0].is_cancelled, "the worker hears of it with its next heartbeat");
});

on_both!(a_stop_reaches_a_job_that_is_being_claimed_and_one_that_is_being_given_back, |house| {
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let claimed = admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let tx = house.control.db.write().await.expect("a transaction");
    let now = house.now() + Duration::seconds(1);
    let claim = Claim { owner: &hand.id, class: JobClass::Cpu, kinds: JobKind::ALL, limit: 1, now, lease_until: now + LEASE };
    let job = job_claims::claim(tx.conn(), &claim).await.expect("a claim").remove(0);
    stopped_meanwhile(house, &claimed.run.id, tx).await;
    let tx = house.control.db.write().await.expect("a transaction");
    let fence = Fence { owner: &hand.id, job: &job.id, epoch: job.epoch };
    let held = leases::progress(tx.conn(), fence, "cutting", 50).await.expect("an answer").expect("it is held");
    assert!(held.is_cancelled, "its worker is told");
    drop(tx);
    hand.end(&job, JobState::Cancelled, "", now).await.expect("the lease is held");

    let given_back = admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    let job = hand.claim(1, now).await.remove(0);
    let tx = house.control.db.write().await.expect("a transaction");
    let fence = Fence { owner: &hand.id, job: &job.id, epoch: job.epoch };
    assert!(leases::put_back(tx.conn(), fence, now, None, true).await.expect("an answer"));
    stopped_meanwhile(house, &given_back.run.id, tx).await;
    assert_eq!(states(house, &given_back).await, [JobState::Cancelled]);
    assert_eq!(run(house, &given_back.run.id).await.outcome, Some(RunOutcome::Cancelled));
});

/// Stops a run while this transaction is open, and commits it once the stop waits for it, or has gone past it if nothing holds it.
async fn stopped_meanwhile(house: &House, run: &RunId, tx: WriteTx) {
    let (control, owner, run, now) = (house.control.clone(), house.owner.clone(), run.clone(), house.now());
    let stop = tokio::spawn(async move { runs::cancel(&control, &owner, &run, now).await });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    tx.commit().await.expect("a commit");
    stop.await.expect("no panic").expect("a stop");
}

on_both!(what_was_shown_in_the_preview_is_what_is_admitted, |house| {
    let (flow, _) = ready_flow(house).await;
    let seen = runs::preview(&house.control, &house.owner, &flow).await.expect("a preview");
    assert_eq!(seen.plan.assets(), 4);
    let request = |hash: &str| runs::Admit { preview: Some(hash.to_owned()), idempotency_key: None };
    let refused = runs::generate(&house.control, &house.owner, &flow, request("another"), house.now()).await;
    assert!(matches!(refused, Err(Problem::Conflict { code: "plan-changed", .. })), "{refused:?}");
    let id = runs::generate(&house.control, &house.owner, &flow, request(&seen.hash), house.now()).await.expect("an admission");
    assert_eq!(run(house, &id).await.plan_hash, seen.hash);
});

on_both!(of_two_people_who_press_generate_one_wins, |house| {
    let (flow, _) = ready_flow(house).await;
    let press = || runs::generate(&house.control, &house.owner, &flow, runs::Admit::default(), house.now());
    let (a, b) = tokio::join!(press(), press());
    let lost = match (a, b) {
        (Ok(_), Err(lost)) | (Err(lost), Ok(_)) => lost,
        both => panic!("one of two wins: {both:?}"),
    };
    assert!(matches!(lost, Problem::Conflict { code: "generating", .. }), "{lost:?}");
});

on_both!(the_same_request_twice_is_one_run, |house| {
    let (flow, _) = ready_flow(house).await;
    let press = || {
        let request = runs::Admit { preview: None, idempotency_key: Some("key-1".into()) };
        runs::generate(&house.control, &house.owner, &flow, request, house.now())
    };
    let (a, b) = (press().await.expect("an admission"), press().await.expect("the same admission"));
    assert_eq!(a, b);
});

on_both!(a_viewer_may_look_at_a_plan_and_not_carry_it_out, |house| {
    let (flow, _) = ready_flow(house).await;
    let viewer = house.member("Viewer", visualizer_domain::Role::Viewer).await;
    assert!(runs::preview(&house.control, &viewer, &flow).await.is_ok());
    let refused = runs::generate(&house.control, &viewer, &flow, runs::Admit::default(), house.now()).await;
    assert!(matches!(refused, Err(Problem::Forbidden { .. })), "{refused:?}");
    let stranger = house.stranger().await;
    let nowhere = runs::preview(&house.control, &stranger, &flow).await;
    assert!(matches!(nowhere, Err(Problem::NotFound { .. })));
});

async fn ready_flow(house: &House) -> (visualizer_domain::ids::GenerationFlowId, visualizer_domain::ids::ProductId) {
    let db = &house.control.db;
    let (product, _) = factory::product(db, &house.client, &house.owner.user_id, "Stoneware mug", house.now()).await;
    (factory::flow(db, &house.client, &house.owner.user_id, &[&product], house.now()).await, product)
}

/// What the sweep of a worker does with every lease that has run out.
async fn crash_all(house: &House) {
    let tx = house.control.db.write().await.expect("a transaction");
    for job in leases::expired(tx.conn(), house.now(), None).await.expect("expired leases") {
        let crashes = crashes_counted(job.crashes, job.crashed_at, house.now());
        let next: Next = after_crash(crashes, house.now());
        assert!(leases::recover(tx.conn(), &job, crashes, next, house.now()).await.expect("an answer"));
    }
    tx.commit().await.expect("a commit");
}
