//! Generation flows: what they show, what they choose, what is locked while they generate, and how many there may be.

use visualizer_control::generation_flows::{self as flows, FlowDraft, FlowFilter, FlowView};
use visualizer_control::runs::{self, Admit};
use visualizer_control::{clients, collection_sessions, products};
use visualizer_db::params;
use visualizer_domain::Role;
use visualizer_domain::generation_flow::FlowState;
use visualizer_domain::ids::{GenerationFlowId, ProductId};
use visualizer_domain::page::Limit;
use visualizer_domain::problem::Outcome;
use visualizer_domain::settings::SettingsLayer;
use visualizer_tests::catalogue::{flow, product, session, try_flow, upload};
use visualizer_tests::{House, catalogue, code, factory, on_both, pictures};

async fn view(house: &House, id: &GenerationFlowId) -> FlowView {
    flows::view(&house.control, &house.owner, id).await.expect("the flow")
}

async fn settle(house: &House, id: &GenerationFlowId, seen: i64, json: &str) -> Outcome<()> {
    flows::update_settings(&house.control, &house.owner, id, seen, layer(json), house.now()).await
}

async fn show(house: &House, id: &GenerationFlowId, seen: i64, products: &[ProductId]) -> Outcome<()> {
    flows::set_products(&house.control, &house.owner, id, seen, products, house.now()).await
}

async fn shown(house: &House, id: &GenerationFlowId) -> Vec<ProductId> {
    view(house, id).await.products.into_iter().map(|product| product.id).collect()
}

fn layer(json: &str) -> SettingsLayer {
    serde_json::from_str(json).expect("a layer")
}

on_both!(a_flow_alone_shows_up_to_three_products_the_main_one_first, |house| {
    let ids = catalogue::products(house, "Mug", 4).await;
    let asked = [ids[2].clone(), ids[0].clone(), ids[1].clone()];
    let id = flow(house, None, &asked).await;
    assert_eq!(shown(house, &id).await, asked);
    assert_eq!(code(try_flow(house, None, &ids).await), "products:flow-products-max");
    let empty = flow(house, None, &[]).await;
    assert_eq!((view(house, &id).await.state(), view(house, &empty).await.state()), (FlowState::Configured, FlowState::Empty));
});

on_both!(a_flow_of_a_session_shows_only_products_of_the_session, |house| {
    let ids = catalogue::products(house, "Mug", 2).await;
    let here = session(house, "Autumn", &ids[..1]).await;
    assert_eq!(code(try_flow(house, Some(&here), &ids).await), "products:not-in-session");
    let first = flow(house, Some(&here), &ids[..1]).await;
    let second = flow(house, Some(&here), &[]).await;
    assert_eq!((view(house, &first).await.flow.position, view(house, &second).await.flow.position), (0, 1));
    assert_eq!(code(show(house, &second, 1, &ids[1..]).await), "products:not-in-session");
    assert_eq!(view(house, &first).await.flow.session_name.as_deref(), Some("Autumn"));
});

