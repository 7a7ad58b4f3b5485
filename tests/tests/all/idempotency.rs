//! Requests with a key: done once, whatever is repeated and when.

use time::Duration;
use visualizer_control::idempotency::{self, KEPT_FOR, Keyed, Taken};
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

on_both!(what_cannot_be_a_key_is_refused, |house| {
    for bad in ["", "a b", "schlüssel", &"x".repeat(256)] {
        assert_eq!(code(take(house, &house.owner, bad, "aa").await), "not-a-key", "{bad:?}");
    }
});
