//! Members: who adds whom, who makes owners, and that there is always one.

use visualizer_control::members::{self, Added, Member, MemberDraft};
use visualizer_control::sign_ins::{self, Origin};
use visualizer_domain::ids::UserId;
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Problem, Role};
use visualizer_tests::{House, code, factory, on_both};

fn draft(email: &str, role: Role) -> MemberDraft {
    MemberDraft { email: email.into(), name: "New person".into(), role }
}

async fn add(house: &House, actor: &Actor, draft: &MemberDraft) -> Outcome<Added> {
    members::add(&house.control, actor, draft, house.now()).await
}

async fn place(house: &House, user: &UserId) -> Member {
    let all = members::list(&house.control, &house.owner).await.expect("members");
    all.into_iter().find(|member| member.user_id == *user).expect("a member")
}

async fn change(house: &House, actor: &Actor, user: &UserId, role: Role) -> Outcome<()> {
    let member = place(house, user).await;
    members::change_role(&house.control, actor, &member.id, member.version, role, house.now()).await
}

async fn remove(house: &House, actor: &Actor, user: &UserId) -> Outcome<()> {
    let member = place(house, user).await;
    members::remove(&house.control, actor, &member.id, member.version, house.now()).await
}

on_both!(a_person_without_an_account_gets_one_with_a_password_that_works, |house| {
    let added = add(house, &house.owner, &draft("new@example.test", Role::Reviewer)).await.expect("a member");
    let password = added.password.expect("a password to hand over");
    let login = sign_ins::sign_in(&house.control, "new@example.test", &password, Origin::default(), house.now()).await.expect("a login");
    let seen = sign_ins::resolve(&house.control, &login.token, house.now()).await.expect("an answer").expect("signed in");
    assert_eq!(seen.workplace().map(|place| place.role), Some(Some(Role::Reviewer)));
});

on_both!(a_person_with_an_account_is_added_by_their_address_and_keeps_their_password, |house| {
    let user = factory::user(&house.control.db, "Ada", house.now()).await;
    let added =
        add(house, &house.owner, &MemberDraft { name: String::new(), ..draft(&format!("{user}@EXAMPLE.test"), Role::Editor) }).await;
    assert!(added.expect("a member").password.is_none());
    assert_eq!(code(add(house, &house.owner, &draft(&format!("{user}@example.test"), Role::Viewer)).await), "email:member");
    assert_eq!(place(house, &user).await.role, Role::Editor);
});

on_both!(a_bad_address_or_a_missing_name_is_named_and_nobody_is_added, |house| {
    assert_eq!(code(add(house, &house.owner, &draft("nobody", Role::Viewer)).await), "email:email");
    let nameless = MemberDraft { name: " ".into(), ..draft("new@example.test", Role::Viewer) };
    assert_eq!(code(add(house, &house.owner, &nameless).await), "name:empty");
    assert_eq!(members::list(&house.control, &house.owner).await.expect("members").len(), 1);
});

on_both!(members_are_listed_by_what_they_may, |house| {
    for (name, role) in [("Vera", Role::Viewer), ("Abe", Role::Admin), ("Edna", Role::Editor), ("Ed", Role::Editor)] {
        house.member(name, role).await;
    }
    let viewer = house.member("Zoe", Role::Viewer).await;
    let names: Vec<String> = members::list(&house.control, &viewer).await.expect("members").into_iter().map(|m| m.name).collect();
    assert_eq!(names, ["Owner", "Abe", "Ed", "Edna", "Vera", "Zoe"]);
});

on_both!(only_owners_make_and_unmake_owners, |house| {
    let admin = house.member("Admin", Role::Admin).await;
    let editor = house.member("Editor", Role::Editor).await;
    assert_eq!(code(add(house, &admin, &draft("new@example.test", Role::Owner)).await), "forbidden");
    assert_eq!(code(change(house, &admin, &editor.user_id, Role::Owner).await), "forbidden");
    assert_eq!(code(change(house, &admin, &house.owner.user_id, Role::Viewer).await), "forbidden");
    assert_eq!(code(remove(house, &admin, &house.owner.user_id).await), "forbidden");
    change(house, &admin, &editor.user_id, Role::Reviewer).await.expect("an admin changes others");
    change(house, &house.owner, &admin.user_id, Role::Owner).await.expect("an owner makes owners");
});

on_both!(who_does_not_manage_changes_nobody, |house| {
    let other = house.member("Other", Role::Viewer).await;
    for role in [Role::Editor, Role::Reviewer, Role::Viewer] {
        let actor = house.member("Somebody", role).await;
        assert_eq!(code(add(house, &actor, &draft("new@example.test", Role::Viewer)).await), "forbidden");
        assert_eq!(code(change(house, &actor, &other.user_id, Role::Admin).await), "forbidden");
        assert_eq!(code(remove(house, &actor, &other.user_id).await), "forbidden");
    }
});

on_both!(the_last_owner_stays, |house| {
    assert_eq!(code(change(house, &house.owner, &house.owner.user_id, Role::Admin).await), "last-owner");
    assert_eq!(code(remove(house, &house.owner, &house.owner.user_id).await), "last-owner");
    let second = house.member("Second", Role::Owner).await;
    remove(house, &second, &house.owner.user_id).await.expect("one of two may go");
});

on_both!(two_owners_who_demote_each_other_at_once_leave_one, |house| {
    let second = house.member("Second", Role::Owner).await;
    let (one, other) = tokio::join!(
        change(house, &house.owner, &second.user_id, Role::Viewer),
        change(house, &second, &house.owner.user_id, Role::Viewer)
    );
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
    let owners = members::list(&house.control, &house.owner).await.expect("members").into_iter().filter(|m| m.role == Role::Owner).count();
    assert_eq!(owners, 1);
});

on_both!(a_member_who_changed_meanwhile_is_not_changed_unseen, |house| {
    let editor = house.member("Editor", Role::Editor).await;
    let seen = place(house, &editor.user_id).await;
    change(house, &house.owner, &editor.user_id, Role::Viewer).await.expect("a change");
    let stale = members::change_role(&house.control, &house.owner, &seen.id, seen.version, Role::Admin, house.now()).await;
    assert!(matches!(stale, Err(Problem::Stale { seen: 1, current: 2, .. })), "{stale:?}");
    let stale = members::remove(&house.control, &house.owner, &seen.id, seen.version, house.now()).await;
    assert!(matches!(stale, Err(Problem::Stale { .. })), "{stale:?}");
});

on_both!(another_clients_member_is_not_found, |house| {
    let editor = house.member("Editor", Role::Editor).await;
    let (seen, stranger) = (place(house, &editor.user_id).await, house.stranger().await);
    assert_eq!(code(members::change_role(&house.control, &stranger, &seen.id, 1, Role::Viewer, house.now()).await), "not-found");
    assert_eq!(code(members::remove(&house.control, &stranger, &seen.id, 1, house.now()).await), "not-found");
});
