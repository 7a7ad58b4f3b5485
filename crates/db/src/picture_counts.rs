//! How many generated pictures a product, a flow or a session has, and what became of them. Counted, never stored.

use std::collections::HashMap;

use crate::asset_lookup;
use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId};

/// How many generated pictures there are, and how many are decided about. Neither deleted nor superseded ones count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureCounts {
    /// Finished.
    pub completed: i64,
    /// Finished, and nobody decided.
    pub undecided: i64,
    /// Approved.
    pub approved: i64,
    /// Waiting or being made.
    pub unfinished: i64,
    /// Could not be made. What somebody stopped is not among them.
    pub failed: i64,
    /// Flows that the finished ones were made in.
    pub flows: i64,
}

struct Counted {
    owner: String,
    counts: PictureCounts,
}

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            owner: row.get("owner")?,
            counts: PictureCounts {
                completed: row.get("completed")?,
                undecided: row.get("undecided")?,
                approved: row.get("approved")?,
                unfinished: row.get("unfinished")?,
                failed: row.get("failed")?,
                flows: row.get("flows")?,
            },
        })
    }
}

/// The pictures that show each of these products. Products without any are left out.
///
/// # Errors
/// As the database says.
pub async fn by_product(conn: Conn<'_>, client: &ClientId, products: &[ProductId]) -> DbResult<HashMap<String, PictureCounts>> {
    let from = format!("generated_asset_product l {}", asset_lookup::of_link(conn.engine(), "l"));
    count(conn, client, "l.product_id", &from, "l.client_id", products).await
}

/// The pictures made in each of these flows. Flows without any are left out.
///
/// # Errors
/// As the database says.
pub async fn by_flow(conn: Conn<'_>, client: &ClientId, flows: &[GenerationFlowId]) -> DbResult<HashMap<String, PictureCounts>> {
    count(conn, client, "a.generation_flow_id", "generated_asset a", "a.client_id", flows).await
}

/// The pictures made in the live flows of each of these sessions. Sessions without any are left out.
///
/// # Errors
/// As the database says.
pub async fn by_session(conn: Conn<'_>, client: &ClientId, sessions: &[CollectionSessionId]) -> DbResult<HashMap<String, PictureCounts>> {
    let from = format!("(select * from generation_flow where deleted_at is null) f {}", asset_lookup::of_flow(conn.engine(), "f"));
    count(conn, client, "f.collection_session_id", &from, "f.client_id", sessions).await
}

async fn count<T: ToString>(
    conn: Conn<'_>,
    client: &ClientId,
    owner: &str,
    from: &str,
    tenant: &str,
    ids: &[T],
) -> DbResult<HashMap<String, PictureCounts>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select {owner} as owner, count(a.completed_at) as completed,
           count(case when a.completed_at is not null and a.approval_status = 'pending' then 1 end) as undecided,
           count(case when a.approval_status = 'approved' then 1 end) as approved,
           count(case when a.status in ('pending', 'generating') then 1 end) as unfinished,
           count(case when a.status = 'error' and a.error ->> 'code' <> 'cancelled' then 1 end) as failed,
           count(distinct case when a.completed_at is not null then a.generation_flow_id end) as flows
         from {from} where {tenant} = $1 and {owner} in {} and a.deleted_at is null and a.superseded_at is null group by {owner}",
        conn.engine().each("$2")
    );
    let rows: Vec<Counted> = conn.all(&sql, params![client, list(ids.iter().map(ToString::to_string))]).await?;
    Ok(rows.into_iter().map(|row| (row.owner, row.counts)).collect())
}
