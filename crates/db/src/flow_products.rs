//! The products that a generation flow shows, the main one first. Two guards count them: at most three in a flow, and a product in at
//! most ten live flows.

use visualizer_domain::generation_flow::{FLOWS_PER_PRODUCT_MAX, PRODUCTS_MAX};
use visualizer_domain::ids::{ClientId, GenerationFlowId, ProductId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// A row of one product.
struct ShownId(ProductId);

impl FromRow for ShownId {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self(row.get("product_id")?))
    }
}

/// The products that a flow shows, deleted ones included, the main one first.
///
/// # Errors
/// As the database says.
pub async fn ids(conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId) -> DbResult<Vec<ProductId>> {
    let sql = format!(
        "select product_id from generation_flow_product where client_id = $1 and flow_id = $2 order by position limit {PRODUCTS_MAX}"
    );
    let ids: Vec<ShownId> = conn.all(&sql, params![client, flow]).await?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Those of these products that are shown by as many live flows as a product may be.
///
/// # Errors
/// As the database says.
pub async fn fully_shown(conn: Conn<'_>, client: &ClientId, products: &[ProductId]) -> DbResult<Vec<ProductId>> {
    let sql = format!(
        "select l.product_id from generation_flow_product l join generation_flow f on f.id = l.flow_id and f.deleted_at is null
         where l.client_id = $1 and l.product_id in {} group by l.product_id having count(*) >= {FLOWS_PER_PRODUCT_MAX} order by l.product_id",
        conn.engine().each("$2")
    );
    let ids: Vec<ShownId> = conn.all(&sql, params![client, list(products)]).await?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Makes these the products that a flow shows, the main one first.
///
/// # Errors
/// As `generation_flows::insert_all`.
pub async fn replace(conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId, products: &[ProductId]) -> DbResult<()> {
    conn.execute("delete from generation_flow_product where client_id = $1 and flow_id = $2", params![client, flow]).await?;
    insert(conn, client, products.iter().zip(0..).map(|(product, position)| (product, flow, position)).collect()).await
}

/// Adds what flows show: product, flow and place of each.
pub(crate) async fn insert(conn: Conn<'_>, client: &ClientId, mut shown: Vec<(&ProductId, &GenerationFlowId, i64)>) -> DbResult<()> {
    // In the order of the products: the guard on PostgreSQL locks each, and two commands must lock them in one order.
    shown.sort();
    let rows = shown.into_iter().map(|(product, flow, position)| params![client, flow, product, position]).collect();
    conn.insert_many("generation_flow_product", &["client_id", "flow_id", "product_id", "position"], rows).await
}
