//! What slots show: each by itself or all at once (R6), never an older version over a newer one.

use time::Duration;
use visualizer_domain::job::JobState;
use visualizer_domain::run::{Flip, RunOutcome};
use visualizer_tests::graph::{Hand, admitted, plan, run, shown, slot_node, states};
use visualizer_tests::on_both;

on_both!(a_run_that_flips_together_shows_all_or_nothing, |house| {
    let hand = Hand::new(house);
    admitted(house, &plan(Flip::Each, vec![slot_node("1", &[]), slot_node("2", &[])])).await;
    hand.work_off(house, |job| format!("old {}", job.id)).await;
    let (old1, old2) = (shown(house, "1").await, shown(house, "2").await);

    let failing = admitted(house, &plan(Flip::Together, vec![slot_node("1", &[]), slot_node("2", &[])])).await;
    house.clock.advance(Duration::seconds(1));
    let jobs = hand.claim(2, house.now()).await;
    hand.end(&jobs[0], JobState::Done, "new 1", house.now()).await.expect("the lease is held");
    assert_eq!(shown(house, "1").await, old1, "the old set stands until the new one is whole");
    hand.end(&jobs[1], JobState::Failed, "", house.now()).await.expect("the lease is held");
    assert_eq!((shown(house, "1").await, shown(house, "2").await), (old1.clone(), old2.clone()));
    assert_eq!(run(house, &failing.run.id).await.outcome, Some(RunOutcome::Partly));

    admitted(house, &plan(Flip::Together, vec![slot_node("1", &[]), slot_node("2", &[])])).await;
    hand.work_off(house, |job| format!("newer {}", job.id)).await;
    let (new1, new2) = (shown(house, "1").await, shown(house, "2").await);
    assert!(new1 != old1 && new2 != old2, "both flipped");
    let old = visualizer_db::generated_assets::of(house.control.db.read(), &house.client)
        .find(&old1.expect("it was shown"))
        .await
        .expect("an answer");
    assert!(old.is_some(), "the old version is kept");
});

on_both!(what_comes_out_as_it_was_is_not_made_further, |house| {
    let hand = Hand::new(house);
    let graph = || plan(Flip::Together, vec![slot_node("base", &[]), slot_node("composite", &[0]), slot_node("size", &[1])]);
    admitted(house, &graph()).await;
    hand.work_off(house, |_| "same".into()).await;
    let before = shown(house, "size").await;

    let again = admitted(house, &graph()).await;
    hand.work_off(house, |_| "same".into()).await;
    assert_eq!(states(house, &again).await, [JobState::Done, JobState::Skipped, JobState::Skipped]);
    assert_eq!(run(house, &again.run.id).await.outcome, Some(RunOutcome::Done));
    assert_eq!(shown(house, "size").await, before);
});

on_both!(an_older_version_that_is_finished_later_does_not_take_the_place_of_a_newer_one, |house| {
    let hand = Hand::new(house);
    admitted(house, &plan(Flip::Each, vec![slot_node("1", &[])])).await;
    hand.work_off(house, |_| "first".into()).await;
    admitted(house, &plan(Flip::Each, vec![slot_node("1", &[])])).await;
    house.clock.advance(Duration::seconds(1));
    let slow = hand.claim(1, house.now()).await.remove(0);
    admitted(house, &plan(Flip::Each, vec![slot_node("1", &[])])).await;
    house.clock.advance(Duration::seconds(1));
    let quick = hand.claim(1, house.now()).await.remove(0);
    hand.end(&quick, JobState::Done, "third", house.now()).await.expect("the lease is held");
    hand.end(&slow, JobState::Done, "second", house.now()).await.expect("the lease is held");
    assert_eq!(shown(house, "1").await, quick.asset_id);
    let sql = "select count(*) as n from generated_asset where superseded_at is null";
    let live: i64 = house.control.db.read().one(sql, Vec::new()).await.expect("a count");
    assert_eq!(live, 1, "what came too late is an older version like the first");
});

on_both!(a_large_set_flips_whole, |house| {
    let hand = Hand::new(house);
    let set = || plan(Flip::Together, (0..12).map(|n| slot_node(&n.to_string(), &[])).collect());
    admitted(house, &set()).await;
    hand.work_off(house, |job| format!("old {}", job.id)).await;
    let before: Vec<_> = futures_util::future::join_all((0..12).map(|n| async move { shown(house, &n.to_string()).await })).await;
    admitted(house, &set()).await;
    hand.work_off(house, |job| format!("new {}", job.id)).await;
    for (n, before) in before.into_iter().enumerate() {
        assert_ne!(shown(house, &n.to_string()).await, before, "slot {n}");
    }
});
