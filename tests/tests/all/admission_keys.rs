//! Idempotency keys of admissions: one request, one run; another request with the same key is refused.

use visualizer_control::runs::{self, Admit};
use visualizer_domain::collection_session::FlowScope;
use visualizer_domain::ids::{GenerationFlowId, RunId};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Problem, Role};
use visualizer_tests::{House, catalogue, factory, on_both};

fn key() -> Admit {
    Admit { preview: None, idempotency_key: Some("key-1".into()) }
}

async fn generate(house: &House, by: &Actor, flow: &GenerationFlowId) -> Outcome<RunId> {
    runs::generate(&house.control, by, flow, key(), house.now()).await
}

async fn ready_flow(house: &House, name: &str) -> GenerationFlowId {
    let (db, by) = (&house.control.db, &house.owner.user_id);
    let (product, _) = factory::product(db, &house.client, by, name, house.now()).await;
    factory::flow(db, &house.client, by, &[&product], house.now()).await
}

fn is_other_request<T: std::fmt::Debug>(outcome: &Outcome<T>) -> bool {
    matches!(outcome, Err(Problem::Invalid { fields }) if (fields[0].field.as_str(), fields[0].code) == ("idempotency_key", "other-request"))
}

on_both!(a_key_of_one_flow_does_not_stand_for_another, |house| {
    let (mug, lamp) = (ready_flow(house, "Mug").await, ready_flow(house, "Lamp").await);
    let run = generate(house, &house.owner, &mug).await.expect("a run");
    let other = generate(house, &house.owner, &lamp).await;
    assert!(is_other_request(&other), "{other:?}");
    assert_eq!(generate(house, &house.owner, &mug).await.expect("the same"), run);
});

on_both!(a_key_of_one_person_does_not_stand_for_anothers, |house| {
    let mug = ready_flow(house, "Mug").await;
    generate(house, &house.owner, &mug).await.expect("a run");
    let editor = house.member("Editor", Role::Editor).await;
    let other = generate(house, &editor, &mug).await;
    assert!(is_other_request(&other), "{other:?}");
});

on_both!(one_key_for_two_flows_at_once_is_one_run_and_one_refusal, |house| {
    let (mug, lamp) = (ready_flow(house, "Mug").await, ready_flow(house, "Lamp").await);
    let (one, other) = tokio::join!(generate(house, &house.owner, &mug), generate(house, &house.owner, &lamp));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert!(is_other_request(&one) || is_other_request(&other), "{one:?} {other:?}");
});

on_both!(a_key_of_a_flow_does_not_stand_for_its_session, |house| {
    let mug = catalogue::product(house, "Mug").await;
    let image = catalogue::upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let session = catalogue::session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let flow = catalogue::flow(house, Some(&session), std::slice::from_ref(&mug)).await;
    let lone = generate(house, &house.owner, &flow).await.expect("a run");
    let whole = runs::generate_session(&house.control, &house.owner, &session, FlowScope::All, key(), house.now()).await;
    assert!(is_other_request(&whole), "{whole:?}");
    runs::cancel(&house.control, &house.owner, &lone, house.now()).await.expect("a stop");
    let fresh = || Admit { preview: None, idempotency_key: Some("key-2".into()) };
    let first = runs::generate_session(&house.control, &house.owner, &session, FlowScope::All, fresh(), house.now()).await.expect("runs");
    let again =
        runs::generate_session(&house.control, &house.owner, &session, FlowScope::All, fresh(), house.now()).await.expect("the same");
    assert_eq!(first, again);
    let less = runs::generate_session(&house.control, &house.owner, &session, FlowScope::Unmade, fresh(), house.now()).await;
    assert!(is_other_request(&less), "the same key for other flows: {less:?}");
});
