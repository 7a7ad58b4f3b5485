//! Clients: who makes one, what may change, and what happens when two people change it at once.

use visualizer_control::clients::{self, ClientDraft};
use visualizer_control::members;
use visualizer_domain::actor::Standing;
use visualizer_domain::page::Limit;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::{Actor, Problem, Role};
use visualizer_tests::{House, code, on_both};

fn draft(name: &str, slug: &str) -> ClientDraft {
    ClientDraft { name: name.into(), slug: slug.into(), four_eyes: true }
}

fn admin(house: &House) -> Actor {
    Actor { platform_admin: true, ..house.owner.clone() }
}

on_both!(a_new_client_belongs_to_who_made_it, |house| {
    assert_eq!(code(clients::create(&house.control, &house.owner, &draft("Kiln", "kiln"), house.now()).await), "platform-only");
    let id = clients::create(&house.control, &admin(house), &draft("Kiln & Oak", "kiln-oak"), house.now()).await.expect("a client");
    let there = Actor { standing: Some(Standing { client_id: id, role: Role::Owner }), ..admin(house) };
    let client = clients::find(&house.control, &there).await.expect("the client");
    assert_eq!((client.name.as_str(), client.slug.as_deref(), client.four_eyes), ("Kiln & Oak", Some("kiln-oak"), true));
    let members = members::list(&house.control, &there).await.expect("members");
    assert_eq!(members.iter().map(|m| (&m.user_id, m.role)).collect::<Vec<_>>(), [(&house.owner.user_id, Role::Owner)]);
});

on_both!(two_clients_do_not_share_a_slug, |house| {
    let admin = admin(house);
    clients::create(&house.control, &admin, &draft("One", "one"), house.now()).await.expect("a client");
    assert_eq!(code(clients::create(&house.control, &admin, &draft("Another", "one"), house.now()).await), "slug:taken");
    assert_eq!(code(clients::update(&house.control, &house.owner, 1, &draft("Test shop", "one"), house.now()).await), "slug:taken");
    assert_eq!(code(clients::create(&house.control, &admin, &draft(" ", "-x"), house.now()).await), "name:empty slug:slug");
    clients::create(&house.control, &admin, &draft("Without", ""), house.now()).await.expect("no slug");
    clients::create(&house.control, &admin, &draft("Without too", ""), house.now()).await.expect("no slug either");
});

on_both!(a_change_of_the_rules_is_on_record_with_before_and_after, |house| {
    let off = ClientDraft { four_eyes: false, ..draft("Test shop", "test") };
    clients::update(&house.control, &house.owner, 1, &off, house.now()).await.expect("a change");
    let conn = house.control.db.read();
    let lines = visualizer_db::audit_events::about(conn, &house.client, "client", house.client.as_str(), 5).await.expect("lines");
    assert_eq!((lines[0].action.as_str(), lines[0].actor_name.as_deref()), ("client.update", Some("Owner")));
    assert_eq!(lines[0].from.as_ref().map(|v| v["four_eyes"].clone()), Some(true.into()));
    assert_eq!(lines[0].to.as_ref().map(|v| v["four_eyes"].clone()), Some(false.into()));
});

on_both!(a_change_of_what_changed_meanwhile_says_who_it_was, |house| {
    let second = house.member("Second", Role::Admin).await;
    clients::update(&house.control, &second, 1, &draft("Renamed", ""), house.now()).await.expect("a change");
    let stale = clients::update(&house.control, &house.owner, 1, &draft("Mine", ""), house.now()).await;
    let Err(Problem::Stale { seen: 1, current: 2, changed_by: Some(by), .. }) = stale else { panic!("{stale:?}") };
    assert_eq!(by.name, "Second");
    assert_eq!(clients::find(&house.control, &house.owner).await.expect("the client").name, "Renamed");
});

on_both!(of_two_changes_at_once_one_wins, |house| {
    let change = async |name: &str| clients::update(&house.control, &house.owner, 1, &draft(name, ""), house.now()).await;
    let (one, other) = tokio::join!(change("One"), change("Other"));
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
    assert_eq!(clients::find(&house.control, &house.owner).await.expect("the client").version, 2);
});

on_both!(settings_of_a_client_are_documented_ones_and_leave_other_metadata_alone, |house| {
    let db = &house.control.db;
    let metadata = visualizer_db::params![serde_json::json!({ "legacy": { "imageModel": "x" } }), house.client];
    visualizer_tests::factory::write(db, "update client set metadata = $1 where id = $2", metadata).await;
    let layer = |json: &str| serde_json::from_str::<SettingsLayer>(json).expect("a layer");
    let set = async |seen, json: &str| clients::update_settings(&house.control, &house.owner, seen, layer(json), house.now()).await;
    assert_eq!(code(set(1, r#"{"scene":"Moon"}"#).await), "settings.scene:not-a-choice");
    set(1, r#"{"scene":"living-room","variants":2}"#).await.expect("a change");
    assert_eq!(code(set(1, r#"{"scene":"Kitchen"}"#).await), "stale");
    let client = clients::find(&house.control, &house.owner).await.expect("the client");
    assert_eq!((client.settings.scene.as_deref(), client.settings.variants), (Some("Living Room"), Some(2)));
    let kept = db.engine().pick("metadata -> 'legacy' ->> 'imageModel'", "metadata -> 'legacy' ->> 'imageModel'");
    let kept: String = db
        .read()
        .one(&format!("select {kept} as text from client where id = $1"), visualizer_db::params![house.client])
        .await
        .expect("a row");
    assert_eq!(kept, "x");
});

on_both!(only_who_manages_changes_a_client, |house| {
    for role in [Role::Editor, Role::Reviewer, Role::Viewer] {
        let actor = house.member("Somebody", role).await;
        assert_eq!(code(clients::update(&house.control, &actor, 1, &draft("Mine", ""), house.now()).await), "forbidden", "{role}");
        assert_eq!(code(clients::update_settings(&house.control, &actor, 1, SettingsLayer::default(), house.now()).await), "forbidden");
        clients::find(&house.control, &actor).await.expect("everybody sees it");
    }
});

on_both!(the_platform_lists_its_clients_in_pages_and_finds_them_by_part_of_a_name, |house| {
    for n in 1..=4 {
        house.clock.advance(time::Duration::seconds(1));
        clients::create(&house.control, &admin(house), &draft(&format!("Shop 100% {n}"), &format!("s-{n}")), house.now())
            .await
            .expect("a client");
    }
    assert_eq!(code(clients::list(&house.control, &house.owner, None, None, Limit::default()).await), "platform-only");
    let page = clients::list(&house.control, &admin(house), None, None, Limit::new(3)).await.expect("a page");
    let names: Vec<&str> = page.rows.iter().map(|card| card.name.as_str()).collect();
    assert_eq!((names, page.rows[0].members), (vec!["Shop 100% 4", "Shop 100% 3", "Shop 100% 2"], 1));
    let rest = clients::list(&house.control, &admin(house), None, page.next.as_ref(), Limit::new(3)).await.expect("a page");
    assert_eq!((rest.rows.len(), rest.next), (2, None));
    let found = async |text: &str| {
        clients::list(&house.control, &admin(house), Some(text), None, Limit::default()).await.expect("a page").rows.len()
    };
    assert_eq!((found("0% 2").await, found("SHOP").await, found("s-3").await, found("%_").await), (1, 5, 1, 0));
});
