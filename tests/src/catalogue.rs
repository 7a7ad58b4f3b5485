//! What people bring in, made by the commands that they would use: products, uploads, sessions and flows; and how a check of an upload ends.

use bytes::Bytes;
use visualizer_control::collection_sessions;
use visualizer_control::generation_flows::{self, FlowDraft};
use visualizer_control::product_images::{self, Upload};
use visualizer_control::products::{self, ProductDraft};
use visualizer_domain::Actor;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId, ProductImageId};
use visualizer_domain::job::JobProblem;
use visualizer_domain::problem::Outcome;
use visualizer_domain::product_image::Ground;
use visualizer_imaging::{Raster, png};

use crate::House;

/// A small picture that is fine; each number gives other bytes.
///
/// # Panics
/// Never: the size is within all bounds.
#[must_use]
pub fn picture(n: u32) -> Bytes {
    let [r, g, b, _] = n.to_le_bytes();
    let raster = Raster::filled(64, 80, [r, g, b, 255]).expect("a small picture");
    Bytes::from(png(&raster).expect("a PNG"))
}

/// A product of this name, by the house's owner.
///
/// # Panics
/// When it is refused.
pub async fn product(house: &House, name: &str) -> ProductId {
    let draft = ProductDraft { name: name.to_owned(), ..ProductDraft::default() };
    products::create(&house.control, &house.owner, &draft, house.now()).await.expect("a product")
}

/// As many products, one second apart, named by the prefix and a number.
pub async fn products(house: &House, prefix: &str, n: usize) -> Vec<ProductId> {
    let mut ids = Vec::with_capacity(n);
    for i in 1..=n {
        house.clock.advance(time::Duration::seconds(1));
        ids.push(product(house, &format!("{prefix} {i}")).await);
    }
    ids
}

/// Uploads a picture to a product.
///
/// # Errors
/// As the command refuses.
pub async fn try_upload(house: &House, actor: &Actor, product: &ProductId, bytes: Bytes) -> Outcome<ProductImageId> {
    let upload = Upload { file_name: Some("photo.png".to_owned()), bytes };
    product_images::add(&house.control, actor, product, upload, house.now()).await
}

/// Uploads a picture to a product, by the house's owner.
///
/// # Panics
/// When it is refused.
pub async fn upload(house: &House, product: &ProductId, n: u32) -> ProductImageId {
    try_upload(house, &house.owner, product, picture(n)).await.expect("a picture")
}

/// Lets the check of a picture end well.
///
/// # Panics
/// When it was checked before.
pub async fn ready(house: &House, image: &ProductImageId) {
    let ground = Ground { plain: true, confidence: 90, reason: String::new() };
    let tx = house.control.db.write().await.expect("a transaction");
    let images = visualizer_db::product_images::of(tx.conn(), &house.client);
    assert!(images.set_ready(image, (64, 80), &ground, house.now()).await.expect("an answer"), "it waited for its check");
    tx.commit().await.expect("a commit");
}

/// Lets the check of a picture end badly.
///
/// # Panics
/// When it was checked before.
pub async fn refused(house: &House, image: &ProductImageId) {
    let problem = JobProblem::fail("picture-broken", "breaks off");
    let tx = house.control.db.write().await.expect("a transaction");
    let images = visualizer_db::product_images::of(tx.conn(), &house.client);
    assert!(images.set_refused(image, &problem, house.now()).await.expect("an answer"), "it waited for its check");
    tx.commit().await.expect("a commit");
}

/// A session of these products, by the house's owner.
///
/// # Panics
/// When it is refused.
pub async fn session(house: &House, name: &str, products: &[ProductId]) -> CollectionSessionId {
    collection_sessions::create(&house.control, &house.owner, name, products, house.now()).await.expect("a session")
}

/// A flow of these products, by the house's owner.
///
/// # Panics
/// When it is refused.
pub async fn flow(house: &House, session: Option<&CollectionSessionId>, products: &[ProductId]) -> GenerationFlowId {
    try_flow(house, session, products).await.expect("a flow")
}

/// A flow of these products, by the house's owner.
///
/// # Errors
/// As the command refuses.
pub async fn try_flow(house: &House, session: Option<&CollectionSessionId>, products: &[ProductId]) -> Outcome<GenerationFlowId> {
    let draft = FlowDraft { session: session.cloned(), products: products.to_vec(), ..FlowDraft::default() };
    generation_flows::create(&house.control, &house.owner, draft, house.now()).await
}
