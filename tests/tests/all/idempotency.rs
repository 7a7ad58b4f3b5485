//! Requests with a key: done once, whatever is repeated and when.

use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::test::TestRequest;
use time::Duration;
use visualizer_admin::request::idempotency::IdempotencyKey;
use visualizer_admin::request::once::{Made, once};
use visualizer_control::idempotency::{self, HELD_FOR, KEPT_FOR, Keyed, Taken};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Problem, Role};
use visualizer_tests::{House, on_both};

fn keyed<'a>(key: &'a str, request_hash: &'a str) -> Keyed<'a> {
    Keyed { route: "POST /api/products", key, request_hash }
}

async fn take(house: &House, actor: &Actor, key: &str, hash: &str) -> Outcome<Taken> {
    idempotency::take(&house.control, actor, keyed(key, hash), house.now()).await
}

fn code(outcome: Outcome<Taken>) -> &'static str {
    match outcome.expect_err("a refusal") {
        Problem::Invalid { fields } => fields[0].code,
        problem => problem.code(),
    }
}

on_both!(a_repeated_request_gets_the_answer_of_the_first, |house| {
    let Ok(Taken::First(ticket)) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is the first") };
    assert_eq!(code(take(house, &house.owner, "k-1", "aa").await), "key-in-use", "while the first is on its way");
    ticket.answer(&house.control, 201, r#"{"id":"x"}"#).await.expect("kept");
    let Ok(Taken::Again { status, response }) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is a repetition") };
    assert_eq!((status, response.as_str()), (201, r#"{"id":"x"}"#));
});

on_both!(a_key_is_not_used_for_two_requests, |house| {
    let Ok(Taken::First(ticket)) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is the first") };
    ticket.answer(&house.control, 201, "{}").await.expect("kept");
    assert_eq!(code(take(house, &house.owner, "k-1", "bb").await), "other-request");
});

on_both!(a_key_of_one_person_or_route_says_nothing_about_anothers, |house| {
    let other = house.member("Other", Role::Editor).await;
    assert!(matches!(take(house, &house.owner, "k-1", "aa").await, Ok(Taken::First(_))));
    assert!(matches!(take(house, &other, "k-1", "aa").await, Ok(Taken::First(_))));
    let elsewhere = Keyed { route: "POST /api/sessions", ..keyed("k-1", "aa") };
    assert!(matches!(idempotency::take(&house.control, &house.owner, elsewhere, house.now()).await, Ok(Taken::First(_))));
});

on_both!(a_key_of_one_client_is_another_request_in_another, |house| {
    let there = Actor { standing: house.stranger().await.standing, ..house.owner.clone() };
    let Ok(Taken::First(here)) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is the first here") };
    let Ok(Taken::First(_)) = take(house, &there, "k-1", "aa").await else { panic!("it is the first there") };
    let Ok(Taken::First(_)) = take(house, &there.in_no_client(), "k-1", "aa").await else { panic!("it is the first of no client") };
    here.answer(&house.control, 201, "{}").await.expect("kept");
    assert!(matches!(take(house, &house.owner, "k-1", "aa").await, Ok(Taken::Again { .. })));
    assert_eq!(code(take(house, &there, "k-1", "aa").await), "key-in-use", "whatever became of the other");
});

on_both!(a_request_without_effect_gives_its_key_back, |house| {
    let Ok(Taken::First(ticket)) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is the first") };
    ticket.give_back(&house.control).await.expect("given back");
    assert!(matches!(take(house, &house.owner, "k-1", "bb").await, Ok(Taken::First(_))));
});

on_both!(of_two_requests_at_once_one_is_the_first, |house| {
    let (one, other) = tokio::join!(take(house, &house.owner, "k-1", "aa"), take(house, &house.owner, "k-1", "aa"));
    let firsts = [&one, &other].into_iter().filter(|taken| matches!(taken, Ok(Taken::First(_)))).count();
    assert_eq!(firsts, 1, "{one:?} {other:?}");
});

on_both!(a_key_is_forgotten_after_a_day, |house| {
    let Ok(Taken::First(ticket)) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is the first") };
    ticket.answer(&house.control, 201, "{}").await.expect("kept");
    house.clock.advance(KEPT_FOR);
    assert!(matches!(take(house, &house.owner, "k-1", "aa").await, Ok(Taken::Again { .. })));
    house.clock.advance(Duration::microseconds(1));
    assert!(matches!(take(house, &house.owner, "k-1", "aa").await, Ok(Taken::First(_))));
});

on_both!(a_key_whose_request_died_is_free_again_after_a_while, |house| {
    let Ok(Taken::First(died)) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is the first") };
    house.clock.advance(HELD_FOR);
    assert_eq!(code(take(house, &house.owner, "k-1", "aa").await), "key-in-use", "it may be slow");
    house.clock.advance(Duration::microseconds(1));
    let Ok(Taken::First(second)) = take(house, &house.owner, "k-1", "aa").await else { panic!("it is the first again") };
    second.answer(&house.control, 201, "{}").await.expect("kept");
    died.give_back(&house.control).await.expect("an answer");
    assert!(matches!(take(house, &house.owner, "k-1", "aa").await, Ok(Taken::Again { .. })), "what is answered is kept");
});

on_both!(what_was_made_and_could_not_be_told_about_is_told_about_and_not_made_again, |house| {
    let made = AtomicU32::new(0);
    let ask = async |can_tell: bool| {
        let (request, key) = (TestRequest::post().uri("/api/things").to_http_request(), IdempotencyKey(Some("k-1".into())));
        let make = async || Ok(made.fetch_add(1, Ordering::SeqCst));
        let tell = async |n: &u32| match can_tell {
            true => Made::new(format!("/api/things/{n}"), 1, n),
            false => Err(Problem::Unavailable { part: "the database", source: None }.into()),
        };
        once(&house.control, &house.owner, &request, &key, (&"a thing", house.now()), make, tell).await
    };
    assert!(ask(false).await.is_err());
    let told = ask(true).await.expect("the thing");
    assert_eq!((told.location.as_str(), made.load(Ordering::SeqCst)), ("/api/things/0", 1));
});

on_both!(what_cannot_be_a_key_is_refused, |house| {
    for bad in ["", "a b", "schlüssel", &"x".repeat(256)] {
        assert_eq!(code(take(house, &house.owner, bad, "aa").await), "not-a-key", "{bad:?}");
    }
});
