//! The pages of flows over a real house: settings with what holds where nothing was chosen, the plan and its admission, runs in each of
//! their states.

use time::Duration;
use visualizer_control::runs::{self, Admit};
use visualizer_control::users;
use visualizer_domain::Role;
use visualizer_domain::ids::GenerationFlowId;
use visualizer_domain::job::JobState;
use visualizer_domain::user::{Locale, Theme};
use visualizer_tests::graph::Hand;
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{House, catalogue, factory, on_both};

/// A flow that could generate.
async fn flow(house: &House) -> GenerationFlowId {
    let (db, by) = (&house.control.db, &house.owner.user_id);
    let (product, _) = factory::product(db, &house.client, by, "Stoneware mug", house.now()).await;
    factory::flow(db, &house.client, by, &[&product], house.now()).await
}

/// A run of two pictures, as its owner asked for it.
async fn generating(house: &House) -> GenerationFlowId {
    let id = flow(house).await;
    let owner = Visitor::owner(house).await;
    owner.post(&format!("/generation-flows/{id}/settings"), &[("version", "1"), ("variants", "2")]).await;
    runs::generate(&house.control, &house.owner, &id, Admit::default(), house.now()).await.expect("a run");
    // The jobs of a run are due one after the other.
    house.clock.advance(Duration::seconds(1));
    id
}

#[actix_web::test]
async fn a_flow_says_what_holds_where_nothing_was_chosen_and_who_says_so() {
    let (house, database) = House::on_sqlite().await;
    let id = flow(&house).await;
    let page = Visitor::owner(&house).await.get(&format!("/generation-flows/{id}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.must_say(&[
        "Auto: Studio Soft Light",
        "from the style",
        "Nothing made yet in this flow",
        "Generate 4",
        "1,024 × 1,024",
        "Stoneware mug",
    ]);
    users::set_preferences(&house.control, &house.owner, Locale::Ja, Theme::System, house.now()).await.expect("a language");
    let japanese = Visitor::owner(&house).await.get(&format!("/generation-flows/{id}")).await;
    japanese.must_say(&["自動：スタジオソフトライト", "4枚を生成"]);
    database.remove().await;
}

#[actix_web::test]
async fn what_is_chosen_stands_in_the_prompt_after_saving() {
    let (house, database) = House::on_sqlite().await;
    let (id, owner) = (flow(&house).await, Visitor::owner(&house).await);
    let address = format!("/generation-flows/{id}");
    let chosen = [("version", "1"), ("scene", "Kitchen"), ("lighting", "own"), ("lighting_own", "one candle"), ("variants", "2")];
    let saved = owner.post(&format!("{address}/settings"), &chosen).await;
    assert_eq!((saved.status, saved.location()), (303, address.as_str()), "{}", saved.body);
    let page = owner.get(&address).await;
    page.must_say(&["Set in a kitchen with a worktop.", "Lit by one candle.", "Generate 2", "instead of Studio Set"]);
    let refused =
        owner.post(&format!("{address}/settings"), &[("version", "2"), ("scene", "Moon"), ("seed", "-3"), ("prompt", "My words")]).await;
    assert_eq!(refused.status, 422);
    refused.must_say(&["“Moon” is not one of the choices.", "My words"]);
    database.remove().await;
}

#[actix_web::test]
async fn the_second_of_two_tabs_is_told_what_changed_and_keeps_what_was_typed() {
    let (house, database) = House::on_sqlite().await;
    let (id, owner) = (flow(&house).await, Visitor::owner(&house).await);
    let address = format!("/generation-flows/{id}/settings");
    assert_eq!(owner.post(&address, &[("version", "1"), ("scene", "Kitchen")]).await.status, 303);
    let second = owner.post(&address, &[("version", "1"), ("scene", "Garden"), ("prompt", "At noon")]).await;
    assert_eq!(second.status, 409);
    second.must_say(&["<dd>Kitchen</dd>", "value=\"Garden\" selected", "At noon"]);
    // Sending the page that came back is a choice to overwrite.
    let again = owner.post(&address, &[("version", &second.hidden("version")), ("scene", "Garden"), ("prompt", "At noon")]).await;
    assert_eq!(again.status, 303, "{}", again.body);
    database.remove().await;
}

#[actix_web::test]
async fn a_plan_asked_for_from_an_older_page_says_that_the_flow_changed_and_how_it_looks_now() {
    let (house, database) = House::on_sqlite().await;
    let (id, owner) = (flow(&house).await, Visitor::owner(&house).await);
    let address = format!("/generation-flows/{id}");
    assert_eq!(owner.post(&format!("{address}/settings"), &[("version", "1"), ("scene", "Kitchen")]).await.status, 303);
    let late = owner.get(&format!("{address}/generate?seen=1")).await;
    late.must_say(&["Something changed since you looked", "Kitchen, Modern, 1:1, 1k"]);
    assert!(!owner.get(&format!("{address}/generate?seen=2")).await.says("Something changed since you looked"));
    database.remove().await;
}

