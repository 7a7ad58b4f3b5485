//! Products: what people say about them, what lists and pages show, and whose they are.

use time::Duration;
use visualizer_control::products::{self, ProductDraft, ProductFilter};
use visualizer_domain::ids::ProductId;
use visualizer_domain::page::Limit;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::{Actor, Problem, Role};
use visualizer_tests::{House, catalogue, code, on_both, pictures};

fn named(name: &str) -> ProductDraft {
    ProductDraft { name: name.into(), ..ProductDraft::default() }
}

async fn names(house: &House, filter: ProductFilter) -> Vec<String> {
    let page = products::list(&house.control, &house.owner, &filter, None, Limit::default()).await.expect("a page");
    page.rows.into_iter().map(|card| card.name).collect()
}

on_both!(a_product_keeps_what_was_said_about_it, |house| {
    let draft = ProductDraft {
        name: " 花瓶 Vase ".into(),
        description: "Two\nlines".into(),
        category: "Ceramics".into(),
        sku: " KO-1 ".into(),
        scene_types: vec!["living-room".into(), "Living Room".into(), String::new(), "kitchen".into()],
        default_settings: serde_json::from_str::<SettingsLayer>(r#"{"style":"rustic"}"#).expect("a layer"),
    };
    let id = products::create(&house.control, &house.owner, &draft, house.now()).await.expect("a product");
    let product = products::view(&house.control, &house.owner, &id).await.expect("the product").product;
    assert_eq!(
        (product.name.as_str(), product.description.as_deref(), product.sku.as_deref()),
        ("花瓶 Vase", Some("Two\nlines"), Some("KO-1"))
    );
    assert_eq!(product.scene_types, ["Living Room", "Kitchen"]);
    assert_eq!((product.default_settings.style.as_deref(), product.version, product.created_at), (Some("Rustic"), 1, house.now()));
});

on_both!(every_bad_field_of_a_product_is_named_at_once, |house| {
    let bad = ProductDraft {
        name: String::new(),
        description: "x".repeat(5_001),
        category: "a\nb".into(),
        sku: "x".repeat(256),
        scene_types: vec!["Moon".into()],
        default_settings: serde_json::from_str::<SettingsLayer>(r#"{"variants":9}"#).expect("a layer"),
    };
    let all =
        "name:empty description:too-long category:control-character sku:too-long scene_types:not-a-choice settings.variants:out-of-range";
    assert_eq!(code(products::create(&house.control, &house.owner, &bad, house.now()).await), all);
    assert!(names(house, ProductFilter::default()).await.is_empty());
});

on_both!(a_change_made_from_an_older_version_is_refused_and_names_who_was_first, |house| {
    let id = catalogue::product(house, "Mug").await;
    let editor = house.member("Edna", Role::Editor).await;
    house.clock.advance(Duration::seconds(1));
    products::update(&house.control, &editor, &id, 1, &named("Cup"), house.now()).await.expect("a change");
    let stale = products::update(&house.control, &house.owner, &id, 1, &named("Beaker"), house.now()).await;
    let Err(Problem::Stale { seen: 1, current: 2, changed_by: Some(by), .. }) = stale else { panic!("{stale:?}") };
    assert_eq!(by.name, "Edna");
    assert_eq!(names(house, ProductFilter::default()).await, ["Cup"]);
});

on_both!(of_two_changes_at_once_one_wins, |house| {
    let id = catalogue::product(house, "Mug").await;
    let change = async |name: &str| products::update(&house.control, &house.owner, &id, 1, &named(name), house.now()).await;
    let (one, other) = tokio::join!(change("Cup"), change("Beaker"));
    let winner = if one.is_ok() { "Cup" } else { "Beaker" };
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
    assert_eq!(names(house, ProductFilter::default()).await, [winner]);
});

on_both!(another_clients_product_is_not_found_by_any_command, |house| {
    let id = catalogue::product(house, "Mug").await;
    let stranger = house.stranger().await;
    assert_eq!(code(products::view(&house.control, &stranger, &id).await), "not-found");
    assert_eq!(code(products::update(&house.control, &stranger, &id, 1, &named("Mine"), house.now()).await), "not-found");
    assert_eq!(code(products::set_favorite(&house.control, &stranger, &id, true, house.now()).await), "not-found");
    assert_eq!(code(products::delete(&house.control, &stranger, &id, house.now()).await), "not-found");
    assert_eq!(code(products::restore(&house.control, &stranger, &id, house.now()).await), "not-found");
    assert!(
        products::list(&house.control, &stranger, &ProductFilter::default(), None, Limit::default()).await.expect("a page").rows.is_empty()
    );
});

on_both!(who_only_looks_or_judges_changes_no_product, |house| {
    let id = catalogue::product(house, "Mug").await;
    for role in [Role::Reviewer, Role::Viewer] {
        let actor = house.member("Somebody", role).await;
        assert_eq!(code(products::create(&house.control, &actor, &named("Mine"), house.now()).await), "forbidden");
        assert_eq!(code(products::update(&house.control, &actor, &id, 1, &named("Mine"), house.now()).await), "forbidden");
        assert_eq!(code(products::delete(&house.control, &actor, &id, house.now()).await), "forbidden");
        products::view(&house.control, &actor, &id).await.expect("everybody looks");
    }
    let nowhere = Actor { standing: None, ..house.owner.clone() };
    assert_eq!(code(products::list(&house.control, &nowhere, &ProductFilter::default(), None, Limit::default()).await), "forbidden");
});

on_both!(a_deleted_product_is_out_of_the_list_until_it_is_restored, |house| {
    let id = catalogue::product(house, "Mug").await;
    let deleted = ProductFilter { deleted: true, ..ProductFilter::default() };
    products::delete(&house.control, &house.owner, &id, house.now()).await.expect("a deletion");
    assert_eq!(code(products::delete(&house.control, &house.owner, &id, house.now()).await), "not-found");
    assert_eq!(code(products::update(&house.control, &house.owner, &id, 2, &named("Cup"), house.now()).await), "not-found");
    assert_eq!(code(products::set_favorite(&house.control, &house.owner, &id, true, house.now()).await), "not-found");
    assert_eq!((names(house, ProductFilter::default()).await.len(), names(house, deleted.clone()).await.len()), (0, 1));
    assert!(products::view(&house.control, &house.owner, &id).await.expect("its page").product.deleted_at.is_some());
    products::restore(&house.control, &house.owner, &id, house.now()).await.expect("a restoration");
    assert_eq!(code(products::restore(&house.control, &house.owner, &id, house.now()).await), "not-found");
    assert_eq!((names(house, ProductFilter::default()).await.len(), names(house, deleted).await.len()), (1, 0));
});

on_both!(products_come_in_pages_that_lose_and_repeat_nothing, |house| {
    for n in 1..=7 {
        // Pairs share an instant, so that the order needs its tie-breaker.
        house.clock.advance(Duration::seconds(n % 2));
        catalogue::product(house, &format!("Mug {n}")).await;
    }
    let (mut seen, mut from) = (Vec::new(), None);
    loop {
        let page =
            products::list(&house.control, &house.owner, &ProductFilter::default(), from.as_ref(), Limit::new(2)).await.expect("a page");
        assert!(page.rows.len() <= 2);
        seen.extend(page.rows.into_iter().map(|card| (card.created_at, card.id)));
        match page.next {
            Some(next) => from = Some(next),
            None => break,
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!((seen.len(), &seen), (7, &sorted));
});

on_both!(products_are_found_by_part_of_a_name_or_number_by_category_and_by_mark, |house| {
    for (name, sku, category) in [("Dome lamp", "KO-1", "Lighting"), ("Floor LAMP", "KO-2", "Lighting"), ("Mug 50%", "X_9", "Tableware")] {
        house.clock.advance(Duration::seconds(1));
        let draft = ProductDraft { sku: sku.into(), category: category.into(), ..named(name) };
        let id = products::create(&house.control, &house.owner, &draft, house.now()).await.expect("a product");
        products::set_favorite(&house.control, &house.owner, &id, sku == "KO-1", house.now()).await.expect("a mark");
    }
    let search = |text: &str| ProductFilter { search: Some(text.into()), ..ProductFilter::default() };
    assert_eq!(names(house, search("lamp")).await, ["Floor LAMP", "Dome lamp"]);
    assert_eq!(names(house, search("ko-2")).await, ["Floor LAMP"]);
    assert_eq!(names(house, search("50%")).await, ["Mug 50%"]);
    assert!(names(house, search("5_%")).await.is_empty(), "wildcards are characters");
    assert_eq!(names(house, search("X_9")).await, ["Mug 50%"]);
    assert_eq!(names(house, search(" ")).await.len(), 3);
    assert_eq!(names(house, ProductFilter { category: Some("Tableware".into()), ..ProductFilter::default() }).await, ["Mug 50%"]);
    // A NUL is in no row; looking for one is no failure on either engine.
    assert_eq!(names(house, search("\0lamp")).await, ["Floor LAMP", "Dome lamp"]);
    assert_eq!(names(house, ProductFilter { category: Some("\0".into()), ..ProductFilter::default() }).await, Vec::<String>::new());
    assert_eq!(names(house, ProductFilter { favorite: true, ..ProductFilter::default() }).await, ["Dome lamp"]);
    assert_eq!(products::count(&house.control, &house.owner, &search("lamp")).await.expect("a count"), 2);
    let categories = products::categories(&house.control, &house.owner).await.expect("categories");
    let categories: Vec<(&str, i64)> = categories.iter().map(|c| (c.name.as_str(), c.products)).collect();
    assert_eq!(categories, [("Lighting", 2), ("Tableware", 1)]);
});

on_both!(a_card_shows_the_primary_picture_and_counts_of_live_things_only, |house| {
    let id = catalogue::product(house, "Mug").await;
    let first = catalogue::upload(house, &id, 1).await;
    catalogue::upload(house, &id, 2).await;
    catalogue::ready(house, &first).await;
    let flow = catalogue::flow(house, None, std::slice::from_ref(&id)).await;
    let other = catalogue::flow(house, None, std::slice::from_ref(&id)).await;
    visualizer_control::generation_flows::delete(&house.control, &house.owner, &other, house.now()).await.expect("a deletion");
    // Of 60, every third each is undecided, approved, rejected; the 50th is deleted.
    pictures::many(house, "p", &flow, &id, 60).await;
    catalogue::product(house, "Without anything").await;

    let page = products::list(&house.control, &house.owner, &ProductFilter::default(), None, Limit::default()).await.expect("a page");
    let card = page.rows.iter().find(|card| card.id == id).expect("the mug");
    let image =
        visualizer_db::product_images::of(house.control.db.read(), &house.client).find(&first).await.expect("an answer").expect("it");
    assert_eq!((card.image_sha256.as_ref(), card.image_check), (Some(&image.sha256), Some(CheckState::Ready)));
    assert_eq!((card.images, card.flows), (2, 1));
    assert_eq!((card.pictures.completed, card.pictures.undecided, card.pictures.approved), (59, 20, 19));
    let newest: Vec<String> = (56..60).rev().map(|i| format!("{i:064x}")).collect();
    assert_eq!(card.newest, newest);
    let bare = page.rows.iter().find(|card| card.id != id).expect("the other");
    assert_eq!((bare.images, bare.flows, bare.pictures.completed, bare.newest.len(), bare.image_check), (0, 0, 0, 0, None));
});

on_both!(a_products_page_has_its_pictures_flows_and_newest_results, |house| {
    let id = catalogue::product(house, "Mug").await;
    let images = [catalogue::upload(house, &id, 1).await, catalogue::upload(house, &id, 2).await];
    let flow = catalogue::flow(house, None, std::slice::from_ref(&id)).await;
    pictures::many(house, "p", &flow, &id, 12).await;
    let view = products::view(&house.control, &house.owner, &id).await.expect("the page");
    assert_eq!(view.images.iter().map(|image| image.id.clone()).collect::<Vec<_>>(), images);
    assert_eq!((view.flows.len(), &view.flows[0].id, view.flows[0].pictures.completed), (1, &flow, 12));
    assert_eq!((view.pictures.completed, view.newest.len(), view.newest[0].id.as_str()), (12, 8, "p000011"));
    let unknown = ProductId::parse("nothing").expect("an id");
    assert_eq!(code(products::view(&house.control, &house.owner, &unknown).await), "not-found");
});
