//! The gallery at 100,000 pictures: first page beside the deepest, as a walk of the database and as the page that a browser gets, with
//! its filters and counts.

use std::time::{Duration, Instant};

use visualizer_db::gallery::{self, Direction};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::page::{Cursor, Limit};
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{House, factory, pictures};

use crate::table::{Table, median, ms};

const PICTURES: i64 = 100_000;
const TIMES: usize = 51;
/// A whole page is some twenty statements.
const PAGES: usize = 11;

pub async fn measure(house: &House, engine: &str, table: &mut Table) {
    let db = &house.control.db;
    let (product, _) = factory::product(db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let flow = factory::flow(db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    pictures::many(house, "p", &flow, &product, PICTURES).await;
    pictures::analyze(house).await;
    let deepest = Cursor { at: house.now() + time::Duration::seconds(120), id: "p000120".into() };
    let base = AssetFilter::default();
    let filters = [
        ("gallery, all", base.clone()),
        ("gallery, undecided", AssetFilter { approval: Some(ApprovalStatus::Pending), ..base.clone() }),
        ("gallery, one product", AssetFilter { product: Some(product), ..base }),
    ];
    for (what, filter) in &filters {
        let (mut first, mut deep) = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            first.push(page(house, filter, None).await);
            deep.push(page(house, filter, Some(&deepest)).await);
        }
        let (first, deep) = (median(first), median(deep));
        let ratio = deep.as_secs_f64() / first.as_secs_f64();
        table.row(what, engine, ms(first), format!("deepest page {} = {ratio:.2} x the first, of {PICTURES} pictures", ms(deep)));
    }
    let owner = Visitor::owner(house).await;
    let (mut first, mut deep) = (Vec::new(), Vec::new());
    for _ in 0..PAGES {
        first.push(whole_page(&owner, "/generated-assets").await);
        deep.push(whole_page(&owner, &format!("/generated-assets?after={deepest}")).await);
    }
    let (first, deep) = (median(first), median(deep));
    let ratio = deep.as_secs_f64() / first.as_secs_f64();
    table.row("gallery, whole page", engine, ms(first), format!("deepest page {} = {ratio:.2} x the first", ms(deep)));
}

async fn whole_page(owner: &Visitor<'_>, address: &str) -> Duration {
    let began = Instant::now();
    let page = owner.get(address).await;
    let took = began.elapsed();
    assert_eq!(page.status, 200, "{}", page.body);
    took
}

async fn page(house: &House, filter: &AssetFilter, from: Option<&Cursor>) -> Duration {
    let began = Instant::now();
    let page = gallery::of(house.control.db.read(), &house.client, filter).page(from, Direction::Older, Limit::new(50)).await;
    assert!(!page.expect("a page").rows.is_empty());
    began.elapsed()
}