on_both!(the_layers_lie_over_each_other_and_the_prompt_is_built_from_what_holds, |house| {
    let client = layer(r#"{"scene":"Office","variants":2,"colors":["Pastel"]}"#);
    clients::update_settings(&house.control, &house.owner, 1, client, house.now()).await.expect("settings");
    let of = |name: &str, json: &str| products::ProductDraft { name: name.into(), default_settings: layer(json), ..Default::default() };
    let mug = products::create(&house.control, &house.owner, &of("Mug", r#"{"style":"Rustic"}"#), house.now()).await.expect("a product");
    let cup = products::create(&house.control, &house.owner, &of("Cup", r#"{"camera":"Overhead"}"#), house.now()).await.expect("a product");
    let here = session(house, "Autumn", &[mug.clone(), cup.clone()]).await;
    let own = layer(r#"{"scene":"Kitchen"}"#);
    collection_sessions::update_settings(&house.control, &house.owner, &here, 1, own, house.now()).await.expect("settings");
    let draft = FlowDraft {
        session: Some(here),
        products: vec![mug, cup],
        settings: layer(r#"{"colors":["vibrant"],"mood":"Playful"}"#),
        ..FlowDraft::default()
    };
    let id = flows::create(&house.control, &house.owner, draft, house.now()).await.expect("a flow");
    let view = view(house, &id).await;
    let s = &view.settings;
    assert_eq!((s.scene.as_str(), s.style.as_str(), s.lighting.as_str(), s.variants), ("Kitchen", "Rustic", "Morning Light", 2));
    assert_eq!((s.colors.as_slice(), s.mood.as_deref()), (["Pastel".to_owned(), "Vibrant".to_owned()].as_slice(), Some("Playful")));
    assert_eq!(s.camera, "Eye Level", "of several products the first one's defaults count");
    assert_eq!((view.flow.settings.scene.as_deref(), view.merged.scene.as_deref()), (None, Some("Kitchen")));
    let text = view.prompt.text();
    assert!(text.contains("the mug and the cup") && text.contains("kitchen"), "{text}");
});

on_both!(settings_change_whole_from_the_version_that_was_seen, |house| {
    let id = flow(house, None, &[]).await;
    settle(house, &id, 1, r#"{"scene":"living-room","mood":"Playful"}"#).await.expect("settings");
    settle(house, &id, 2, r#"{"scene":"Kitchen"}"#).await.expect("settings");
    let own = view(house, &id).await.flow;
    assert_eq!((own.settings.scene.as_deref(), own.settings.mood, own.version), (Some("Kitchen"), None, 3));
    assert_eq!(code(settle(house, &id, 2, "{}").await), "stale");
    assert_eq!(
        code(settle(house, &id, 3, r#"{"scene":"Moon","variants":9}"#).await),
        "settings.scene:not-a-choice settings.variants:out-of-range"
    );
});

on_both!(of_two_settings_at_once_one_wins, |house| {
    let id = flow(house, None, &[]).await;
    let (one, other) = tokio::join!(settle(house, &id, 1, r#"{"scene":"Kitchen"}"#), settle(house, &id, 1, r#"{"scene":"Office"}"#));
    let winner = if one.is_ok() { "Kitchen" } else { "Office" };
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
    assert_eq!(view(house, &id).await.settings.scene, winner);
});

on_both!(a_flow_is_named_renamed_and_unnamed, |house| {
    let id = flow(house, None, &[]).await;
    let rename = async |seen, name: &str| flows::rename(&house.control, &house.owner, &id, seen, name, house.now()).await;
    rename(1, " Evening ").await.expect("a name");
    assert_eq!(view(house, &id).await.flow.name.as_deref(), Some("Evening"));
    rename(2, " ").await.expect("no name");
    assert_eq!(view(house, &id).await.flow.name, None);
    assert_eq!((code(rename(2, "Late").await).as_str(), code(rename(3, "a\u{7}").await).as_str()), ("stale", "name:control-character"));
});

on_both!(a_picture_is_chosen_for_a_product_and_forgotten_with_it, |house| {
    let ids = catalogue::products(house, "Mug", 2).await;
    let (first, second) = (upload(house, &ids[0], 1).await, upload(house, &ids[0], 2).await);
    let foreign = upload(house, &ids[1], 3).await;
    let id = flow(house, None, &ids[..1]).await;
    let choose = async |seen, product: &ProductId, image| {
        flows::choose_base_image(&house.control, &house.owner, &id, seen, product, image, house.now()).await
    };
    let used = async || view(house, &id).await.products[0].image.clone().expect("a picture").id;
    assert_eq!(used().await, first);
    choose(1, &ids[0], Some(&second)).await.expect("a choice");
    assert_eq!((used().await, view(house, &id).await.images.len()), (second.clone(), 2));
    assert_eq!(code(choose(1, &ids[0], None).await), "stale");
    assert_eq!(code(choose(2, &ids[0], Some(&foreign)).await), "not-found");
    assert_eq!(code(choose(2, &ids[1], Some(&foreign)).await), "not-found");
    show(house, &id, 2, &ids[1..]).await.expect("other products");
    show(house, &id, 3, &ids[..1]).await.expect("the first again");
    assert_eq!(used().await, first, "the choice went with the product");
    choose(4, &ids[0], Some(&second)).await.expect("a choice");
    choose(5, &ids[0], None).await.expect("back to the primary one");
    assert_eq!(used().await, first);
});

on_both!(the_products_of_a_flow_change_from_the_version_that_was_seen, |house| {
    let ids = catalogue::products(house, "Mug", 4).await;
    let id = flow(house, None, &ids[..2]).await;
    let order = [ids[3].clone(), ids[1].clone(), ids[0].clone()];
    show(house, &id, 1, &order).await.expect("a change");
    assert_eq!(shown(house, &id).await, order);
    assert_eq!(code(show(house, &id, 1, &ids[..1]).await), "stale");
    assert_eq!(code(show(house, &id, 2, &ids).await), "products:flow-products-max");
    let unknown = ProductId::parse("nothing").expect("an id");
    assert_eq!(code(show(house, &id, 2, &[unknown]).await), "not-found");
    assert_eq!(shown(house, &id).await, order);
});

on_both!(a_deleted_product_is_left_out_until_it_is_back, |house| {
    let ids = catalogue::products(house, "Mug", 2).await;
    let id = flow(house, None, &ids).await;
    products::delete(&house.control, &house.owner, &ids[0], house.now()).await.expect("a deletion");
    assert_eq!(shown(house, &id).await, ids[1..]);
    products::delete(&house.control, &house.owner, &ids[1], house.now()).await.expect("a deletion");
    assert_eq!(view(house, &id).await.state(), FlowState::Empty);
    products::restore(&house.control, &house.owner, &ids[0], house.now()).await.expect("a restoration");
    assert_eq!(shown(house, &id).await, ids[..1]);
});

on_both!(the_eleventh_flow_of_a_product_is_refused_also_by_restoring_one, |house| {
    let mug = product(house, "Mug").await;
    let only = std::slice::from_ref(&mug);
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(flow(house, None, only).await);
    }
    assert_eq!(code(try_flow(house, None, only).await), "products:product-flows-max");
    let empty = flow(house, None, &[]).await;
    assert_eq!(code(show(house, &empty, 1, only).await), "products:product-flows-max");
    show(house, &ids[0], 1, only).await.expect("its own place is not counted twice");
    flows::delete(&house.control, &house.owner, &ids[0], house.now()).await.expect("a deletion");
    flow(house, None, only).await;
    assert_eq!(code(flows::restore(&house.control, &house.owner, &ids[0], house.now()).await), "products:product-flows-max");
});

on_both!(of_several_eleventh_flows_at_once_none_slips_through, |house| {
    let mug = product(house, "Mug").await;
    for _ in 0..8 {
        flow(house, None, std::slice::from_ref(&mug)).await;
    }
    let tries = (0..6).map(|_| try_flow(house, None, std::slice::from_ref(&mug)));
    let outcomes = futures_util::future::join_all(tries).await;
    let (made, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 2);
    for outcome in refused {
        assert_eq!(code(outcome), "products:product-flows-max");
    }
});

on_both!(a_session_is_filled_with_one_flow_for_each_product_that_has_none, |house| {
    let ids = catalogue::products(house, "Mug", 5).await;
    let here = session(house, "Autumn", &ids).await;
    flow(house, Some(&here), &ids[1..3]).await;
    for _ in 0..10 {
        flow(house, None, &ids[4..]).await;
    }
    let fill = async || flows::fill_session(&house.control, &house.owner, &here, house.now()).await.expect("flows");
    let filled = fill().await;
    assert_eq!((filled.made.len(), filled.left_out.as_slice()), (2, &ids[4..]));
    let all = collection_sessions::view(&house.control, &house.owner, &here).await.expect("the session").flows;
    let shown: Vec<Vec<ProductId>> = all.into_iter().map(|card| card.products.into_iter().map(|p| p.id).collect()).collect();
    assert_eq!(shown, [ids[1..3].to_vec(), vec![ids[0].clone()], vec![ids[3].clone()]]);
    assert!(fill().await.made.is_empty(), "doing it again makes nothing");
});

on_both!(a_session_filled_twice_at_once_has_each_flow_once, |house| {
    let ids = catalogue::products(house, "Mug", 6).await;
    let here = session(house, "Autumn", &ids).await;
    let fill = || flows::fill_session(&house.control, &house.owner, &here, house.now());
    let (one, other) = tokio::join!(fill(), fill());
    assert_eq!(one.expect("flows").made.len() + other.expect("flows").made.len(), 6);
});

on_both!(a_generating_flow_is_locked_and_its_duplicate_is_not, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let only = std::slice::from_ref(&mug);
    let here = session(house, "Autumn", only).await;
    let id = flow(house, Some(&here), only).await;
    settle(house, &id, 1, r#"{"scene":"Kitchen"}"#).await.expect("settings");
    let run = runs::generate(&house.control, &house.owner, &id, Admit::default(), house.now()).await.expect("a run");
    assert_eq!(code(settle(house, &id, 2, "{}").await), "generating");
    assert_eq!(code(show(house, &id, 2, &[]).await), "generating");
    let choose = flows::choose_base_image(&house.control, &house.owner, &id, 2, &mug, Some(&image), house.now());
    assert_eq!(code(choose.await), "generating");
    assert_eq!(code(flows::delete(&house.control, &house.owner, &id, house.now()).await), "generating");
    flows::rename(&house.control, &house.owner, &id, 2, "Evening", house.now()).await.expect("a name changes no picture");

    let copy = flows::duplicate(&house.control, &house.owner, &id, house.now()).await.expect("a duplicate");
    let seen = view(house, &copy).await;
    assert_eq!((seen.state(), seen.flow.position, seen.flow.name.as_deref()), (FlowState::Configured, 1, Some("Evening")));
    assert_eq!((seen.flow.settings.scene.as_deref(), seen.runs.len()), (Some("Kitchen"), 0));
    settle(house, &copy, 1, "{}").await.expect("free");

    let seen = view(house, &id).await;
    assert_eq!((seen.state(), seen.runs.len(), seen.pictures.unfinished), (FlowState::Generating, 1, 4));
    runs::cancel(&house.control, &house.owner, &run, house.now()).await.expect("stopped");
    settle(house, &id, 3, "{}").await.expect("free again");
    let pictures = view(house, &id).await.pictures;
    assert_eq!((pictures.unfinished, pictures.failed), (0, 0), "what somebody stopped has not failed");
});

on_both!(the_pictures_of_a_flow_are_numbered_on_over_its_runs, |house| {
    let mug = product(house, "Mug").await;
    catalogue::ready(house, &upload(house, &mug, 1).await).await;
    let id = flow(house, None, std::slice::from_ref(&mug)).await;
    for numbers in [[1, 2, 3, 4], [5, 6, 7, 8]] {
        let run = runs::generate(&house.control, &house.owner, &id, Admit::default(), house.now()).await.expect("a run");
        let (_, jobs) = runs::view(&house.control, &house.owner, &run).await.expect("the run");
        assert_eq!(jobs.iter().filter_map(|job| job.variant).collect::<Vec<_>>(), numbers);
        runs::cancel(&house.control, &house.owner, &run, house.now()).await.expect("stopped");
    }
});

on_both!(changing_and_generating_at_once_never_generates_what_was_changed_away, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = flow(house, None, std::slice::from_ref(&mug)).await;
    let preview = runs::preview(&house.control, &house.owner, &id).await.expect("a preview").hash;
    let admit = Admit { preview: Some(preview), idempotency_key: None };
    let (changed, run) = tokio::join!(
        settle(house, &id, 1, r#"{"scene":"Kitchen"}"#),
        runs::generate(&house.control, &house.owner, &id, admit, house.now())
    );
    match (changed, run) {
        (Err(changed), Ok(_)) => assert_eq!(changed.code(), "generating"),
        (Ok(()), Err(run)) => assert_eq!(run.code(), "plan-changed"),
        both => panic!("{both:?}"),
    }
});

on_both!(one_generation_asked_for_twice_at_once_by_one_key_is_one_run, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = flow(house, None, std::slice::from_ref(&mug)).await;
    let admit = || Admit { preview: None, idempotency_key: Some("k-1".into()) };
    let generate = || runs::generate(&house.control, &house.owner, &id, admit(), house.now());
    let (one, other) = tokio::join!(generate(), generate());
    assert_eq!(one.expect("a run"), other.expect("the same run"));
});

on_both!(a_deleted_flow_leaves_its_pictures_in_the_gallery_and_comes_back, |house| {
    let mug = product(house, "Mug").await;
    let here = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let id = flow(house, Some(&here), std::slice::from_ref(&mug)).await;
    pictures::many(house, "p", &id, &mug, 3).await;
    flows::delete(&house.control, &house.owner, &id, house.now()).await.expect("a deletion");
    assert_eq!(code(flows::view(&house.control, &house.owner, &id).await), "not-found");
    assert_eq!(code(settle(house, &id, 2, "{}").await), "not-found");
    assert_eq!(products::view(&house.control, &house.owner, &mug).await.expect("the product").newest.len(), 3);
    flows::restore(&house.control, &house.owner, &id, house.now()).await.expect("a restoration");
    assert_eq!(view(house, &id).await.pictures.completed, 3);
    assert_eq!(code(flows::restore(&house.control, &house.owner, &id, house.now()).await), "not-found");

    flows::delete(&house.control, &house.owner, &id, house.now()).await.expect("a deletion");
    house.clock.advance(time::Duration::seconds(1));
    let policy = visualizer_domain::collection_session::DeletePolicy::KeepPinnedApproved;
    collection_sessions::delete(&house.control, &house.owner, &here, 1, policy, house.now()).await.expect("a deletion");
    assert_eq!(code(flows::restore(&house.control, &house.owner, &id, house.now()).await), "session-deleted");
});

on_both!(flows_are_listed_by_name_product_mark_and_place, |house| {
    let (mug, lamp) = (product(house, "Stoneware mug").await, product(house, "Dome lamp").await);
    let here = session(house, "Autumn", std::slice::from_ref(&lamp)).await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let alone = flow(house, None, &[mug.clone(), lamp.clone()]).await;
    house.clock.advance(time::Duration::seconds(1));
    let inside = flow(house, Some(&here), std::slice::from_ref(&lamp)).await;
    flows::rename(&house.control, &house.owner, &inside, 1, "Evening 100%", house.now()).await.expect("a name");
    flows::set_favorite(&house.control, &house.owner, &inside, true, house.now()).await.expect("a mark");
    let list = async |filter: FlowFilter| {
        let page = flows::list(&house.control, &house.owner, &filter, None, Limit::default()).await.expect("a page");
        page.rows.into_iter().map(|card| card.id).collect::<Vec<_>>()
    };
    let search = |text: &str| FlowFilter { search: Some(text.into()), ..FlowFilter::default() };
    let both = [inside.clone(), alone.clone()];
    assert_eq!(list(FlowFilter::default()).await, both);
    assert_eq!(list(search("LAMP")).await, both, "by what it shows");
    assert_eq!(list(search("stoneware")).await, both[1..]);
    assert_eq!(list(search("100%")).await, both[..1]);
    assert_eq!(list(FlowFilter { alone: true, ..FlowFilter::default() }).await, both[1..]);
    assert_eq!(list(FlowFilter { favorite: true, ..FlowFilter::default() }).await, both[..1]);
    assert!(list(FlowFilter { deleted: true, ..FlowFilter::default() }).await.is_empty());

    let page = flows::list(&house.control, &house.owner, &FlowFilter::default(), None, Limit::new(1)).await.expect("a page");
    let next = flows::list(&house.control, &house.owner, &FlowFilter::default(), page.next.as_ref(), Limit::new(1)).await.expect("a page");
    let card = &next.rows[0];
    let names: Vec<(&str, bool)> = card.products.iter().map(|p| (p.name.as_str(), p.image_sha256.is_some())).collect();
    assert_eq!((names, next.next.is_none()), (vec![("Stoneware mug", true), ("Dome lamp", false)], true));
    let second = upload(house, &mug, 2).await;
    flows::choose_base_image(&house.control, &house.owner, &alone, 1, &mug, Some(&second), house.now()).await.expect("a choice");
    let sha = async || {
        let page = flows::list(&house.control, &house.owner, &search("stoneware"), None, Limit::default()).await.expect("a page");
        page.rows[0].products[0].image_sha256.clone()
    };
    let of = async |image| {
        let found = visualizer_db::product_images::of(house.control.db.read(), &house.client).find(image).await.expect("an answer");
        found.map(|image| image.sha256)
    };
    assert_eq!(sha().await, of(&image).await, "a picture that is being checked has no copy to show");
    catalogue::ready(house, &second).await;
    assert_eq!(sha().await, of(&second).await, "the card shows the picture that the flow uses");
    flows::choose_base_image(&house.control, &house.owner, &alone, 2, &mug, None, house.now()).await.expect("a choice");
    assert_eq!(sha().await, of(&image).await);
});

on_both!(another_clients_flow_is_not_found_and_who_only_looks_changes_none, |house| {
    let mug = product(house, "Mug").await;
    let here = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let id = flow(house, None, std::slice::from_ref(&mug)).await;
    let (stranger, viewer) = (house.stranger().await, house.member("Vera", Role::Viewer).await);
    assert_eq!(code(flows::view(&house.control, &stranger, &id).await), "not-found");
    flows::view(&house.control, &viewer, &id).await.expect("everybody looks");
    for (actor, wanted) in [(&stranger, "not-found"), (&viewer, "forbidden")] {
        assert_eq!(code(flows::update_settings(&house.control, actor, &id, 1, SettingsLayer::default(), house.now()).await), wanted);
        assert_eq!(code(flows::rename(&house.control, actor, &id, 1, "Mine", house.now()).await), wanted);
        assert_eq!(code(flows::set_products(&house.control, actor, &id, 1, &[], house.now()).await), wanted);
        assert_eq!(code(flows::choose_base_image(&house.control, actor, &id, 1, &mug, None, house.now()).await), wanted);
        assert_eq!(code(flows::set_favorite(&house.control, actor, &id, true, house.now()).await), wanted);
        assert_eq!(code(flows::duplicate(&house.control, actor, &id, house.now()).await), wanted);
        assert_eq!(code(flows::delete(&house.control, actor, &id, house.now()).await), wanted);
        assert_eq!(code(flows::restore(&house.control, actor, &id, house.now()).await), wanted);
        let into = FlowDraft { session: Some(here.clone()), ..FlowDraft::default() };
        assert_eq!(code(flows::create(&house.control, actor, into, house.now()).await), wanted);
        let with = FlowDraft { products: vec![mug.clone()], ..FlowDraft::default() };
        assert_eq!(code(flows::create(&house.control, actor, with, house.now()).await), wanted);
    }
});

on_both!(a_stored_setting_that_no_program_of_ours_wrote_is_our_failure_and_not_a_panic, |house| {
    let id = flow(house, None, &[]).await;
    let odd = params![serde_json::json!({ "hologram": true }), id];
    factory::write(&house.control.db, "update generation_flow set settings = $1 where id = $2", odd).await;
    assert_eq!(code(flows::view(&house.control, &house.owner, &id).await), "internal");
});
