//! Collection sessions: what they gather, what their state follows from, and how they go and come back.

use time::Duration;
use visualizer_control::collection_sessions::{self as sessions, SessionCard, SessionFilter, SessionView};
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_control::runs::{self, Admit};
use visualizer_control::{generation_flows, products};
use visualizer_db::params;
use visualizer_domain::collection_session::{DeletePolicy, PRODUCTS_MAX, SessionState};
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::generation_flow::FlowState;
use visualizer_domain::ids::{CollectionSessionId, ProductId};
use visualizer_domain::page::Limit;
use visualizer_domain::problem::Outcome;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::{Problem, Role};
use visualizer_tests::catalogue::{flow, product, session, upload};
use visualizer_tests::{House, catalogue, code, factory, on_both, pictures};

async fn view(house: &House, id: &CollectionSessionId) -> SessionView {
    sessions::view(&house.control, &house.owner, id).await.expect("the session")
}

async fn list(house: &House, filter: SessionFilter) -> Vec<SessionCard> {
    sessions::list(&house.control, &house.owner, &filter, None, Limit::default()).await.expect("a page").rows
}

async fn shown(house: &House, id: &CollectionSessionId) -> Vec<ProductId> {
    view(house, id).await.products.into_iter().map(|product| product.id).collect()
}

async fn set(house: &House, id: &CollectionSessionId, seen: i64, products: &[ProductId]) -> Outcome<()> {
    sessions::set_products(&house.control, &house.owner, id, seen, products, house.now()).await
}

async fn delete(house: &House, id: &CollectionSessionId, policy: DeletePolicy) -> Outcome<()> {
    let version = view(house, id).await.card.version;
    sessions::delete(&house.control, &house.owner, id, version, policy, house.now()).await
}

on_both!(a_session_gathers_products_in_order_each_once, |house| {
    let ids = catalogue::products(house, "Mug", 3).await;
    let asked = [ids[2].clone(), ids[0].clone(), ids[2].clone()];
    let id = session(house, " Autumn ", &asked).await;
    let view = view(house, &id).await;
    assert_eq!((view.card.name.as_str(), view.card.products, view.card.flows), ("Autumn", 2, 0));
    assert_eq!(shown(house, &id).await, asked[..2]);
    let empty = session(house, "Later", &[]).await;
    assert!(shown(house, &empty).await.is_empty());
});

on_both!(a_session_takes_five_hundred_products_and_no_more, |house| {
    let db = &house.control.db;
    let mut many = Vec::new();
    for n in 0..=PRODUCTS_MAX {
        many.push(ProductId::parse(&format!("mug-{n:03}")).expect("an id"));
    }
    let tx = db.write().await.expect("a transaction");
    let columns = ["id", "client_id", "name", "created_by", "created_at", "updated_at"];
    let rows = many.iter().map(|id| params![id, house.client, id, house.owner.user_id, house.now(), house.now()]).collect();
    tx.conn().insert_many("product", &columns, rows).await.expect("products");
    tx.commit().await.expect("a commit");
    let too_many = sessions::create(&house.control, &house.owner, "All", &many, house.now()).await;
    assert_eq!(code(too_many), "products:too-many");
    let id = session(house, "All", &many[..PRODUCTS_MAX]).await;
    let unknown: Vec<ProductId> = (0..=PRODUCTS_MAX).map(|_| ProductId::new(house.now())).collect();
    let beyond_counting = sessions::add_products(&house.control, &house.owner, &id, &unknown, house.now()).await;
    assert_eq!(code(beyond_counting), "products:too-many", "they are counted before any is looked for");
    assert_eq!(view(house, &id).await.products.len(), PRODUCTS_MAX);
    let one_more = sessions::add_products(&house.control, &house.owner, &id, &many[PRODUCTS_MAX..], house.now()).await;
    assert_eq!(code(one_more), "products:too-many");
    // The newcomer's button: one flow for each, in one transaction.
    let filled = generation_flows::fill_session(&house.control, &house.owner, &id, house.now()).await.expect("flows");
    assert_eq!((filled.made.len(), filled.left_out.len()), (PRODUCTS_MAX, 0));
    assert_eq!(view(house, &id).await.flows.len(), PRODUCTS_MAX);
    let full = catalogue::try_flow(house, Some(&id), &[]).await;
    assert_eq!(code(full), "flows-max");
});

