//! Trying again what could not be made (R10): in its run while that is open, once in a new run afterwards.

use std::collections::HashSet;

use time::Duration;
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_control::{generation_flows, queue, runs};
use visualizer_db::params;
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset::AssetStatus;
use visualizer_domain::ids::{GenerationFlowId, JobId, RunId};
use visualizer_domain::job::JobState;
use visualizer_domain::run::{Flip, RunOutcome};
use visualizer_domain::{Actor, Problem, Role};
use visualizer_tests::graph::{Hand, admitted, node, plan, run, shown, slot_node, states};
use visualizer_tests::{House, code, factory, on_both};

on_both!(a_failed_job_skips_what_needs_it_and_a_retry_revives_both, |house| {
    // The third node keeps the run open.
    let admission = admitted(house, &plan(Flip::Each, vec![node(&[]), node(&[0]), node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let job = hand.claim(1, house.now()).await.remove(0);
    hand.end(&job, JobState::Failed, "", house.now()).await.expect("the lease is held");
    assert_eq!(states(house, &admission).await, [JobState::Failed, JobState::Skipped, JobState::Ready]);
    runs::retry_job(&house.control, &house.owner, &admission.jobs[0].id, house.now()).await.expect("a retry");
    assert_eq!(states(house, &admission).await, [JobState::Ready, JobState::Waiting, JobState::Ready]);
    hand.work_off(house, |_| String::new()).await;
    assert_eq!(run(house, &admission.run.id).await.outcome, Some(RunOutcome::Done));
});

on_both!(a_job_of_an_ended_run_is_tried_again_in_a_new_run_with_the_same_recipe, |house| {
    let admission = admitted(house, &plan(Flip::Each, vec![slot_node("1", &[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let job = hand.claim(1, house.now()).await.remove(0);
    hand.end(&job, JobState::Failed, "", house.now()).await.expect("the lease is held");
    assert_eq!(run(house, &admission.run.id).await.outcome, Some(RunOutcome::Failed));

    let again = runs::retry_job(&house.control, &house.owner, &job.id, house.now()).await.expect("a retry");
    assert_ne!(again, admission.run.id);
    hand.work_off(house, |_| "made".into()).await;
    assert_eq!(run(house, &again).await.outcome, Some(RunOutcome::Done));
    let made = shown(house, "1").await.expect("the slot shows it");
    let assets = visualizer_db::generated_assets::of(house.control.db.read(), &house.client);
    let recipe = assets.recipe(&made).await.expect("an answer");
    assert_eq!(recipe, assets.recipe(job.asset_id.as_ref().expect("an asset")).await.expect("an answer"));
});

on_both!(a_job_of_an_ended_run_is_tried_again_once_however_often_it_is_asked_for, |house| {
    let admission = admitted(house, &plan(Flip::Each, vec![node(&[])])).await;
    fail_all(house).await;
    let job = &admission.jobs[0].id;
    let press = || runs::retry_job(&house.control, &house.owner, job, house.now());
    let (one, other) = tokio::join!(press(), press());
    let codes = [&one, &other].map(|outcome| outcome.as_ref().err().map(Problem::code));
    assert!(codes.contains(&None) && codes.contains(&Some("job-retried")), "{codes:?}");
    assert_eq!(code(press().await), "job-retried");
    assert_eq!(Hand::new(house).claim(9, house.now() + Duration::seconds(1)).await.len(), 1, "it is made once");
});

on_both!(jobs_of_one_flow_are_tried_again_together_in_one_run, |house| {
    let (_, jobs) = failed_flow(house).await;
    let (_, others) = failed_flow(house).await;
    let asked: Vec<JobId> = jobs.iter().chain(&others).chain(&jobs[..1]).cloned().collect();
    let retried = runs::retry_jobs(&house.control, &house.owner, &asked, house.now()).await.expect("an answer");
    assert_eq!((retried.again.len(), retried.refused.len()), (8, 0));
    let runs: HashSet<RunId> = retried.again.into_iter().map(|(_, run)| run).collect();
    assert_eq!(runs.len(), 2, "one for each flow");
    for id in &runs {
        assert_eq!(run(house, id).await.counts.ready, 4);
    }
    let twice = runs::retry_jobs(&house.control, &house.owner, &asked, house.now()).await.expect("an answer");
    assert!(twice.again.is_empty() && twice.refused.iter().all(|(_, problem)| problem.code() == "job-retried"), "{twice:?}");
    let listed = queue::view(&house.control, &house.owner, house.now()).await.expect("the queue").failed;
    assert!(listed.is_empty(), "what is tried again needs nobody any more");
});

on_both!(what_a_stopped_run_did_not_make_is_made_by_one_request_and_once, |house| {
    let (flow, by) = (flow(house).await, &house.owner);
    let stopped = runs::generate(&house.control, by, &flow, runs::Admit::default(), house.now()).await.expect("a generation");
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let made = hand.claim(1, house.now()).await.remove(0);
    assert_eq!(code(runs::retry_run(&house.control, by, &stopped, house.now()).await), "nothing-to-retry", "it goes on");
    hand.end(&made, JobState::Done, "made", house.now()).await.expect("the lease is held");
    runs::cancel(&house.control, by, &stopped, house.now()).await.expect("a stop");

    let retried = runs::retry_run(&house.control, by, &stopped, house.now()).await.expect("a retry");
    let again: HashSet<RunId> = retried.again.iter().map(|(_, run)| run.clone()).collect();
    let [again] = &again.into_iter().collect::<Vec<_>>()[..] else { panic!("one run: {retried:?}") };
    assert_eq!(run(house, again).await.counts.ready, 3, "the finished one is not made again");
    assert_eq!(code(runs::retry_run(&house.control, by, &stopped, house.now()).await), "nothing-to-retry");
});

on_both!(a_graph_is_tried_again_in_its_order_and_with_what_it_needs, |house| {
    let graph = plan(Flip::Each, vec![slot_node("base", &[]), slot_node("composite", &[0])]);
    let admission = admitted(house, &graph).await;
    fail_all(house).await;
    assert_eq!(states(house, &admission).await, [JobState::Failed, JobState::Skipped]);
    // Only the last is asked for: it is nothing without its base.
    let composite = &admission.jobs[1].id;
    let again = runs::retry_job(&house.control, &house.owner, composite, house.now()).await.expect("a retry");
    let counts = run(house, &again).await.counts;
    assert_eq!((counts.ready, counts.waiting), (1, 1), "the base first");
    assert_eq!(code(runs::retry_job(&house.control, &house.owner, &admission.jobs[0].id, house.now()).await), "job-retried");
    Hand::new(house).work_off(house, |job| format!("made {}", job.id)).await;
    assert_eq!(run(house, &again).await.outcome, Some(RunOutcome::Done));
    assert!(shown(house, "base").await.is_some() && shown(house, "composite").await.is_some());
});

on_both!(a_set_that_flips_together_is_finished_by_its_retry_and_shown_whole, |house| {
    let hand = Hand::new(house);
    let set = || plan(Flip::Together, vec![slot_node("1", &[]), slot_node("2", &[])]);
    admitted(house, &set()).await;
    hand.work_off(house, |job| format!("old {}", job.id)).await;
    let old = (shown(house, "1").await, shown(house, "2").await);
    let failing = admitted(house, &set()).await;
    house.clock.advance(Duration::seconds(1));
    let jobs = hand.claim(2, house.now()).await;
    hand.end(&jobs[0], JobState::Done, "new 1", house.now()).await.expect("the lease is held");
    hand.end(&jobs[1], JobState::Failed, "", house.now()).await.expect("the lease is held");
    // The first retry fails as well: nothing is shown yet.
    let mut last = failing.run.id.clone();
    for ends_well in [false, true] {
        house.clock.advance(Duration::seconds(1));
        let retried = runs::retry_run(&house.control, &house.owner, &last, house.now()).await.expect("a retry");
        assert_eq!(retried.again.len(), 1, "what is made is not bought again");
        last = retried.again[0].1.clone();
        assert_eq!((shown(house, "1").await, shown(house, "2").await), old);
        house.clock.advance(Duration::seconds(1));
        let job = hand.claim(1, house.now()).await.remove(0);
        let (state, bytes) = if ends_well { (JobState::Done, "new 2") } else { (JobState::Failed, "") };
        hand.end(&job, state, bytes, house.now()).await.expect("the lease is held");
    }
    assert_eq!(shown(house, "1").await, jobs[0].asset_id, "what the first run made is shown with it");
    assert_ne!(shown(house, "2").await, old.1);
    assert_eq!(run(house, &failing.run.id).await.outcome, Some(RunOutcome::Partly));
});

on_both!(trying_again_changes_nothing_about_whose_picture_it_is, |house| {
    let (_, jobs) = failed_flow(house).await;
    let other = house.member("Other", Role::Admin).await;
    let again = runs::retry_job(&house.control, &other, &jobs[0], house.now()).await.expect("a retry");
    assert_eq!(run(house, &again).await.requested_by, other.user_id);
    Hand::new(house).work_off(house, |_| "made".into()).await;
    let (_, made) = runs::view(&house.control, &house.owner, &again).await.expect("the run");
    let picture = made[0].asset_id.clone().expect("a picture");
    let approve = |by: Actor| {
        let picture = Selection::These(vec![(picture.clone(), None)]);
        async move { generated_assets::change(&house.control, &by, &picture, &LifeChange::Decide(Decision::Approve), house.now()).await }
    };
    assert_eq!(code(approve(house.owner.clone()).await), "four-eyes");
    assert_eq!(approve(other).await.expect("an approval").changed.len(), 1, "who pressed the button did not ask for the picture");
});

on_both!(a_flow_that_generates_is_not_generated_by_a_retry_as_well, |house| {
    let (flow, jobs) = failed_flow(house).await;
    runs::generate(&house.control, &house.owner, &flow, runs::Admit::default(), house.now()).await.expect("a generation");
    assert_eq!(code(runs::retry_job(&house.control, &house.owner, &jobs[0], house.now()).await), "generating");
});

on_both!(a_retry_and_a_generation_at_once_are_one_open_run, |house| {
    let (flow, jobs) = failed_flow(house).await;
    let generate = runs::generate(&house.control, &house.owner, &flow, runs::Admit::default(), house.now());
    let (one, other) = tokio::join!(generate, runs::retry_job(&house.control, &house.owner, &jobs[0], house.now()));
    let lost = match (one, other) {
        (Ok(_), Err(lost)) | (Err(lost), Ok(_)) => lost,
        both => panic!("one of two wins: {both:?}"),
    };
    assert_eq!(lost.code(), "generating");
});

on_both!(a_deleted_flow_is_not_generated_by_a_retry, |house| {
    let (flow, jobs) = failed_flow(house).await;
    generation_flows::delete(&house.control, &house.owner, &flow, house.now()).await.expect("a deletion");
    assert_eq!(code(runs::retry_job(&house.control, &house.owner, &jobs[0], house.now()).await), "not-found");
});

on_both!(what_needs_two_failed_jobs_waits_for_both_to_be_tried_again, |house| {
    // The last node keeps the run open.
    let admission = admitted(house, &plan(Flip::Each, vec![node(&[]), node(&[]), node(&[0, 1]), node(&[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    for job in hand.claim(2, house.now()).await {
        hand.end(&job, JobState::Failed, "", house.now()).await.expect("the lease is held");
    }
    runs::retry_job(&house.control, &house.owner, &admission.jobs[0].id, house.now()).await.expect("a retry");
    assert_eq!(states(house, &admission).await[..3], [JobState::Ready, JobState::Failed, JobState::Skipped]);
    hand.work_off(house, |_| String::new()).await;
    assert_eq!(run(house, &admission.run.id).await.outcome, Some(RunOutcome::Partly), "one of the two stays failed, and the run ends");
});

on_both!(what_was_left_as_it_was_counts_as_made_for_what_is_tried_again, |house| {
    let hand = Hand::new(house);
    let graph = || plan(Flip::Each, vec![slot_node("base", &[]), slot_node("same", &[0]), node(&[]), node(&[1, 2]), node(&[])]);
    admitted(house, &graph()).await;
    hand.work_off(house, |_| "same".into()).await;

    let again = admitted(house, &graph()).await;
    house.clock.advance(Duration::seconds(1));
    let claimed = hand.claim(3, house.now()).await;
    let job = |at: usize| claimed.iter().find(|job| job.id == again.jobs[at].id).expect("it is claimed");
    hand.end(job(0), JobState::Done, "same", house.now()).await.expect("the lease is held");
    hand.end(job(2), JobState::Failed, "", house.now()).await.expect("the lease is held");
    use JobState::{Done, Failed, Running, Skipped};
    assert_eq!(states(house, &again).await, [Done, Skipped, Failed, Skipped, Running]);
    runs::retry_job(&house.control, &house.owner, &again.jobs[2].id, house.now()).await.expect("a retry");
    hand.work_off(house, |_| "same".into()).await;
    hand.end(job(4), JobState::Done, "", house.now()).await.expect("the lease is held");
    assert_eq!(states(house, &again).await, [Done, Skipped, Done, Done, Done]);
    assert_eq!(run(house, &again.run.id).await.outcome, Some(RunOutcome::Done));
});

on_both!(a_failed_picture_that_was_deleted_is_taken_back_by_making_it_after_all, |house| {
    // The second node keeps the run open.
    let admission = admitted(house, &plan(Flip::Each, vec![slot_node("1", &[]), slot_node("2", &[])])).await;
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    let job = hand.claim(1, house.now()).await.remove(0);
    hand.end(&job, JobState::Failed, "", house.now()).await.expect("the lease is held");
    let asset = job.asset_id.expect("an asset");
    let one = Selection::These(vec![(asset.clone(), None)]);
    generated_assets::change(&house.control, &house.owner, &one, &LifeChange::Delete, house.now()).await.expect("a deletion");
    runs::retry_job(&house.control, &house.owner, &admission.jobs[0].id, house.now()).await.expect("a retry");
    hand.work_off(house, |job| job.id.to_string()).await;
    let row =
        visualizer_db::generated_assets::of(house.control.db.read(), &house.client).find(&asset).await.expect("an answer").expect("it");
    assert_eq!((row.status, row.deleted_at), (AssetStatus::Completed, None), "what is made is not put away unseen");
});

on_both!(what_could_be_tried_again_is_told_also_when_something_else_could_not, |house| {
    let (_, jobs) = failed_flow(house).await;
    let (_, broken) = failed_flow(house).await;
    // What this job was to make cannot be read any more.
    let sql = "update generation_run set subject_id = '' where id = (select run_id from generation_job where id = $1)";
    factory::write(&house.control.db, sql, params![broken[0]]).await;
    let asked: Vec<JobId> = jobs.iter().chain(&broken[..1]).cloned().collect();
    let retried = runs::retry_jobs(&house.control, &house.owner, &asked, house.now()).await.expect("an answer");
    assert_eq!((retried.again.len(), retried.refused.len()), (4, 1), "{retried:?}");
    assert_eq!((&retried.refused[0].0, retried.refused[0].1.code()), (&broken[0], "internal"));
});

on_both!(all_failures_of_one_reason_are_tried_again_also_those_that_no_page_lists, |house| {
    for _ in 0..13 {
        failed_flow(house).await;
    }
    let view = queue::view(&house.control, &house.owner, house.now()).await.expect("the queue");
    assert_eq!((view.failed.len(), view.own_failures[0].code.as_str(), view.own_failures[0].jobs), (50, "test", 52));
    let strangers = runs::retry_failures(&house.control, &house.stranger().await, "test", house.now()).await.expect("an answer");
    let others = runs::retry_failures(&house.control, &house.owner, "other", house.now()).await.expect("an answer");
    assert!(strangers.again.is_empty() && others.again.is_empty(), "they have none of these");
    let retried = runs::retry_failures(&house.control, &house.owner, "test", house.now()).await.expect("an answer");
    assert_eq!((retried.again.len(), retried.refused.len()), (52, 0));
    assert!(queue::view(&house.control, &house.owner, house.now()).await.expect("the queue").own_failures.is_empty());
});

/// A flow of four pictures.
async fn flow(house: &House) -> GenerationFlowId {
    let (db, by) = (&house.control.db, &house.owner.user_id);
    let (product, _) = factory::product(db, &house.client, by, "Stoneware mug", house.now()).await;
    factory::flow(db, &house.client, by, &[&product], house.now()).await
}

/// A flow none of whose four pictures could be made, and their jobs.
async fn failed_flow(house: &House) -> (GenerationFlowId, Vec<JobId>) {
    let flow = flow(house).await;
    let run = runs::generate(&house.control, &house.owner, &flow, runs::Admit::default(), house.now()).await.expect("a generation");
    fail_all(house).await;
    let (_, jobs) = runs::view(&house.control, &house.owner, &run).await.expect("the run");
    (flow, jobs.into_iter().map(|job| job.id).collect())
}

async fn fail_all(house: &House) {
    let hand = Hand::new(house);
    house.clock.advance(Duration::seconds(1));
    for job in hand.claim(100, house.now()).await {
        hand.end(&job, JobState::Failed, "", house.now()).await.expect("the lease is held");
    }
}
