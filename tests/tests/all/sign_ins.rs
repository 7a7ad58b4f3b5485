//! Logins: what opens one, how long it holds, what is stored of it, and which client it works in.

use time::Duration;
use visualizer_control::sign_ins::{self, AGE_MAX, IDLE_MAX, Opened, Origin, SignedIn};
use visualizer_control::users::{self, UserDraft};
use visualizer_db::params;
use visualizer_domain::ids::UserId;
use visualizer_domain::problem::Outcome;
use visualizer_domain::user::Email;
use visualizer_domain::{Problem, Role};
use visualizer_tests::{House, factory, on_both};

const EMAIL: &str = "ada@example.test";
const PASSWORD: &str = "correct horse";

async fn person(house: &House, email: &str, is_platform_admin: bool) -> UserId {
    let draft = UserDraft { email: email.into(), name: "Ada".into(), password: PASSWORD.into(), is_platform_admin };
    users::create_by_operator(&house.control, &draft, house.now()).await.expect("an account")
}

async fn sign_in(house: &House, email: &str, password: &str) -> Outcome<Opened> {
    let origin = Origin { user_agent: Some("Browser/1\n"), peer: Some("192.0.2.7"), request_id: Some("r-1") };
    sign_ins::sign_in(&house.control, email, password, origin, house.now()).await
}

async fn resolve(house: &House, token: &str) -> Option<SignedIn> {
    sign_ins::resolve(&house.control, token, house.now()).await.expect("an answer")
}

async fn stored(house: &House, column: &str) -> String {
    let sql = format!("select {column} as text from sign_in order by created_at limit 1");
    house.control.db.read().one(&sql, Vec::new()).await.expect("a login")
}

on_both!(a_person_is_known_by_their_token_until_they_sign_out, |house| {
    let id = person(house, EMAIL, false).await;
    factory::member(&house.control.db, &house.client, &id, Role::Editor, house.now()).await;
    let login = sign_in(house, " ADA@example.test ", PASSWORD).await.expect("a login");
    let seen = resolve(house, &login.token).await.expect("signed in");
    assert_eq!(seen.actor.user_id, id);
    let place = seen.workplace().expect("a client");
    assert_eq!((place.name.as_str(), place.role, place.four_eyes), ("Test shop", Some(Role::Editor), true));
    sign_ins::sign_out(&house.control, &seen.actor, &seen.id, house.now()).await.expect("signed out");
    assert!(resolve(house, &login.token).await.is_none());
    sign_ins::sign_out(&house.control, &seen.actor, &seen.id, house.now()).await.expect("twice is no problem");
});

on_both!(an_unknown_address_and_a_wrong_password_are_one_refusal, |house| {
    person(house, EMAIL, false).await;
    let long = "x".repeat(100_000);
    for (email, password) in [(EMAIL, "wrong horse"), (EMAIL, ""), (EMAIL, &long), ("bob@example.test", PASSWORD), ("no address", PASSWORD)]
    {
        let Err(Problem::Invalid { fields }) = sign_in(house, email, password).await else { panic!("{email} was let in") };
        assert_eq!((fields.len(), fields[0].field.as_str(), fields[0].code), (1, "password", "sign-in"), "{email}");
    }
});

on_both!(only_the_hash_of_a_token_is_stored, |house| {
    person(house, EMAIL, false).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    assert_eq!(login.token.len(), 64);
    assert_eq!(stored(house, "token_hash").await, visualizer_domain::canonical::sha256(login.token.as_bytes()));
    let sql = "select request_id as text from audit_event where action = 'user.sign-in'";
    let noted: String = house.control.db.read().one(sql, Vec::new()).await.expect("a line");
    assert_eq!(noted, "r-1", "the request that they signed in by");
    assert_eq!(stored(house, "user_agent").await, "Browser/1", "control characters stay out");
    for bad in ["", "zz", &login.token[1..], &"0".repeat(64), &stored(house, "token_hash").await] {
        assert!(resolve(house, bad).await.is_none(), "{bad:?}");
    }
});

on_both!(a_person_who_is_kept_out_neither_stays_in_nor_comes_back, |house| {
    person(house, EMAIL, false).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let email = Email::parse(EMAIL).expect("an address");
    assert!(users::keep_out_by_operator(&house.control, &email, house.now()).await.expect("an answer"));
    assert!(!users::keep_out_by_operator(&house.control, &email, house.now()).await.expect("an answer"), "once is enough");
    assert!(resolve(house, &login.token).await.is_none());
    assert!(sign_in(house, EMAIL, PASSWORD).await.is_err());

    assert!(users::let_in_by_operator(&house.control, &email, house.now()).await.expect("an answer"));
    assert!(resolve(house, &login.token).await.is_none(), "what was ended stays ended");
    sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    assert_eq!(noted(house, "user.keep-out").await, 1);
    assert_eq!(noted(house, "user.let-in").await, 1);
});

