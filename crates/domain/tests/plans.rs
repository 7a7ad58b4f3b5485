//! Plans, admissions and the fold of a run, over random graphs.

use proptest::collection::vec;
use proptest::prelude::*;
use time::macros::datetime;
use visualizer_domain::admission::{Admission, Request, admit};
use visualizer_domain::ids::{ClientId, UserId};
use visualizer_domain::job::{JobKind, JobState};
use visualizer_domain::plan::{Node, Plan, PlanProblem, Subject};
use visualizer_domain::run::{Flip, RunCounts, RunKind, RunOutcome};

fn node(needs: Vec<usize>) -> Node {
    Node { kind: JobKind::ImageCheck, reason: "first".into(), input: serde_json::json!({}), asset: None, needs, estimate_ms: 1 }
}

fn plan(nodes: Vec<Node>) -> Plan {
    Plan { kind: RunKind::Flow, subject: Subject { kind: "generation_flow".into(), id: "f".into() }, flip: Flip::Each, nodes }
}

fn admitted(plan: &Plan) -> Admission {
    let request = Request {
        client_id: ClientId::parse("client").expect("an id"),
        requested_by: UserId::parse("user").expect("an id"),
        idempotency_key: None,
    };
    admit(plan, request, datetime!(2026-11-21 8:00 UTC)).expect("a sound plan")
}

/// A graph that can be done: each node needs some of those before it, and then the places are shuffled.
fn sound() -> impl Strategy<Value = Plan> {
    (1usize..40)
        .prop_flat_map(|n| (vec(vec(any::<prop::sample::Index>(), 0..4), n), Just((0..n).collect::<Vec<usize>>()).prop_shuffle()))
        .prop_map(|(picks, place)| {
            let mut nodes = vec![node(Vec::new()); place.len()];
            for (i, picks) in picks.iter().enumerate() {
                let mut needs: Vec<usize> = if i == 0 { Vec::new() } else { picks.iter().map(|p| place[p.index(i)]).collect() };
                needs.sort_unstable();
                needs.dedup();
                nodes[place[i]] = node(needs);
            }
            plan(nodes)
        })
}

/// What the queue does with a run, in memory: ends ready jobs in the given order and way until nothing is ready.
fn carried_out(admission: &Admission, fails: &[bool]) -> Vec<JobState> {
    let at = |id| admission.jobs.iter().position(|job| &job.id == id).expect("a need is a job of the run");
    let mut states: Vec<JobState> = admission.jobs.iter().map(|job| job.state).collect();
    for step in 0.. {
        let Some(i) = (0..states.len())
            .filter(|i| states[*i] == JobState::Ready)
            .nth(step % 3 % states.len().max(1))
            .or_else(|| states.iter().position(|s| *s == JobState::Ready))
        else {
            break;
        };
        for need in &admission.jobs[i].needs {
            assert_eq!(states[at(need)], JobState::Done, "nothing starts before what it needs is done");
        }
        states[i] = if fails[i % fails.len()] { JobState::Failed } else { JobState::Done };
        loop {
            let before = states.clone();
            for (k, job) in admission.jobs.iter().enumerate().filter(|(k, _)| before[*k] == JobState::Waiting) {
                let needs: Vec<JobState> = job.needs.iter().map(|need| before[at(need)]).collect();
                if needs.iter().all(|s| *s == JobState::Done) {
                    states[k] = JobState::Ready;
                } else if needs.iter().any(|s| matches!(s, JobState::Failed | JobState::Skipped)) {
                    states[k] = JobState::Skipped;
                }
            }
            if states == before {
                break;
            }
        }
    }
    states
}

proptest! {
    #[test]
    fn a_sound_plan_has_an_order_in_which_every_need_comes_first(plan in sound()) {
        prop_assert_eq!(plan.check(), Ok(()));
        let order = plan.order();
        let place = |node: usize| order.iter().position(|n| *n == node).expect("every node is in the order");
        for (i, node) in plan.nodes.iter().enumerate() {
            for need in &node.needs {
                prop_assert!(place(*need) < place(i));
            }
        }
    }

    #[test]
    fn a_circle_is_always_found(plan in sound(), start in any::<prop::sample::Index>()) {
        // Let what a node needs need the node: a circle, unless the node needs nothing.
        let mut plan = plan;
        let i = start.index(plan.nodes.len());
        let Some(need) = plan.nodes[i].needs.first().copied() else { return Ok(()) };
        plan.nodes[need].needs.push(i);
        prop_assert!(matches!(plan.check(), Err(PlanProblem::Circle(_))));
    }

    #[test]
    fn an_admission_says_of_every_node_what_the_plan_says(plan in sound()) {
        let admission = admitted(&plan);
        prop_assert_eq!(admission.jobs.len(), plan.nodes.len());
        prop_assert_eq!(&admission.run.plan_hash, &plan.hash());
        let ids: std::collections::HashSet<_> = admission.jobs.iter().map(|job| &job.id).collect();
        prop_assert_eq!(ids.len(), plan.nodes.len());
        for (job, node) in admission.jobs.iter().zip(&plan.nodes) {
            prop_assert_eq!(job.state == JobState::Ready, node.needs.is_empty());
            let needs: Vec<_> = node.needs.iter().map(|n| admission.jobs[*n].id.clone()).collect();
            prop_assert_eq!(&job.needs, &needs);
        }
    }

    #[test]
    fn every_run_ends_and_its_outcome_is_the_fold_of_its_jobs(plan in sound(), fails in vec(prop::bool::weighted(0.2), 1..40)) {
        let states = carried_out(&admitted(&plan), &fails);
        prop_assert!(states.iter().all(|s| s.has_ended()), "{:?}", states);
        let failed = states.contains(&JobState::Failed);
        let done = states.contains(&JobState::Done);
        let wanted = match (failed, done) {
            (false, _) => RunOutcome::Done,
            (true, true) => RunOutcome::Partly,
            (true, false) => RunOutcome::Failed,
        };
        prop_assert_eq!(RunCounts::of(states.iter().copied()).outcome(), Some(wanted));
    }

    #[test]
    fn the_hash_of_a_plan_changes_with_any_need(plan in sound(), at in any::<prop::sample::Index>()) {
        let mut other = plan.clone();
        let i = at.index(other.nodes.len());
        other.nodes[i].estimate_ms += 1;
        prop_assert_ne!(plan.hash(), other.hash());
        prop_assert_eq!(plan.hash(), plan.clone().hash());
    }
}

#[test]
fn a_plan_that_needs_nothing_known_or_itself_or_twice_is_refused() {
    for (needs, need) in [(vec![7], 7), (vec![0], 0), (vec![1, 1], 1)] {
        let unsound = plan(vec![node(needs), node(vec![])]);
        assert_eq!(unsound.check(), Err(PlanProblem::Need { node: 0, need }));
    }
    assert_eq!(plan(Vec::new()).check(), Err(PlanProblem::Empty));
    assert_eq!(plan(vec![node(vec![]); 10_001]).check(), Err(PlanProblem::TooMany(10_001)));
}
