//! What the state of a generation flow follows from. Counted, never stored (D17).

use visualizer_domain::generation_flow::FlowFacts;
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// The facts that a flow's state follows from, but its pictures: of flows named `f`.
pub(crate) const FACTS: &str = "(select count(*) from generation_flow_product l join product p on p.id = l.product_id
    where l.flow_id = f.id and p.deleted_at is null) as products,
  (select count(*) from generation_run r where r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id
    and r.outcome is null) as open_runs,
  (select r.outcome from generation_run r where r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id
    and r.outcome is not null order by r.created_at desc, r.id desc limit 1) as last_outcome";

/// Reads [`FACTS`]; the finished pictures are counted apart.
impl FromRow for FlowFacts {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            products: row.get("products")?,
            open_runs: row.get("open_runs")?,
            completed_assets: 0,
            last_outcome: row.get("last_outcome")?,
        })
    }
}

/// What a flow's state follows from, but the count of its pictures.
///
/// # Errors
/// As the database says.
pub async fn find(conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId) -> DbResult<FlowFacts> {
    conn.one(&format!("select {FACTS} from generation_flow f where f.client_id = $1 and f.id = $2"), params![client, flow]).await
}

/// How many runs of a flow have no outcome.
///
/// # Errors
/// As the database says.
pub async fn open_runs(conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId) -> DbResult<i64> {
    conn.one(
        "select count(*) as n from generation_run
         where client_id = $1 and subject_kind = 'generation_flow' and subject_id = $2 and outcome is null",
        params![client, flow],
    )
    .await
}

/// How many runs of a session's live flows have no outcome.
///
/// # Errors
/// As the database says.
pub async fn open_runs_in(conn: Conn<'_>, client: &ClientId, session: &CollectionSessionId) -> DbResult<i64> {
    conn.one(
        "select count(*) as n from generation_flow f join generation_run r
           on r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id and r.outcome is null
         where f.client_id = $1 and f.collection_session_id = $2 and f.deleted_at is null",
        params![client, session],
    )
    .await
}
