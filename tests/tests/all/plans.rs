//! The plans by which the engines find the rows of pages: short walks of an index, from the first day on, when PostgreSQL has not looked at
//! its tables yet, and afterwards.

use visualizer_db::column::{FromRow, Row};
use visualizer_db::gallery::{self, Direction};
use visualizer_db::{DbResult, Engine, flow_sources, jobs, newly_pictured, params, runs, unfinished_assets};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::{AssetFilter, Unfinished};
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId};
use visualizer_domain::job::JobState;
use visualizer_domain::page::{Cursor, Limit};
use visualizer_domain::run::RunKind;
use visualizer_tests::{House, catalogue, factory, on_both, pictures};

struct Step(String);

impl FromRow for Step {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        row.get::<String>("detail").or_else(|_| row.get("QUERY PLAN")).map(Self)
    }
}

async fn plan(house: &House, (sql, values): (String, Vec<sea_orm::Value>)) -> String {
    let conn = house.control.db.read();
    let explain = conn.engine().pick("explain query plan", "explain");
    let steps: Vec<Step> = conn.all(&format!("{explain} {sql}"), values).await.expect("a plan");
    steps.iter().map(|step| step.0.as_str()).collect::<Vec<_>>().join("\n")
}

/// Whether a plan reads a whole table, or puts rows in order itself.
fn walks_all(plan: &str) -> bool {
    plan.lines().any(|line| line.trim_start().starts_with("SCAN ")) || plan.contains("Seq Scan on generated_asset")
}

fn sorts(plan: &str) -> bool {
    plan.contains("TEMP B-TREE") || plan.contains("Sort")
}

/// Whether a plan names this index, and not only one whose name begins like it.
fn uses(plan: &str, index: &str) -> bool {
    plan.match_indices(index).any(|(at, _)| !plan[at + index.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

/// Thirty thousand pictures in as many flows as make one of them a small part. The first is the only one of its session and product.
async fn filled(house: &House) -> (GenerationFlowId, ProductId, CollectionSessionId) {
    pictures::unwatched(house).await;
    let (mug, lamp) = (catalogue::product(house, "Mug").await, catalogue::product(house, "Lamp").await);
    let session = catalogue::session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let flow = catalogue::flow(house, Some(&session), std::slice::from_ref(&mug)).await;
    pictures::many(house, "p", &flow, &mug, 1_000).await;
    for other in 0..29 {
        let elsewhere = factory::flow(&house.control.db, &house.client, &house.owner.user_id, &[], house.now()).await;
        pictures::many(house, &format!("q{other}-"), &elsewhere, &lamp, 1_000).await;
    }
    (flow, mug, session)
}

on_both!(first_and_deepest_page_of_the_gallery_are_short_walks_of_an_index, |house| {
    let (flow, product, session) = filled(house).await;
    let base = AssetFilter::default();
    // Each with the index that it walks, and whether what it finds is in order already.
    let filters = [
        (base.clone(), "generated_asset_feed", true),
        (AssetFilter { approval: Some(ApprovalStatus::Pending), ..base.clone() }, "generated_asset_feed_approval", true),
        (AssetFilter { pinned: true, ..base.clone() }, "generated_asset_feed_pinned", true),
        (AssetFilter { deleted: true, ..base.clone() }, "generated_asset_feed_deleted", true),
        (AssetFilter { flow: Some(flow.clone()), ..base.clone() }, "generated_asset_flow", true),
        (AssetFilter { product: Some(product.clone()), ..base.clone() }, "generated_asset_product_feed", true),
        (AssetFilter { flow: Some(flow), product: Some(product), ..base.clone() }, "generated_asset_flow", true),
        (AssetFilter { session: Some(session), ..base }, "generated_asset_flow", false),
    ];
    let deepest = Cursor { at: house.now() + time::Duration::seconds(5), id: "p000005".into() };
    for looked_at in [false, true] {
        if looked_at {
            pictures::analyze(house).await;
        }
        for (filter, index, in_order) in &filters {
            for cursor in [None, Some(&deepest)] {
                let conn = house.control.db.read();
                let walk = gallery::of(conn, &house.client, filter).walk_sql(cursor, Direction::Older, Limit::new(50));
                let plan = plan(house, walk).await;
                let by_index = uses(&plan, index) || (!in_order && looked_at);
                // Few are deleted, and until it has looked PostgreSQL thinks that it may as well put them in order itself.
                let may_sort = !in_order || (filter.deleted && !looked_at);
                assert!(!walks_all(&plan) && by_index && (may_sort || !sorts(&plan)), "{filter:?} {looked_at}\n{plan}");
                if filter.product.is_some() && filter.flow.is_none() && conn.engine() == Engine::Postgres && !looked_at {
                    assert!(plan.contains("generated_asset_pkey") || plan.contains("client_id_id_key"), "each by its key\n{plan}");
                }
            }
        }
    }
});

on_both!(what_a_flow_ever_had_planned_is_counted_by_an_index, |house| {
    let (flow, _, _) = filled(house).await;
    for looked_at in [false, true] {
        if looked_at {
            pictures::analyze(house).await;
        }
        let plan = plan(house, (flow_sources::head_sql("f.id = $2"), params![house.client, flow])).await;
        assert!(plan.contains("generated_asset_flow") && !plan.contains("Seq Scan on generated_asset"), "{looked_at}\n{plan}");
    }
});

on_both!(what_is_not_made_is_found_by_an_index_of_its_own, |house| {
    filled(house).await;
    for which in [Unfinished::Making, Unfinished::Failed] {
        let walk =
            unfinished_assets::of(house.control.db.read(), &house.client, which, &AssetFilter::default()).walk_sql(None, Limit::new(50));
        let plan = plan(house, walk).await;
        assert!(plan.contains("generated_asset_unfinished") && !walks_all(&plan), "{which}\n{plan}");
    }
});

on_both!(what_the_newest_pictures_show_is_found_by_looking_at_them_alone, |house| {
    filled(house).await;
    for looked_at in [false, true] {
        if looked_at {
            pictures::analyze(house).await;
        }
        for sql in [newly_pictured::products_sql(house.control.db.engine()), newly_pictured::sessions_sql()] {
            let plan = plan(house, (sql, params![house.client, 500i64, 8i64])).await;
            assert!(plan.contains("generated_asset_feed") && !plan.contains("Seq Scan on generated_asset"), "{looked_at}\n{plan}");
        }
    }
});

on_both!(open_runs_and_failed_jobs_of_a_client_are_found_by_indexes_of_their_own, |house| {
    let conn = house.control.db.read();
    let open = plan(house, runs::of(conn, &house.client).open_sql(RunKind::Flow, 50)).await;
    let failed = plan(house, jobs::of(conn, &house.client).in_state_sql(JobState::Failed, 50)).await;
    let everybodys = plan(house, jobs::of_platform(conn).in_state_sql(JobState::Failed, 50)).await;
    assert!(open.contains("generation_run_open_client"), "{open}");
    assert!(failed.contains("generation_job_failed_client"), "{failed}");
    assert!(uses(&everybodys, "generation_job_failed"), "{everybodys}");
    let ready = plan(house, jobs::of(conn, &house.client).in_state_sql(JobState::Ready, 50)).await;
    assert!(uses(&ready, "generation_job_ready_client") && !sorts(&ready), "{ready}");
});