on_both!(the_client_that_a_person_enters_is_noted_with_the_one_that_they_left, |house| {
    let id = person(house, EMAIL, true).await;
    factory::member(&house.control.db, &house.client, &id, Role::Owner, house.now()).await;
    let second = factory::client(&house.control.db, "Second shop", house.now()).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let seen = resolve(house, &login.token).await.expect("signed in");
    sign_ins::switch_client(&house.control, &seen.actor, &seen.id, &second, house.now()).await.expect("a change");
    let sql =
        "select (from_state ->> 'client') || ' ' || (to_state ->> 'client') as text from audit_event where action = 'user.enter-client'";
    let noted: String = house.control.db.read().one(sql, Vec::new()).await.expect("a line");
    assert_eq!(noted, format!("{} {second}", house.client));
});

on_both!(a_login_ends_when_it_is_not_used_for_two_weeks, |house| {
    person(house, EMAIL, false).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    house.clock.advance(IDLE_MAX - Duration::seconds(1));
    assert!(resolve(house, &login.token).await.is_some(), "used just in time");
    house.clock.advance(IDLE_MAX - Duration::seconds(1));
    assert!(resolve(house, &login.token).await.is_some(), "and so again");
    house.clock.advance(IDLE_MAX);
    assert!(resolve(house, &login.token).await.is_none());
});

on_both!(a_reader_does_not_wait_for_a_long_writer_and_the_use_of_the_login_is_noted_later, |house| {
    let id = person(house, EMAIL, false).await;
    factory::member(&house.control.db, &house.client, &id, Role::Editor, house.now()).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    house.clock.advance(IDLE_MAX - Duration::seconds(1));
    let writer = house.control.db.write().await.expect("a transaction");
    let began = std::time::Instant::now();
    for _ in 0..3 {
        assert!(resolve(house, &login.token).await.is_some(), "who may read goes on reading");
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(3), "it took {:?}", began.elapsed());
    drop(writer);
    assert!(resolve(house, &login.token).await.is_some(), "used just in time");
    house.clock.advance(Duration::seconds(2));
    assert!(resolve(house, &login.token).await.is_some(), "which was noted");
});

on_both!(a_login_ends_after_ninety_days_however_much_it_is_used, |house| {
    person(house, EMAIL, false).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let mut days = 0;
    while resolve(house, &login.token).await.is_some() {
        house.clock.advance(Duration::days(1));
        days += 1;
        assert!(days < 100, "it never ends");
    }
    assert_eq!(days, AGE_MAX.whole_days());
});

on_both!(the_use_of_a_login_is_noted_once_a_minute, |house| {
    person(house, EMAIL, false).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let seen_at = async || {
        let sql = "select count(*) as n from sign_in where last_seen_at = $1";
        house.control.db.read().one::<i64>(sql, params![house.now()]).await.expect("a count")
    };
    house.clock.advance(Duration::seconds(59));
    resolve(house, &login.token).await.expect("signed in");
    assert_eq!(seen_at().await, 0);
    house.clock.advance(Duration::seconds(1));
    resolve(house, &login.token).await.expect("signed in");
    assert_eq!(seen_at().await, 1);
});

on_both!(signing_out_everywhere_ends_every_login_of_that_person_alone, |house| {
    person(house, EMAIL, false).await;
    person(house, "bob@example.test", false).await;
    let bob = sign_in(house, "bob@example.test", PASSWORD).await.expect("a login");
    let one = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let other = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let actor = resolve(house, &one.token).await.expect("signed in").actor;
    assert_eq!(sign_ins::sign_out_everywhere(&house.control, &actor, house.now()).await.expect("an end"), 2);
    for (login, is_open) in [(&one, false), (&other, false), (&bob, true)] {
        assert_eq!(resolve(house, &login.token).await.is_some(), is_open);
    }
});

