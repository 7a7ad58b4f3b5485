//! What the newest pictures of a client show, and what they were made in. Looks at a bounded number of pictures, so that it costs the same
//! in every client.

use visualizer_domain::ids::{ClientId, CollectionSessionId, ProductId};

use crate::column::{Column, FromRow, Row};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;
use crate::params;

/// Pictures that are looked at.
const LOOKED_AT: i64 = 500;

/// Something by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // Says it.
pub struct Named<Id> {
    pub id: Id,
    pub name: String,
}

impl<Id: Column> FromRow for Named<Id> {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, name: row.get("name")? })
    }
}

/// The live products in the gallery's newest pictures, the one with the newest first, up to `limit`.
///
/// # Errors
/// As the database says.
pub async fn products(conn: Conn<'_>, client: &ClientId, limit: i64) -> DbResult<Vec<Named<ProductId>>> {
    conn.all(&products_sql(conn.engine()), params![client, LOOKED_AT, limit]).await
}

/// The live sessions that the gallery's newest pictures were made in, the one with the newest first, up to `limit`.
///
/// # Errors
/// As the database says.
pub async fn sessions(conn: Conn<'_>, client: &ClientId, limit: i64) -> DbResult<Vec<Named<CollectionSessionId>>> {
    conn.all(&sessions_sql(), params![client, LOOKED_AT, limit]).await
}

/// The statement of [`products`], for the test that reads its plan: client, pictures that are looked at, products.
#[must_use]
pub fn products_sql(engine: Engine) -> String {
    // As in `asset_lookup`: CROSS and OFFSET keep the engines from reading every link of every client to find those of a few pictures.
    let links = engine.pick(
        "cross join generated_asset_product x on x.asset_id = a.id",
        "cross join lateral (select l.product_id from generated_asset_product l where l.asset_id = a.id offset 0) x",
    );
    newest(&format!("{links} join product o on o.id = x.product_id"))
}

/// The statement of [`sessions`], for the test that reads its plan: client, pictures that are looked at, sessions.
#[must_use]
pub fn sessions_sql() -> String {
    newest("join generation_flow f on f.id = a.generation_flow_id join collection_session o on o.id = f.collection_session_id")
}

/// What the newest pictures, named `a`, lead to by this join, named `o`.
fn newest(join: &str) -> String {
    format!(
        "select o.id, o.name from (select a.id, a.created_at, a.generation_flow_id from generated_asset a
           where a.client_id = $1 and a.deleted_at is null and a.superseded_at is null and a.completed_at is not null
           order by a.created_at desc, a.id desc limit $2) a
         {join} where o.deleted_at is null group by o.id, o.name order by max(a.created_at) desc, o.id limit $3"
    )
}
