//! What is being made and what was not made, as a list beside the gallery.

use visualizer_control::runs::{self, Admit};
use visualizer_domain::job::JobState;
use visualizer_tests::graph::Hand;
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{factory, on_both};

const MAKING: &str = "/generated-assets/unfinished?state=making";
const FAILED: &str = "/generated-assets/unfinished?state=failed";

on_both!(what_is_not_there_is_found_beside_the_gallery_until_it_is_made_or_tried_again, |house| {
    let (db, by) = (&house.control.db, &house.owner.user_id);
    let (product, _) = factory::product(db, &house.client, by, "Stoneware mug", house.now()).await;
    let flow = factory::flow(db, &house.client, by, &[&product], house.now()).await;
    let owner = Visitor::owner(house).await;
    runs::generate(&house.control, &house.owner, &flow, Admit::default(), house.now()).await.expect("a run");
    // The jobs of a run are due one after the other.
    house.clock.advance(time::Duration::seconds(1));
    let frames = |body: &str| body.matches("<article class=\"frame").count();

    let making = owner.get(MAKING).await;
    assert_eq!((making.status, frames(&making.body)), (200, 4), "{}", making.body);
    owner.get("/generated-assets").await.must_say(&["Being made", "Not made"]);
    assert_eq!(frames(&owner.get(&format!("{MAKING}&product={product}&flow={flow}")).await.body), 4);
    assert_eq!(frames(&owner.get(&format!("{MAKING}&product=another")).await.body), 0);
    let api = format!("/api{MAKING}&flow={flow}&limit=3");
    let listed: serde_json::Value = serde_json::from_str(&owner.get(&api).await.body).expect("JSON");
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(3), "{listed}");
    assert_eq!(listed["items"][0]["state"], "ready");
    let next = listed["next"].as_str().expect("there is a fourth");
    let rest: serde_json::Value = serde_json::from_str(&owner.get(&format!("{api}&after={next}")).await.body).expect("JSON");
    assert_eq!(rest["items"].as_array().map(Vec::len), Some(1), "{rest}");
    assert_eq!(owner.get("/api/generated-assets/unfinished").await.status, 400, "which of them must be said");
    assert_eq!(owner.get("/generated-assets/unfinished?state=perhaps").await.status, 400);

    let hand = Hand::new(house);
    let jobs = hand.claim(4, house.now()).await;
    hand.end(&jobs[0], JobState::Done, "one", house.now()).await.expect("held");
    for job in &jobs[1..] {
        hand.end(job, JobState::Failed, "", house.now()).await.expect("held");
    }
    owner.get(MAKING).await.must_say(&["Nothing is being made"]);
    let failed = owner.get(FAILED).await;
    failed.must_say(&["It could not be made", "form=\"retry\""]);
    assert_eq!(frames(&failed.body), 3, "{}", failed.body);
    failed.must_say(&["Try all 3 again", &format!("form=\"retry-all\" name=\"job\" value=\"{}\"", jobs[1].id)]);

    assert_eq!(owner.post("/queue/retry", &[("job", jobs[1].id.as_str())]).await.status, 303);
    assert_eq!((frames(&owner.get(MAKING).await.body), frames(&owner.get(FAILED).await.body)), (1, 2), "tried again in a run of its own");
});

on_both!(what_somebody_stopped_looks_stopped_and_can_be_made_after_all, |house| {
    let (db, by) = (&house.control.db, &house.owner.user_id);
    let (product, _) = factory::product(db, &house.client, by, "Stoneware mug", house.now()).await;
    let flow = factory::flow(db, &house.client, by, &[&product], house.now()).await;
    let owner = Visitor::owner(house).await;
    let run = runs::generate(&house.control, &house.owner, &flow, Admit::default(), house.now()).await.expect("a run");
    runs::cancel(&house.control, &house.owner, &run, house.now()).await.expect("it is open");
    let stopped = owner.get(FAILED).await;
    stopped.must_say(&["Stopped", "#ban", "form=\"retry\"", "Try all 4 again"]);
    assert!(!stopped.says("#clock"), "nothing waits: {}", stopped.body);
});
