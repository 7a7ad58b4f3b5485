//! Random graphs through the real queue, with several workers of which some fail, die or come back too late.

use std::collections::HashSet;
use std::sync::Arc;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use visualizer_db::job_claims::ClaimedJob;
use visualizer_db::{job_ends, leases, retries};
use visualizer_domain::job::{JobState, LEASE, after_crash};
use visualizer_domain::plan::Plan;
use visualizer_domain::run::{Flip, RunCounts};
use visualizer_tests::graph::{Hand, admitted, node, plan, run, states};
use visualizer_tests::{House, on_both};

/// The same random graphs in every run of the test.
fn graphs(n: usize) -> Vec<Plan> {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let needs = proptest::collection::vec(proptest::collection::vec(0usize..1_000, 0..3), 1..14);
    (0..n)
        .map(|_| {
            let picks = needs.new_tree(&mut runner).expect("a graph").current();
            let nodes = picks.iter().enumerate().map(|(i, picks)| {
                let unique: HashSet<usize> = picks.iter().filter(|_| i > 0).map(|pick| pick % i.max(1)).collect();
                node(&unique.into_iter().collect::<Vec<_>>())
            });
            plan(Flip::Each, nodes.collect())
        })
        .collect()
}

/// What becomes of a job: fixed by its id and epoch, so that a retry may fare better.
fn fate(id: &str, epoch: i64) -> u32 {
    let hash = visualizer_domain::canonical::sha256(format!("{id}/{epoch}").as_bytes());
    u32::from_str_radix(&hash[..4], 16).expect("hex") % 100
}

async fn worker(house: Arc<House>, hand: Hand) {
    let mut idle = 0;
    while idle < 40 {
        house.clock.advance(time::Duration::milliseconds(5));
        let jobs = hand.claim(3, house.now()).await;
        idle = if jobs.is_empty() { idle + 1 } else { 0 };
        if jobs.is_empty() {
            house.clock.advance(LEASE);
            sweep(&house).await;
        }
        for job in jobs {
            match fate(job.id.as_str(), job.epoch) {
                // Dies: nobody ends the job, the sweep finds it.
                0..15 => {}
                15..30 => {
                    hand.end(&job, JobState::Failed, "", house.now()).await;
                    // Somebody tries some of them again, if the run is still open.
                    if fate(job.id.as_str(), -job.epoch) < 50 {
                        try_again(&house, &job).await;
                    }
                }
                _ => drop(hand.end(&job, JobState::Done, "", house.now()).await),
            }
        }
    }
}

async fn try_again(house: &House, job: &ClaimedJob) {
    let tx = house.control.db.write().await.expect("a transaction");
    job_ends::lock_runs(tx.conn(), std::slice::from_ref(&job.run_id)).await.expect("a lock");
    retries::in_place(tx.conn(), &job.client_id, &job.id, house.now()).await.expect("an answer");
    tx.commit().await.expect("a commit");
}

async fn sweep(house: &House) {
    let tx = house.control.db.write().await.expect("a transaction");
    for job in leases::expired(tx.conn(), house.now(), None).await.expect("expired leases") {
        // Random deaths are not this test's poison.
        leases::recover(tx.conn(), &job, 1, after_crash(1, house.now()), house.now()).await.expect("a recovery");
    }
    tx.commit().await.expect("a commit");
}

on_both!(every_run_ends_once_as_the_fold_of_its_jobs_and_nothing_starts_early, |house| {
    let mut admissions = Vec::new();
    for plan in graphs(40) {
        admissions.push(admitted(house, &plan).await);
    }
    let shared = Arc::new(House {
        control: house.control.clone(),
        clock: house.clock.clone(),
        url: house.url.clone(),
        client: house.client.clone(),
        owner: house.owner.clone(),
    });
    let workers: Vec<_> = (0..4).map(|_| tokio::spawn(worker(shared.clone(), Hand::new(house)))).collect();
    for worker in workers {
        worker.await.expect("a worker");
    }
    for admission in &admissions {
        let states = states(house, admission).await;
        assert!(states.iter().all(|s| s.has_ended()), "{states:?}");
        let found = run(house, &admission.run.id).await;
        assert_eq!(found.outcome, RunCounts::of(states.iter().copied()).outcome(), "{states:?}");
        assert_eq!(found.counts, RunCounts::of(states.iter().copied()));
        for (i, job) in admission.jobs.iter().enumerate() {
            let mut lost = states[i] != JobState::Skipped;
            for need in &job.needs {
                let at = admission.jobs.iter().position(|other| other.id == *need).expect("a job of the run");
                match states[i] {
                    JobState::Done | JobState::Failed => {
                        assert_eq!(states[at], JobState::Done, "job {i} ran although its need {at} did not succeed")
                    }
                    JobState::Skipped => lost |= states[at] != JobState::Done,
                    other => panic!("job {i} ended {other}"),
                }
            }
            assert!(lost, "job {i} was skipped although everything that it needs was made");
        }
    }
});
