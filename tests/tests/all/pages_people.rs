//! The pages about who works where, over a real house: clients, members, one's own account.

use actix_web::test::TestRequest;
use visualizer_control::{clients, members};
use visualizer_domain::{Actor, Role};
use visualizer_tests::visitor::{PASSWORD, Visitor};
use visualizer_tests::{House, on_both};

/// The address of somebody's page.
async fn page_of(house: &House, who: &Actor) -> String {
    let all = members::list(&house.control, &house.owner).await.expect("the members");
    let id = all.into_iter().find(|member| member.user_id == who.user_id).expect("a member").id;
    format!("/members/{id}")
}

/// Name of the client that somebody works in.
async fn works_in(visitor: &Visitor<'_>) -> String {
    let client = visitor.api(TestRequest::get().uri("/api/client")).await.json();
    client["name"].as_str().expect("a name").to_owned()
}

on_both!(what_a_person_did_names_the_request_that_they_did_it_by, |house| {
    let owner = Visitor::owner(house).await;
    let address = page_of(house, &house.member("Hanako", Role::Editor).await).await;
    let seen = owner.get(&address).await.hidden("version");
    let told = owner.post(&address, &[("version", &seen), ("role", "reviewer")]).await;
    let sql = "select request_id as text from audit_event where subject_kind = 'member' order by at desc, id desc limit 1";
    let noted: String = house.control.db.read().one(sql, Vec::new()).await.expect("a line");
    assert_eq!(noted, told.header("x-request-id"));
});

#[actix_web::test]
async fn a_new_account_has_its_password_shown_once() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let fields = [("email", "New@Example.test"), ("name", "New editor"), ("role", "editor")];
    let told = owner.post("/members", &fields).await;
    assert_eq!(told.status, 200, "{}", told.body);
    told.must_say(&["This password is shown once", "new@example.test"]);
    assert_eq!(told.header("cache-control"), "no-store");
    let password = told.body.split("<output class=\"once mono\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a password");
    assert_eq!(password.len(), 19);
    let again = owner.post("/members", &fields).await;
    assert_eq!(again.status, 422, "{}", again.body);
    again.must_say(&["This person is a member already."]);
    assert!(!again.says(password), "{}", again.body);
    owner.get("/members").await.must_say(&["New editor"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_refused_member_keeps_what_was_typed() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let told = owner.post("/members", &[("email", "nobody"), ("name", "Somebody"), ("role", "viewer")]).await;
    assert_eq!(told.status, 422, "{}", told.body);
    told.must_say(&["This is not an e-mail address.", "value=\"Somebody\""]);
    owner.post("/members", &[("email", "a@b.test"), ("role", "viewer")]).await.must_say(&["Fill this in."]);
    assert_eq!(members::list(&house.control, &house.owner).await.expect("the members").len(), 1);
    database.remove().await;
}

#[actix_web::test]
async fn the_last_owner_stays_and_the_page_says_why() {
    let (house, database) = House::on_sqlite().await;
    let (owner, page) = (Visitor::owner(&house).await, page_of(&house, &house.owner).await);
    let version = owner.get(&page).await.hidden("version");
    for (address, fields) in [
        (page.clone(), vec![("version", version.as_str()), ("role", "viewer")]),
        (format!("{page}/remove"), vec![("version", version.as_str())]),
    ] {
        let told = owner.post(&address, &fields).await;
        assert_eq!(told.status, 409, "{address}");
        told.must_say(&["Every client keeps at least one owner."]);
    }
    database.remove().await;
}

on_both!(a_role_changes_and_an_older_version_is_told_who_was_faster, |house| {
    let owner = Visitor::owner(house).await;
    let address = page_of(house, &house.member("Hanako", Role::Editor).await).await;
    let seen = owner.get(&address).await.hidden("version");
    assert_eq!(owner.post(&address, &[("version", &seen), ("role", "reviewer")]).await.location(), "/members");
    let late = owner.post(&address, &[("version", &seen), ("role", "viewer")]).await;
    assert_eq!(late.status, 409, "{}", late.body);
    late.must_say(&["You saved this in another window", "<dd>Reviewer</dd>"]);
    let version = late.hidden("version");
    assert_eq!(owner.post(&format!("{address}/remove"), &[("version", &version)]).await.location(), "/members");
    assert!(!owner.get("/members").await.says("Hanako"));
});

#[actix_web::test]
async fn an_admin_neither_makes_nor_unmakes_owners() {
    let (house, database) = House::on_sqlite().await;
    let admin = Visitor::of(&house, &house.member("Admin", Role::Admin).await).await;
    assert!(!admin.get("/members/new").await.says("value=\"owner\""));
    let told = admin.post("/members", &[("email", "a@b.test"), ("name", "A"), ("role", "owner")]).await;
    assert_eq!(told.status, 403);
    let page = admin.get(&page_of(&house, &house.owner).await).await;
    page.must_say(&["Only owners can change this."]);
    assert!(!page.says("/remove\""), "{}", page.body);
    database.remove().await;
}

#[actix_web::test]
async fn the_clients_page_says_whether_four_eyes_decide() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    owner.get("/client").await.must_say(&["One pair of eyes decides for now"]);
    house.member("Second", Role::Viewer).await;
    let page = owner.get("/client").await;
    page.must_say(&["Four eyes decide here"]);
    let version = page.hidden("version");
    assert_eq!(owner.post("/client", &[("version", &version), ("name", "Test shop"), ("slug", "test-shop")]).await.location(), "/client");
    owner.get("/client").await.must_say(&["The rule is switched off"]);
    let late = owner.post("/client", &[("version", &version), ("name", "Mine"), ("slug", "mine"), ("four_eyes", "on")]).await;
    assert_eq!(late.status, 409, "{}", late.body);
    late.must_say(&["<dd>test-shop</dd>", "value=\"Mine\""]);
    let bad = owner.post("/client", &[("version", &late.hidden("version")), ("name", "Mine"), ("slug", "No!")]).await;
    assert_eq!(bad.status, 422, "{}", bad.body);
    bad.must_say(&["value=\"No!\""]);
    database.remove().await;
}

