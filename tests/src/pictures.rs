//! Many finished pictures at once, for tests of lists and for the benchmark: made by one statement, since nobody looks at their bytes.

use visualizer_db::{Engine, params};
use visualizer_domain::ids::{GenerationFlowId, ProductId};

use crate::House;

/// Pictures of one flow and product, numbered from 1, one second apart, the first at the house's now. Every third is approved, every third rejected, every tenth
/// pinned, every fiftieth deleted. Ids are `p000000`, `p000001` ... with the given prefix.
///
/// # Panics
/// When the database refuses.
pub async fn many(house: &House, prefix: &str, flow: &GenerationFlowId, product: &ProductId, n: i64) {
    let db = &house.control.db;
    let tx = db.write().await.expect("a transaction");
    let conn = tx.conn();
    let (numbers, id, sha, at) = match db.engine() {
        Engine::Sqlite => (
            "(with recursive n (i) as (select 0 union all select i + 1 from n where i + 1 < $1) select i from n)",
            "printf('%s%06d', $2, i)",
            "printf('%064x', i)",
            "strftime('%Y-%m-%dT%H:%M:%S', $3, '+' || i || ' seconds') || '.000000Z'",
        ),
        Engine::Postgres => (
            "(select i from generate_series(0, $1 - 1) i)",
            "$2 || lpad(i::text, 6, '0')",
            "lpad(to_hex(i), 64, '0')",
            "$3 + i * interval '1 second'",
        ),
    };
    let sql = format!(
        "insert into generated_asset (id, client_id, generation_flow_id, variant, asset_type, status, sha256, size_bytes, media_type, width, height, asset_url,
           approval_status, approved_at, approved_by, approved_sha256, pinned_at, deleted_at, created_by, created_at, completed_at)
         select {id}, $4, $5, i + 1, 'image', 'completed', {sha}, 1, 'image/png', 8, 8, 'none',
           case i % 3 when 0 then 'pending' when 1 then 'approved' else 'rejected' end,
           case when i % 3 <> 0 then {at} end, case when i % 3 <> 0 then $6 end, case when i % 3 = 1 then {sha} end,
           case when i % 10 = 0 then {at} end, case when i % 50 = 49 then {at} end, $6, {at}, {at}
         from {numbers} n"
    );
    conn.execute(&sql, params![n, prefix, house.now(), house.client, flow, house.owner.user_id]).await.expect("pictures");
    let truth = db.engine().pick("1", "true");
    let links = format!(
        "insert into generated_asset_product (client_id, asset_id, product_id, is_primary, created_at)
         select client_id, id, $1, {truth}, created_at from generated_asset where client_id = $2 and generation_flow_id = $3"
    );
    conn.execute(&links, params![product, house.client, flow]).await.expect("links");
    tx.commit().await.expect("a commit");
}

/// Keeps PostgreSQL's own upkeep from looking at half-filled tables: it knows nothing of them until [`analyze`].
///
/// # Panics
/// When the database refuses.
pub async fn unwatched(house: &House) {
    let tx = house.control.db.write().await.expect("a transaction");
    if tx.conn().engine() == Engine::Postgres {
        for table in ["generated_asset", "generated_asset_product"] {
            let sql = format!("alter table {table} set (autovacuum_enabled = false)");
            tx.conn().execute(&sql, Vec::new()).await.expect("a table without upkeep");
        }
    }
    tx.commit().await.expect("a commit");
}

/// Lets the engine look at how its tables are filled, as its own upkeep does in time.
///
/// # Panics
/// When the database refuses.
pub async fn analyze(house: &House) {
    let tx = house.control.db.write().await.expect("a transaction");
    tx.conn().execute("analyze", Vec::new()).await.expect("an analysis");
    tx.commit().await.expect("a commit");
}