on_both!(a_product_that_is_not_there_is_named_and_nothing_is_made, |house| {
    let mug = product(house, "Mug").await;
    let foreign = {
        let stranger = house.stranger().await;
        let draft = products::ProductDraft { name: "Theirs".into(), ..Default::default() };
        products::create(&house.control, &stranger, &draft, house.now()).await.expect("a product")
    };
    let refused = sessions::create(&house.control, &house.owner, "Autumn", &[mug.clone(), foreign.clone()], house.now()).await;
    assert!(matches!(&refused, Err(Problem::NotFound { id, .. }) if *id == foreign.to_string()), "{refused:?}");
    assert!(list(house, SessionFilter::default()).await.is_empty());
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    assert_eq!(code(set(house, &id, 1, std::slice::from_ref(&foreign)).await), "not-found");
    assert_eq!(code(sessions::add_products(&house.control, &house.owner, &id, &[foreign], house.now()).await), "not-found");
    assert_eq!(shown(house, &id).await, [mug]);
});

on_both!(products_are_added_taken_out_and_ordered_from_the_version_that_was_seen, |house| {
    let ids = catalogue::products(house, "Mug", 3).await;
    let id = session(house, "Autumn", &ids[..2]).await;
    set(house, &id, 1, &[ids[2].clone(), ids[1].clone()]).await.expect("a change");
    assert_eq!(shown(house, &id).await, [ids[2].clone(), ids[1].clone()]);
    assert_eq!(code(set(house, &id, 1, &ids).await), "stale");
    let add = async |more: &[ProductId]| sessions::add_products(&house.control, &house.owner, &id, more, house.now()).await.expect("added");
    assert_eq!((add(&ids).await, add(&ids).await), (1, 0));
    assert_eq!(shown(house, &id).await, [ids[2].clone(), ids[1].clone(), ids[0].clone()]);
});

on_both!(a_product_that_a_flow_shows_is_not_taken_out, |house| {
    let ids = catalogue::products(house, "Mug", 2).await;
    let id = session(house, "Autumn", &ids).await;
    let flow = flow(house, Some(&id), &ids[..1]).await;
    let refused = set(house, &id, 1, &ids[1..]).await;
    let Err(Problem::Conflict { code: "product-in-flow", values }) = refused else { panic!("{refused:?}") };
    assert_eq!(values, [("product", "Mug 1".to_owned())]);
    generation_flows::delete(&house.control, &house.owner, &flow, house.now()).await.expect("a deletion");
    set(house, &id, 1, &ids[1..]).await.expect("nobody shows it any more");
});

on_both!(additions_at_once_lose_none, |house| {
    let ids = catalogue::products(house, "Mug", 6).await;
    let id = session(house, "Autumn", &[]).await;
    let adding = ids.chunks(1).map(|one| sessions::add_products(&house.control, &house.owner, &id, one, house.now()));
    for outcome in futures_util::future::join_all(adding).await {
        assert_eq!(outcome.expect("added"), 1);
    }
    let mut all = shown(house, &id).await;
    all.sort();
    assert_eq!(all, ids);
});