#[actix_web::test]
async fn the_clients_settings_keep_documented_values_only() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let version = owner.get("/client/settings").await.hidden("version");
    let bad = owner.post("/client/settings", &[("version", &version), ("style", "Moon"), ("variants", "9")]).await;
    assert_eq!(bad.status, 422, "{}", bad.body);
    bad.must_say(&["“Moon” is not one of the choices.", "From 1 to 8."]);
    assert_eq!(owner.post("/client/settings", &[("version", &version), ("style", "Rustic")]).await.location(), "/client");
    let client = clients::find(&house.control, &house.owner).await.expect("the client");
    assert_eq!(client.settings.style.as_deref(), Some("Rustic"));
    owner.get("/client").await.must_say(&["<dd>Rustic</dd>"]);
    database.remove().await;
}

#[actix_web::test]
async fn whoever_runs_the_platform_makes_clients_and_works_in_them() {
    let (house, database) = House::on_sqlite().await;
    let (platform, owner) = (Visitor::platform_admin(&house).await, Visitor::owner(&house).await);
    assert_eq!(owner.get("/clients").await.status, 403);
    let key = platform.get("/clients/new").await.hidden("idempotency_key");
    let fields = [("idempotency_key", key.as_str()), ("name", "North shop"), ("slug", "north-shop"), ("four_eyes", "on")];
    assert_eq!(platform.post("/clients", &fields).await.location(), "/members");
    let again = platform.post("/clients", &fields).await;
    assert_eq!((again.status, again.location()), (303, "/members"), "the same form twice makes one client: {}", again.body);
    let north = platform.api(TestRequest::get().uri("/api/client")).await.json()["id"].as_str().expect("an id").to_owned();
    let list = platform.get("/clients?q=north").await;
    assert_eq!(list.body.matches("<span class=\"strong\">North shop</span>").count(), 1, "{}", list.body);
    assert_eq!(works_in(&platform).await, "North shop");
    let taken = platform.post("/clients", &[("name", "Other"), ("slug", "north-shop")]).await;
    assert_eq!(taken.status, 422, "{}", taken.body);
    taken.must_say(&["This is in use already."]);
    assert_eq!(platform.post("/clients/enter", &[("client", house.client.as_str())]).await.status, 303);
    assert_eq!(works_in(&platform).await, "Test shop");
    assert_eq!(owner.post("/clients/enter", &[("client", &north)]).await.status, 404, "it is not theirs");
    database.remove().await;
}

#[actix_web::test]
async fn the_language_and_the_theme_are_kept_with_the_account() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    assert_eq!(owner.post("/account", &[("language", "ja"), ("theme", "dark")]).await.location(), "/account");
    let there = Visitor::signed_in(&house, &format!("{}@example.test", house.owner.user_id)).await;
    there.get("/account").await.must_say(&["<html lang=\"ja\" data-theme=\"dark\">"]);
    assert_eq!(owner.post("/account", &[("language", "tlh"), ("theme", "light")]).await.status, 422);
    there.get("/account").await.must_say(&["<html lang=\"ja\" data-theme=\"dark\">"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_password_changes_only_for_whoever_knows_it() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let change = |current: &'static str, new: &'static str, again: &'static str| {
        let owner = &owner;
        async move { owner.post("/account/password", &[("current_password", current), ("password", new), ("password_again", again)]).await }
    };
    change("wrong password", "another password", "another password").await.must_say(&["This is not the current password."]);
    change(PASSWORD, "short", "short").await.must_say(&["At least 8 characters."]);
    let differ = change(PASSWORD, "another password", "another one").await;
    assert_eq!(differ.status, 422, "{}", differ.body);
    differ.must_say(&["The two new passwords differ."]);
    assert_eq!(change(PASSWORD, "another password", "another password").await.location(), "/account");
    assert_eq!(owner.get("/account").await.status, 200, "this login stays");
    database.remove().await;
}

#[actix_web::test]
async fn signing_out_everywhere_ends_every_login() {
    let (house, database) = House::on_sqlite().await;
    let here = Visitor::owner(&house).await;
    let there = Visitor::signed_in(&house, &format!("{}@example.test", house.owner.user_id)).await;
    assert_eq!(here.post("/account/sign-out-everywhere", &[]).await.location(), "/sign-in");
    assert_eq!(there.get("/account").await.location(), "/sign-in?next=%2Faccount");
    database.remove().await;
}

#[actix_web::test]
async fn what_a_page_of_one_client_sends_changes_nothing_in_another() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let page = owner.get("/products/new").await;
    let seen = page.hidden("form_client");
    assert_eq!(seen, house.client.as_str());
    let elsewhere = [("form_client", "another-client"), ("name", "Mug")];
    let refused = owner.upload("/products", &elsewhere, &[]).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    refused.must_say(&["belongs to another client"]);
    let refused = owner.post("/collection-sessions", &elsewhere).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    let here = [("form_client", seen.as_str()), ("name", "Mug")];
    assert_eq!(owner.upload("/products", &here, &[]).await.status, 303);
    database.remove().await;
}