on_both!(the_plan_is_confirmed_once_however_often_it_is_sent, |house| {
    let (id, owner) = (flow(house).await, Visitor::owner(house).await);
    let address = format!("/generation-flows/{id}/generate");
    let plan = owner.get(&address).await;
    // What keeps it from beginning is said before.
    plan.must_say(&["Generate 4 pictures", "about 10 s", "No worker is running"]);
    let (hash, key) = (plan.hidden("plan"), plan.hidden("idempotency_key"));
    for _ in 0..2 {
        let sent = owner.post(&address, &[("plan", &hash), ("idempotency_key", &key)]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    assert_eq!(runs::open(&house.control, &house.owner).await.expect("runs").len(), 1);
});

#[actix_web::test]
async fn a_plan_that_is_no_longer_true_comes_back_as_it_is_now() {
    let (house, database) = House::on_sqlite().await;
    let (id, owner) = (flow(&house).await, Visitor::owner(&house).await);
    let address = format!("/generation-flows/{id}");
    let plan = owner.get(&format!("{address}/generate")).await.hidden("plan");
    owner.post(&format!("{address}/settings"), &[("version", "1"), ("variants", "8")]).await;
    let told = owner.post(&format!("{address}/generate"), &[("plan", &plan)]).await;
    assert_eq!(told.status, 409);
    told.must_say(&["Something changed since you looked", "Generate 8 pictures"]);
    assert_ne!(told.hidden("plan"), plan);
    assert!(runs::open(&house.control, &house.owner).await.expect("runs").is_empty());
    database.remove().await;
}

#[actix_web::test]
async fn while_pictures_are_made_the_page_follows_them_and_its_settings_are_locked() {
    let (house, database) = House::on_sqlite().await;
    let (id, owner) = (generating(&house).await, Visitor::owner(&house).await);
    let page = owner.get(&format!("/generation-flows/{id}")).await;
    page.must_say(&[
        &format!("data-events=\"/generation-flows/{id}/events\""),
        "<noscript><meta http-equiv=\"refresh\"",
        "Locked while pictures are made",
        "2 waiting",
        "No worker is running",
        ">Stop<",
    ]);
    let plan = owner.get(&format!("/generation-flows/{id}/generate")).await;
    plan.must_say(&["Pictures are being made"]);
    let stopped = owner.post(&format!("/generation-flows/{id}/stop"), &[("run", &page.hidden("run"))]).await;
    assert_eq!(stopped.status, 303, "{}", stopped.body);
    let after = owner.get(&format!("/generation-flows/{id}")).await;
    after.must_say(&["Stopped: 0 made, 2 not", "Make the 2 missing"]);
    assert!(!after.says("data-events"), "{}", after.body);
    let again = owner.post(&format!("/generation-flows/{id}/retry"), &[("run", &page.hidden("run"))]).await;
    assert_eq!(again.status, 303, "{}", again.body);
    let after = owner.get(&format!("/generation-flows/{id}")).await;
    after.must_say(&["2 waiting"]);
    assert!(!after.says("Make the 2 missing"), "{}", after.body);
    database.remove().await;
}

#[actix_web::test]
async fn the_queue_asks_before_it_stops_more_than_one_picture() {
    let (house, database) = House::on_sqlite().await;
    let (id, owner) = (generating(&house).await, Visitor::owner(&house).await);
    owner.get("/queue").await.must_say(&["name=\"ask\"", "Stop the whole run"]);
    let [run] = &runs::open(&house.control, &house.owner).await.expect("runs")[..] else { panic!("one run is under way") };
    let asked = owner.post("/queue/stop", &[("ask", run.id.as_str())]).await;
    asked.must_say(&["Stop 2 pictures", "stopped together"]);
    owner.get(&format!("/generation-flows/{id}")).await.must_say(&["2 waiting"]);
    assert_eq!(owner.post("/queue/stop", &[("run", run.id.as_str())]).await.status, 303);
    owner.get(&format!("/generation-flows/{id}")).await.must_say(&["Stopped: 0 made, 2 not"]);
    database.remove().await;
}

on_both!(a_run_says_with_which_settings_it_was_made_also_after_they_changed, |house| {
    let (id, owner) = (flow(house).await, Visitor::owner(house).await);
    let address = format!("/generation-flows/{id}");
    owner.post(&format!("{address}/settings"), &[("version", "1"), ("scene", "Kitchen"), ("aspect_ratio", "4:3")]).await;
    runs::generate(&house.control, &house.owner, &id, Admit::default(), house.now()).await.expect("a run");
    owner.get(&address).await.must_say(&["Kitchen, Modern, 4:3, 1k"]);
    let run = runs::open(&house.control, &house.owner).await.expect("runs").remove(0).id;
    runs::cancel(&house.control, &house.owner, &run, house.now()).await.expect("a stop");
    let settings = owner.post(&format!("{address}/settings"), &[("version", "2"), ("scene", "Garden")]).await;
    assert_eq!(settings.status, 303, "{}", settings.body);
    owner.get(&address).await.must_say(&["Kitchen, Modern, 4:3, 1k"]);
});

on_both!(a_failed_picture_says_why_beside_the_finished_ones_and_is_tried_again, |house| {
    let (id, owner) = (generating(house).await, Visitor::owner(house).await);
    let hand = Hand::new(house);
    let jobs = hand.claim(2, house.now()).await;
    hand.end(&jobs[0], JobState::Done, "one", house.now()).await.expect("held");
    hand.end(&jobs[1], JobState::Failed, "", house.now()).await.expect("held");
    let page = owner.get(&format!("/generation-flows/{id}")).await;
    page.must_say(&["1 of 2 made, 1 failed", "It could not be made. Try again.", "form=\"retry\"", "Approve"]);
    let again = owner.post(&format!("/generation-flows/{id}/retry"), &[("job", jobs[1].id.as_str())]).await;
    assert_eq!(again.status, 303, "{}", again.body);
    let page = owner.get(&format!("/generation-flows/{id}")).await;
    page.must_say(&["1 waiting", "data-events"]);
});

#[actix_web::test]
async fn a_run_that_made_nothing_says_so() {
    let (house, database) = House::on_sqlite().await;
    let (id, hand) = (generating(&house).await, Hand::new(&house));
    for job in hand.claim(2, house.now()).await {
        hand.end(&job, JobState::Failed, "", house.now()).await.expect("held");
    }
    let page = Visitor::owner(&house).await.get(&format!("/generation-flows/{id}")).await;
    page.must_say(&["None of the 2 could be made", "Your settings are kept"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_product_without_a_usable_picture_is_said_with_the_way_to_it() {
    let (house, database) = House::on_sqlite().await;
    let (product, owner) = (catalogue::product(&house, "Vase").await, Visitor::owner(&house).await);
    let id = catalogue::flow(&house, None, std::slice::from_ref(&product)).await;
    let page = owner.get(&format!("/generation-flows/{id}")).await;
    page.must_say(&["Vase has no picture yet.", &format!("href=\"/products/{product}\"")]);
    assert!(!page.says("value=\"generate\""), "there is nothing to press");
    let image = catalogue::upload(&house, &product, 1).await;
    catalogue::refused(&house, &image).await;
    owner.get(&format!("/generation-flows/{id}")).await.must_say(&["Picture was refused"]);
    database.remove().await;
}

#[actix_web::test]
async fn who_may_only_look_sees_everything_and_can_press_nothing() {
    let (house, database) = House::on_sqlite().await;
    let viewer = Visitor::of(&house, &house.member("Viewer", Role::Viewer).await).await;
    let address = format!("/generation-flows/{}", flow(&house).await);
    let page = viewer.get(&address).await;
    page.must_say(&["You can look, not change", "Stoneware mug"]);
    assert!(!page.says("name=\"then\""), "{}", page.body);
    for what in ["settings", "generate", "delete"] {
        assert_eq!(viewer.post(&format!("{address}/{what}"), &[("version", "1")]).await.status, 403, "{what}");
    }
    database.remove().await;
}

#[actix_web::test]
async fn a_flow_of_another_client_is_not_there() {
    let (house, database) = House::on_sqlite().await;
    let stranger = Visitor::of(&house, &house.stranger().await).await;
    let address = format!("/generation-flows/{}", flow(&house).await);
    assert_eq!(stranger.get(&address).await.status, 404);
    for what in ["settings", "generate", "delete"] {
        assert_eq!(stranger.post(&format!("{address}/{what}"), &[("version", "1")]).await.status, 404, "{what}");
    }
    database.remove().await;
}

on_both!(a_stopped_run_can_be_finished_also_after_a_later_one, |house| {
    let (id, owner) = (generating(house).await, Visitor::owner(house).await);
    let page = owner.get(&format!("/generation-flows/{id}")).await;
    owner.post(&format!("/generation-flows/{id}/stop"), &[("run", &page.hidden("run"))]).await;
    house.clock.advance(time::Duration::seconds(1));
    runs::generate(&house.control, &house.owner, &id, Default::default(), house.now()).await.expect("another run");
    house.clock.advance(time::Duration::seconds(1));
    let hand = Hand::new(house);
    for job in hand.claim(9, house.now()).await {
        hand.end(&job, JobState::Done, job.id.as_str(), house.now()).await.expect("held");
    }
    owner.get(&format!("/generation-flows/{id}")).await.must_say(&["Stopped: 0 made, 2 not", "Make the 2 missing"]);
});