on_both!(a_name_and_settings_change_from_the_version_that_was_seen, |house| {
    let id = session(house, "Autumn", &[]).await;
    let rename = async |seen, name: &str| sessions::rename(&house.control, &house.owner, &id, seen, name, house.now()).await;
    rename(1, "Winter").await.expect("a name");
    assert_eq!((code(rename(1, "Spring").await).as_str(), code(rename(2, "").await).as_str()), ("stale", "name:empty"));
    let layer = |json: &str| serde_json::from_str::<SettingsLayer>(json).expect("a layer");
    let settle =
        async |seen, json: &str| sessions::update_settings(&house.control, &house.owner, &id, seen, layer(json), house.now()).await;
    settle(2, r#"{"style":"Rustic"}"#).await.expect("settings");
    assert_eq!(code(settle(2, r#"{"style":"Modern"}"#).await), "stale");
    assert_eq!(code(settle(3, r#"{"style":"Plaid"}"#).await), "settings.style:not-a-choice");
    let view = view(house, &id).await;
    assert_eq!((view.card.name.as_str(), view.settings.style.as_deref(), view.card.version), ("Winter", Some("Rustic"), 3));
});

on_both!(of_two_names_at_once_one_wins, |house| {
    let id = session(house, "Autumn", &[]).await;
    let rename = async |name: &str| sessions::rename(&house.control, &house.owner, &id, 1, name, house.now()).await;
    let (one, other) = tokio::join!(rename("One"), rename("Other"));
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
});

on_both!(a_session_generates_while_a_flow_does_and_is_never_stuck_there, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let flow = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    assert_eq!(view(house, &id).await.card.state(), SessionState::Draft);
    let run = runs::generate(&house.control, &house.owner, &flow, Admit::default(), house.now()).await.expect("a run");
    let seen = view(house, &id).await;
    assert_eq!((seen.card.state(), seen.flows[0].state()), (SessionState::Generating, FlowState::Generating));
    assert_eq!((seen.card.pictures.unfinished, seen.flows[0].pictures.unfinished), (4, 4));
    let failed = params![run, house.now()];
    let sql = "update generation_run set outcome = 'failed', finished_at = $2 where id = $1";
    factory::write(&house.control.db, sql, failed).await;
    let seen = view(house, &id).await;
    assert_eq!((seen.card.state(), seen.flows[0].state()), (SessionState::Draft, FlowState::Error));
    let other = catalogue::flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    pictures::many(house, "p", &other, &mug, 3).await;
    assert_eq!(view(house, &id).await.card.state(), SessionState::Partly, "one failed flow does not hold up the others, nor is it made");
});

on_both!(a_card_counts_live_things_and_shows_results_before_originals, |house| {
    let ids = catalogue::products(house, "Mug", 3).await;
    let image = upload(house, &ids[1], 7).await;
    let id = session(house, "Autumn", &ids).await;
    products::delete(&house.control, &house.owner, &ids[2], house.now()).await.expect("a deletion");
    let made = flow(house, Some(&id), &ids[..1]).await;
    let gone = flow(house, Some(&id), &ids[1..2]).await;
    pictures::many(house, "p", &made, &ids[0], 2).await;
    pictures::many(house, "q", &gone, &ids[1], 2).await;
    generation_flows::delete(&house.control, &house.owner, &gone, house.now()).await.expect("a deletion");
    house.clock.advance(Duration::seconds(1));
    session(house, "Empty", &[]).await;
    let cards = list(house, SessionFilter::default()).await;
    assert_eq!(cards.iter().map(|card| card.name.as_str()).collect::<Vec<_>>(), ["Empty", "Autumn"]);
    let card = &cards[1];
    assert_eq!((card.products, card.flows, card.pictures.completed, card.state()), (2, 1, 2, SessionState::Completed));
    let original = visualizer_db::product_images::of(house.control.db.read(), &house.client).find(&image).await.expect("an answer");
    assert_eq!(card.thumbnails, [format!("{:064x}", 1), format!("{:064x}", 0), original.expect("it").sha256]);
    assert!(cards[0].thumbnails.is_empty());
    let found = list(house, SessionFilter { search: Some("AUT".into()), ..SessionFilter::default() }).await;
    assert_eq!(found.len(), 1);
});

on_both!(sessions_come_in_pages, |house| {
    for n in 1..=5 {
        house.clock.advance(Duration::seconds(1));
        session(house, &format!("Session {n}"), &[]).await;
    }
    let of =
        async |from| sessions::list(&house.control, &house.owner, &SessionFilter::default(), from, Limit::new(3)).await.expect("a page");
    let first = of(None).await;
    let rest = of(first.next.as_ref()).await;
    let names: Vec<String> = first.rows.into_iter().chain(rest.rows).map(|card| card.name).collect();
    assert_eq!((names, rest.next), ((1..=5).rev().map(|n| format!("Session {n}")).collect(), None));
});

/// A session with one flow that made twelve pictures; every third is approved, the first and eleventh pinned.
async fn made(house: &House) -> CollectionSessionId {
    let mug = product(house, "Mug").await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let flow = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    pictures::many(house, "p", &flow, &mug, 12).await;
    id
}

async fn in_gallery(house: &House) -> i64 {
    generated_assets::count(&house.control, &house.owner, &AssetFilter::default()).await.expect("a count")
}

on_both!(a_deleted_session_keeps_what_is_approved_or_pinned_and_comes_back_whole, |house| {
    let id = made(house).await;
    assert_eq!(in_gallery(house).await, 12);
    house.clock.advance(Duration::minutes(1));
    delete(house, &id, DeletePolicy::KeepPinnedApproved).await.expect("a deletion");
    // Approved are 1, 4, 7 and 10; pinned 0 and 10.
    assert_eq!(in_gallery(house).await, 5);
    assert!(list(house, SessionFilter::default()).await.is_empty());
    assert_eq!(list(house, SessionFilter { deleted: true, ..SessionFilter::default() }).await.len(), 1);
    assert!(view(house, &id).await.card.deleted_at.is_some());
    sessions::restore(&house.control, &house.owner, &id, house.now()).await.expect("a restoration");
    assert_eq!((in_gallery(house).await, view(house, &id).await.flows.len()), (12, 1));
    assert_eq!(code(sessions::restore(&house.control, &house.owner, &id, house.now()).await), "not-found");
});

on_both!(a_session_is_deleted_with_everything_when_that_is_asked_for, |house| {
    let id = made(house).await;
    let one = Selection::Matching(AssetFilter { pinned: true, ..AssetFilter::default() });
    generated_assets::change(&house.control, &house.owner, &one, &LifeChange::Delete, house.now()).await.expect("a deletion");
    house.clock.advance(Duration::minutes(1));
    delete(house, &id, DeletePolicy::DeleteAll).await.expect("a deletion");
    assert_eq!(in_gallery(house).await, 0);
    sessions::restore(&house.control, &house.owner, &id, house.now()).await.expect("a restoration");
    assert_eq!(in_gallery(house).await, 10, "what was deleted before by itself stays deleted");
});

on_both!(a_session_is_not_deleted_while_it_generates_or_from_an_older_version, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let policy = DeletePolicy::DeleteAll;
    assert_eq!(code(sessions::delete(&house.control, &house.owner, &id, 9, policy, house.now()).await), "stale");
    let flow = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    runs::generate(&house.control, &house.owner, &flow, Admit::default(), house.now()).await.expect("a run");
    assert_eq!(code(delete(house, &id, policy).await), "generating");
});

on_both!(deleting_and_generating_at_once_never_leaves_a_run_in_a_deleted_session, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let flow = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    let (deleted, run) = tokio::join!(
        sessions::delete(&house.control, &house.owner, &id, 1, DeletePolicy::DeleteAll, house.now()),
        runs::generate(&house.control, &house.owner, &flow, Admit::default(), house.now())
    );
    assert!(deleted.is_ok() != run.is_ok(), "{deleted:?} {run:?}");
});

on_both!(another_clients_session_is_not_found_and_who_only_looks_changes_none, |house| {
    let mug = product(house, "Mug").await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let (stranger, viewer) = (house.stranger().await, house.member("Vera", Role::Viewer).await);
    assert_eq!(code(sessions::view(&house.control, &stranger, &id).await), "not-found");
    sessions::view(&house.control, &viewer, &id).await.expect("everybody looks");
    for (actor, wanted) in [(&stranger, "not-found"), (&viewer, "forbidden")] {
        assert_eq!(code(sessions::rename(&house.control, actor, &id, 1, "Mine", house.now()).await), wanted);
        assert_eq!(code(sessions::update_settings(&house.control, actor, &id, 1, SettingsLayer::default(), house.now()).await), wanted);
        assert_eq!(code(sessions::set_products(&house.control, actor, &id, 1, &[], house.now()).await), wanted);
        assert_eq!(code(sessions::add_products(&house.control, actor, &id, &[], house.now()).await), wanted);
        assert_eq!(code(sessions::delete(&house.control, actor, &id, 1, DeletePolicy::DeleteAll, house.now()).await), wanted);
        assert_eq!(code(sessions::restore(&house.control, actor, &id, house.now()).await), wanted);
        assert_eq!(code(generation_flows::fill_session(&house.control, actor, &id, house.now()).await), wanted);
    }
    assert_eq!(code(sessions::create(&house.control, &viewer, "Mine", &[], house.now()).await), "forbidden");
});
