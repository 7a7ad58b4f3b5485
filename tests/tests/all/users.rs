//! Accounts: one for an address, a password that only its owner changes, and how a person wants their pages.

use visualizer_control::sign_ins::{self, Opened, Origin};
use visualizer_control::users::{self, UserDraft};
use visualizer_domain::ids::UserId;
use visualizer_domain::problem::Outcome;
use visualizer_domain::user::{Email, Locale, Theme};
use visualizer_domain::{Actor, Problem};
use visualizer_tests::{House, on_both};

const PASSWORD: &str = "correct horse";

fn draft(email: &str) -> UserDraft {
    UserDraft { email: email.into(), name: "Ada".into(), password: PASSWORD.into(), is_platform_admin: false }
}

async fn ada(house: &House) -> (UserId, Actor) {
    let id = users::create_by_operator(&house.control, &draft("ada@example.test"), house.now()).await.expect("an account");
    let actor = sign_ins::actor_of(&house.control, &id, None).await.expect("an actor");
    (id, actor)
}

async fn sign_in(house: &House, password: &str) -> Outcome<Opened> {
    sign_ins::sign_in(&house.control, "ada@example.test", password, Origin::default(), house.now()).await
}

async fn is_open(house: &House, login: &Opened) -> bool {
    sign_ins::resolve(&house.control, &login.token, house.now()).await.expect("an answer").is_some()
}

fn code<T: std::fmt::Debug>(outcome: Outcome<T>) -> String {
    match outcome.expect_err("a refusal") {
        Problem::Invalid { fields } => fields.iter().map(|f| format!("{}:{}", f.field, f.code)).collect::<Vec<_>>().join(" "),
        problem => problem.code().to_owned(),
    }
}

on_both!(an_address_has_one_account_however_it_is_spelled, |house| {
    ada(house).await;
    assert_eq!(code(users::create_by_operator(&house.control, &draft(" Ada@Example.test "), house.now()).await), "email:taken");
});

on_both!(every_bad_field_of_an_account_is_named_at_once, |house| {
    let bad = UserDraft { email: "ada".into(), name: " ".into(), password: "short".into(), is_platform_admin: true };
    assert_eq!(code(users::create_by_operator(&house.control, &bad, house.now()).await), "name:empty email:email password:too-short");
});

on_both!(only_a_platform_admin_makes_accounts, |house| {
    assert_eq!(code(users::create(&house.control, &house.owner, &draft("new@example.test"), house.now()).await), "platform-only");
    let admin = Actor { platform_admin: true, ..house.owner.clone() };
    users::create(&house.control, &admin, &draft("new@example.test"), house.now()).await.expect("an account");
});

on_both!(a_person_sees_their_own_account_and_a_platform_admin_all, |house| {
    let (id, actor) = ada(house).await;
    let seen = users::find(&house.control, &actor, &id).await.expect("one's own");
    assert_eq!((seen.email.as_str(), seen.locale, seen.theme), ("ada@example.test", Locale::En, Theme::System));
    assert_eq!(code(users::find(&house.control, &house.owner, &id).await), "not-found");
    let admin = Actor { platform_admin: true, ..house.owner.clone() };
    users::find(&house.control, &admin, &id).await.expect("anybody's");
});

on_both!(a_changed_password_ends_the_other_logins_and_keeps_this_one, |house| {
    let (_, actor) = ada(house).await;
    let (here, elsewhere) = (sign_in(house, PASSWORD).await.expect("a login"), sign_in(house, PASSWORD).await.expect("a login"));
    users::change_password(&house.control, &actor, &here.id, PASSWORD, "a new password", house.now()).await.expect("a change");
    assert_eq!((is_open(house, &here).await, is_open(house, &elsewhere).await), (true, false));
    assert_eq!(code(sign_in(house, PASSWORD).await.map(|_| ())), "password:sign-in");
    sign_in(house, "a new password").await.expect("the new one works");
});

on_both!(a_password_is_not_changed_without_the_current_one_or_outside_its_bounds, |house| {
    let (_, actor) = ada(house).await;
    let here = sign_in(house, PASSWORD).await.expect("a login").id;
    let change = async |current: &str, new: &str| users::change_password(&house.control, &actor, &here, current, new, house.now()).await;
    assert_eq!(code(change("wrong horse", "a new password").await), "current_password:wrong");
    assert_eq!(code(change(PASSWORD, "short").await), "password:too-short");
    assert_eq!(code(change(PASSWORD, &"x".repeat(201)).await), "password:too-long");
    sign_in(house, PASSWORD).await.expect("the old one still works");
});

on_both!(two_changes_of_a_password_at_once_do_not_both_win, |house| {
    let (_, actor) = ada(house).await;
    let here = sign_in(house, PASSWORD).await.expect("a login").id;
    let change = async |new: &str| users::change_password(&house.control, &actor, &here, PASSWORD, new, house.now()).await;
    let (one, other) = tokio::join!(change("first password"), change("second password"));
    let winner = if one.is_ok() { "first password" } else { "second password" };
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
    sign_in(house, winner).await.expect("the winner's works");
});

on_both!(the_operator_gives_a_forgetful_person_another_password, |house| {
    ada(house).await;
    let login = sign_in(house, PASSWORD).await.expect("a login");
    let email = Email::parse("ada@example.test").expect("an address");
    users::reset_password_by_operator(&house.control, &email, "handed over", house.now()).await.expect("a reset");
    assert!(!is_open(house, &login).await);
    sign_in(house, "handed over").await.expect("it works");
    let nobody = Email::parse("nobody@example.test").expect("an address");
    assert_eq!(code(users::reset_password_by_operator(&house.control, &nobody, "handed over", house.now()).await), "not-found");
});

on_both!(preferences_come_back_with_the_next_page, |house| {
    let (_, actor) = ada(house).await;
    let login = sign_in(house, PASSWORD).await.expect("a login");
    users::set_preferences(&house.control, &actor, Locale::Ja, Theme::Dark, house.now()).await.expect("a change");
    let seen = sign_ins::resolve(&house.control, &login.token, house.now()).await.expect("an answer").expect("signed in");
    assert_eq!((seen.locale, seen.theme), (Locale::Ja, Theme::Dark));
});
