//! The gallery: filters, pages both ways, and the plans by which the engines walk it.

use std::collections::HashSet;

use visualizer_control::generated_assets;
use visualizer_db::column::{FromRow, Row};
use visualizer_db::gallery::{self, Direction, Frame};
use visualizer_db::{DbResult, Engine};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{GenerationFlowId, ProductId};
use visualizer_domain::page::{Cursor, Limit};
use visualizer_tests::{House, factory, on_both, pictures};

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
    assert_eq!(count(AssetFilter { pinned: true, product: Some(product), ..base.clone() }).await, 6);
    assert_eq!(count(AssetFilter { deleted: true, ..base.clone() }).await, 2);
    let hour = AssetFilter { from: Some(house.now()), until: Some(house.now() + time::Duration::seconds(10)), flow: Some(flow), ..base };
    assert_eq!(count(hour).await, 10);
});

on_both!(a_stranger_sees_none_of_it, |house| {
    filled(house, 10).await;
    let stranger = house.stranger().await;
    let page = generated_assets::list(&house.control, &stranger, &AssetFilter::default(), None, Direction::Older, Limit::default())
        .await
        .expect("a page");
    assert!(page.rows.is_empty());
});

struct Step(String);

impl FromRow for Step {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        row.get::<String>("detail").or_else(|_| row.get("QUERY PLAN")).map(Self)
    }
}

on_both!(first_and_deepest_page_are_short_walks_of_an_index, |house| {
    let (flow, product) = filled(house, 20_000).await;
    pictures::analyze(house).await;
    let base = AssetFilter::default();
    let filters = [
        base.clone(),
        AssetFilter { approval: Some(ApprovalStatus::Pending), ..base.clone() },
        AssetFilter { pinned: true, ..base.clone() },
        AssetFilter { deleted: true, ..base.clone() },
        AssetFilter { flow: Some(flow), ..base.clone() },
        AssetFilter { product: Some(product), ..base },
    ];
    let deepest = Cursor { at: house.now() + time::Duration::seconds(5), id: "p000005".into() };
    for filter in &filters {
        for cursor in [None, Some(&deepest)] {
            let conn = house.control.db.read();
            let (sql, values) = gallery::of(conn, &house.client, filter).page_sql(cursor, Direction::Older, Limit::new(50));
            let explain = conn.engine().pick("explain query plan", "explain");
            let steps: Vec<Step> = conn.all(&format!("{explain} {sql}"), values).await.expect("a plan");
            let plan = steps.iter().map(|step| step.0.as_str()).collect::<Vec<_>>().join("\n");
            match conn.engine() {
                Engine::Sqlite => {
                    assert!(
                        !plan.contains("SCAN a ") && !plan.contains("SCAN ap") && !plan.contains("SCAN generated"),
                        "{filter:?}\n{plan}"
                    );
                    // The page itself, at most 51 rows, may be sorted again after the names are joined.
                    assert!(plan.matches("TEMP B-TREE").count() <= 1, "{filter:?}\n{plan}");
                }
                Engine::Postgres => {
                    assert!(!plan.contains("Seq Scan on generated_asset"), "{filter:?}\n{plan}");
                    let inner = plan.split("Limit").nth(1).unwrap_or_default();
                    assert!(!inner.lines().take(3).any(|line| line.contains("Sort ")), "{filter:?}\n{plan}");
                }
            }
        }
    }
});