on_both!(a_person_changes_only_to_clients_that_they_belong_to, |house| {
    let id = person(house, EMAIL, false).await;
    let second = factory::client(&house.control.db, "Second shop", house.now()).await;
    let foreign = factory::client(&house.control.db, "Foreign shop", house.now()).await;
    for (client, role) in [(&house.client, Role::Owner), (&second, Role::Viewer)] {
        factory::member(&house.control.db, client, &id, role, house.now()).await;
    }
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let seen = resolve(house, &login.token).await.expect("signed in");
    let names: Vec<&str> = seen.workplaces.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["Second shop", "Test shop"]);
    sign_ins::switch_client(&house.control, &seen.actor, &seen.id, &second, house.now()).await.expect("a change");
    let seen = resolve(house, &login.token).await.expect("signed in");
    assert_eq!(seen.actor.standing.as_ref().map(|s| (&s.client_id, s.role)), Some((&second, Role::Viewer)));
    let refused = sign_ins::switch_client(&house.control, &seen.actor, &seen.id, &foreign, house.now()).await;
    assert!(matches!(refused, Err(Problem::NotFound { .. })), "{refused:?}");

    factory::write(&house.control.db, "delete from member where client_id = $1", params![second]).await;
    let seen = resolve(house, &login.token).await.expect("signed in");
    assert_eq!(seen.workplace().map(|place| place.name.as_str()), Some("Test shop"), "out of a client, back to one's own");
});

on_both!(a_platform_admin_works_anywhere_as_owner_and_at_home_by_their_role, |house| {
    let id = person(house, EMAIL, true).await;
    let foreign = factory::client(&house.control.db, "Foreign shop", house.now()).await;
    factory::member(&house.control.db, &house.client, &id, Role::Viewer, house.now()).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let seen = resolve(house, &login.token).await.expect("signed in");
    assert_eq!(seen.actor.standing.as_ref().map(|s| (&s.client_id, s.role)), Some((&house.client, Role::Viewer)), "at home first");
    sign_ins::switch_client(&house.control, &seen.actor, &seen.id, &foreign, house.now()).await.expect("a change");
    let seen = resolve(house, &login.token).await.expect("signed in");
    assert_eq!(seen.actor.standing.as_ref().map(|s| (&s.client_id, s.role)), Some((&foreign, Role::Owner)));
});

on_both!(a_person_of_no_client_is_signed_in_and_stands_nowhere, |house| {
    person(house, EMAIL, false).await;
    let login = sign_in(house, EMAIL, PASSWORD).await.expect("a login");
    let seen = resolve(house, &login.token).await.expect("signed in");
    assert!(seen.actor.standing.is_none() && seen.workplaces.is_empty());
    assert!(seen.actor.require(visualizer_domain::Permission::View).is_err());
});

on_both!(a_login_stays_where_it_began_whatever_clients_are_called_later, |house| {
    let db = &house.control.db;
    let id = person(house, EMAIL, false).await;
    let other = factory::client(db, "Workshop", house.now()).await;
    for client in [&house.client, &other] {
        factory::member(db, client, &id, Role::Owner, house.now()).await;
    }
    let token = sign_in(house, EMAIL, PASSWORD).await.expect("a login").token;
    assert_eq!(works_in(house, &token).await.as_deref(), Some("Test shop"), "the first by name");
    rename(house, "Zebra").await;
    assert_eq!(works_in(house, &token).await.as_deref(), Some("Zebra"));
});

on_both!(a_login_that_began_nowhere_stays_in_the_first_client_it_was_seen_in, |house| {
    let db = &house.control.db;
    let id = person(house, EMAIL, false).await;
    let token = sign_in(house, EMAIL, PASSWORD).await.expect("a login").token;
    assert_eq!(works_in(house, &token).await, None);
    factory::member(db, &house.client, &id, Role::Owner, house.now()).await;
    assert_eq!(works_in(house, &token).await.as_deref(), Some("Test shop"));
    let other = factory::client(db, "Atelier", house.now()).await;
    factory::member(db, &other, &id, Role::Owner, house.now()).await;
    assert_eq!(works_in(house, &token).await.as_deref(), Some("Test shop"));
});

async fn noted(house: &House, action: &str) -> i64 {
    let sql = "select count(*) as n from audit_event where action = $1";
    house.control.db.read().one(sql, params![action]).await.expect("a count")
}

async fn works_in(house: &House, token: &str) -> Option<String> {
    resolve(house, token).await.expect("signed in").workplace().map(|place| place.name.clone())
}

async fn rename(house: &House, name: &str) {
    factory::write(&house.control.db, "update client set name = $2 where id = $1", params![house.client, name]).await;
}
