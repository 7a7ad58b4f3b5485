//! A site with something of everything in it, so that no page is empty: products, a session, flows, pictures that are approved, rejected
//! and not decided, and a second member. All of it is made by commands of people and by the site's own worker.

use std::time::Duration;

use bytes::Bytes;
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_control::generation_flows::{self, FlowDraft};
use visualizer_control::runs::{self, Admit};
use visualizer_domain::Role;
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{ProductId, RunId};
use visualizer_domain::page::Limit;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::quality::Quality;
use visualizer_domain::settings::SettingsLayer;

use crate::workshop::{sample, until_within};
use crate::{House, Site, catalogue, graph};

/// Longest wait for the pictures of the site, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(180);

/// Furnishes a site that was just opened.
///
/// # Panics
/// When the site refuses something, or does not come to an end with it.
pub async fn furnish(site: &Site) {
    let house = &site.house;
    // The oldest, so that the first product of the list has pictures to follow.
    let plain = catalogue::product(house, "Vase without a photograph").await;
    let mug = product(house, "Stoneware mug", "products/mug.jpg").await;
    let lamp = product(house, "Table lamp Linnea", "products/table-lamp.jpg").await;
    let session = catalogue::session(house, "Winter table", &[mug.clone(), lamp.clone(), plain]).await;
    let settings = SettingsLayer { quality: Some(Quality::K1), variants: Some(3), ..SettingsLayer::default() };
    let draft = FlowDraft { session: Some(session.clone()), name: "Mug in the kitchen".into(), products: vec![mug], settings };
    let flow = generation_flows::create(&house.control, &house.owner, draft, house.now()).await.expect("a flow");
    catalogue::flow(house, Some(&session), &[lamp]).await;
    let run = runs::generate(&house.control, &house.owner, &flow, Admit::default(), house.now()).await.expect("a run");
    ended(house, &run).await;
    decide(house).await;
    // From now on nobody approves their own, so this comes last.
    house.member("Second pair of eyes", Role::Reviewer).await;
}

/// A product whose photograph the site's worker has checked.
async fn product(house: &House, name: &str, photograph: &str) -> ProductId {
    let id = catalogue::product(house, name).await;
    let photograph = Bytes::from(sample(photograph));
    let image = catalogue::try_upload(house, &house.owner, &id, photograph).await.expect("a picture");
    let images = visualizer_db::product_images::of(house.control.db.read(), &house.client);
    until_within("the photograph is checked", PATIENCE, async || {
        let row = images.find(&image).await.expect("an answer").expect("the picture");
        row.check_state == CheckState::Ready
    })
    .await;
    id
}

async fn ended(house: &House, run: &RunId) {
    until_within("the pictures are made", PATIENCE, async || graph::run(house, run).await.outcome.is_some()).await;
}

/// Approves the newest, rejects the next, leaves the others.
async fn decide(house: &House) {
    let (control, filter) = (&house.control, AssetFilter::default());
    let made = generated_assets::list(control, &house.owner, &filter, None, visualizer_control::Direction::Older, Limit::default())
        .await
        .expect("pictures")
        .rows;
    for (frame, decision) in made.iter().zip([Decision::Approve, Decision::Reject(None)]) {
        let these = Selection::These(vec![(frame.id.clone(), None)]);
        generated_assets::change(control, &house.owner, &these, &LifeChange::Decide(decision), house.now()).await.expect("a decision");
    }
}
