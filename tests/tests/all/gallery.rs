//! The gallery: filters and pages both ways. The plans by which the engines walk it are in `plans`.

use std::collections::HashSet;

use visualizer_control::downloads::{self, Form};
use visualizer_control::gallery_offers;
use visualizer_control::generated_assets::{self, Selection};
use visualizer_db::gallery::{Direction, Frame};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{AssetId, GenerationFlowId, ProductId};
use visualizer_domain::page::{Cursor, Limit};
use visualizer_tests::{House, catalogue, factory, on_both, pictures};

async fn filled(house: &House, n: i64) -> (GenerationFlowId, ProductId) {
    let db = &house.control.db;
    let (product, _) = factory::product(db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let (other, _) = factory::product(db, &house.client, &house.owner.user_id, "Lamp", house.now()).await;
    let flow = factory::flow(db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    let elsewhere = factory::flow(db, &house.client, &house.owner.user_id, &[&other], house.now()).await;
    pictures::many(house, "p", &flow, &product, n).await;
    pictures::many(house, "q", &elsewhere, &other, n).await;
    (flow, product)
}

async fn walk(house: &House, filter: &AssetFilter, rows: u16) -> Vec<Frame> {
    let (mut all, mut from) = (Vec::new(), None::<Cursor>);
    loop {
        let page = generated_assets::list(&house.control, &house.owner, filter, from.as_ref(), Direction::Older, Limit::new(rows))
            .await
            .expect("a page");
        all.extend(page.rows);
        match page.next {
            Some(next) => from = Some(next),
            None => return all,
        }
    }
}

on_both!(pages_show_every_picture_once_newest_first, |house| {
    filled(house, 150).await;
    let all = walk(house, &AssetFilter::default(), 7).await;
    assert_eq!(all.len(), 2 * 147, "three of each 150 are deleted");
    assert_eq!(all.iter().map(|f| &f.id).collect::<HashSet<_>>().len(), all.len());
    assert!(all.windows(2).all(|w| (w[0].created_at, &w[0].id) > (w[1].created_at, &w[1].id)));
});

on_both!(the_way_back_shows_the_same_pages, |house| {
    filled(house, 30).await;
    let filter = AssetFilter::default();
    let page = |from: Option<Cursor>, direction| {
        let (house, filter) = (house, filter.clone());
        async move {
            generated_assets::list(&house.control, &house.owner, &filter, from.as_ref(), direction, Limit::new(10)).await.expect("a page")
        }
    };
    let first = page(None, Direction::Older).await;
    let second = page(first.next.clone(), Direction::Older).await;
    let back = page(second.rows.first().map(Frame::cursor), Direction::Newer).await;
    assert_eq!(back.rows, first.rows);
});

on_both!(each_filter_narrows_to_what_it_says, |house| {
    let (flow, product) = filled(house, 60).await;
    let base = AssetFilter::default();
    let count = async |filter: AssetFilter| walk(house, &filter, 50).await.len();
    assert_eq!(count(AssetFilter { flow: Some(flow.clone()), ..base.clone() }).await, 59);
    assert_eq!(count(AssetFilter { product: Some(product.clone()), ..base.clone() }).await, 59);
    assert_eq!(count(AssetFilter { approval: Some(ApprovalStatus::Approved), flow: Some(flow.clone()), ..base.clone() }).await, 19);
    assert_eq!(count(AssetFilter { pinned: true, product: Some(product.clone()), ..base.clone() }).await, 6);
    assert_eq!(count(AssetFilter { flow: Some(flow.clone()), product: Some(product.clone()), ..base.clone() }).await, 59);
    assert_eq!(count(AssetFilter { deleted: true, product: Some(product), ..base.clone() }).await, 1);
    assert_eq!(count(AssetFilter { deleted: true, ..base.clone() }).await, 2);
    let hour = AssetFilter { from: Some(house.now()), until: Some(house.now() + time::Duration::seconds(10)), flow: Some(flow), ..base };
    assert_eq!(count(hour).await, 10);
});

on_both!(a_file_has_the_number_of_its_picture_and_a_name_of_its_own, |house| {
    let (_, product) = filled(house, 3).await;
    let again = factory::flow(&house.control.db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    pictures::many(house, "r", &again, &product, 1).await;
    let ids = ["p000002", "p000000", "r000000"].map(|id| (AssetId::parse(id).expect("an id"), None));
    let files = downloads::entries(&house.control, &house.owner, &Selection::These(ids.to_vec()), Form::Original).await.expect("files");
    let names: Vec<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
    assert_eq!(names, ["mug-flow-03.png", "mug-flow-01.png", "mug-flow-01_2.png"]);
});

on_both!(the_gallery_offers_what_its_newest_pictures_show_and_what_is_chosen, |house| {
    let (_, mug) = filled(house, 3).await;
    let plain = catalogue::products(house, "Plain", 9).await;
    house.clock.advance(time::Duration::minutes(1));
    let lamp = catalogue::product(house, "Second lamp").await;
    let session = catalogue::session(house, "Autumn", std::slice::from_ref(&lamp)).await;
    let flow = catalogue::flow(house, Some(&session), std::slice::from_ref(&lamp)).await;
    pictures::many(house, "r", &flow, &lamp, 1).await;

    let offers = gallery_offers::of_products(&house.control, &house.owner, None).await.expect("products");
    assert_eq!((offers.len(), &offers[0].id, offers[0].pictures), (3, &lamp, 1));
    assert!(offers.iter().any(|offer| offer.id == mug));
    let chosen = gallery_offers::of_products(&house.control, &house.owner, Some(&plain[0])).await.expect("products");
    assert_eq!((chosen.len(), &chosen[3].id, chosen[3].pictures), (4, &plain[0], 0), "what is chosen can be let go of");

    let offers = gallery_offers::of_sessions(&house.control, &house.owner, None).await.expect("sessions");
    assert_eq!(offers.iter().map(|offer| (&offer.id, offer.name.as_str(), offer.pictures)).collect::<Vec<_>>(), [(&session, "Autumn", 1)]);
    let stranger = house.stranger().await;
    assert!(gallery_offers::of_products(&house.control, &stranger, Some(&mug)).await.expect("products").is_empty());
});

on_both!(a_stranger_sees_none_of_it, |house| {
    filled(house, 10).await;
    let stranger = house.stranger().await;
    let page = generated_assets::list(&house.control, &stranger, &AssetFilter::default(), None, Direction::Older, Limit::default())
        .await
        .expect("a page");
    assert!(page.rows.is_empty());
});

on_both!(a_session_shows_the_pictures_of_its_flows_and_of_none_besides, |house| {
    let (mug, lamp) = (catalogue::product(house, "Mug").await, catalogue::product(house, "Lamp").await);
    let session = catalogue::session(house, "Autumn", &[mug.clone(), lamp.clone()]).await;
    let inside = catalogue::flow(house, Some(&session), std::slice::from_ref(&mug)).await;
    let beside = catalogue::flow(house, Some(&session), std::slice::from_ref(&lamp)).await;
    let outside = catalogue::flow(house, None, std::slice::from_ref(&mug)).await;
    for (prefix, flow, product) in [("p", &inside, &mug), ("q", &beside, &lamp), ("r", &outside, &mug)] {
        pictures::many(house, prefix, flow, product, 60).await;
    }
    let base = AssetFilter { session: Some(session), ..AssetFilter::default() };
    let all = walk(house, &base, 7).await;
    assert_eq!(all.len(), 2 * 59);
    assert!(all.windows(2).all(|w| (w[0].created_at, &w[0].id) > (w[1].created_at, &w[1].id)));
    assert_eq!(walk(house, &AssetFilter { product: Some(mug), ..base.clone() }, 50).await.len(), 59);
    assert_eq!(walk(house, &AssetFilter { flow: Some(inside), ..base.clone() }, 50).await.len(), 59);
    assert_eq!(walk(house, &AssetFilter { flow: Some(outside), ..base }, 50).await.len(), 0);
});
