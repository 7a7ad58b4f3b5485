//! The products that the newest pictures of a client show. Looks at a bounded number of pictures, so that it costs the same in every client.

use visualizer_domain::ids::{ClientId, ProductId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;
use crate::params;

/// Pictures that are looked at.
const LOOKED_AT: i64 = 500;

/// The live products in the gallery's newest pictures, the one with the newest first, up to `limit`.
///
/// # Errors
/// As the database says.
pub async fn newest(conn: Conn<'_>, client: &ClientId, limit: i64) -> DbResult<Vec<ProductId>> {
    struct Id(ProductId);
    impl FromRow for Id {
        fn from_row(row: &Row<'_>) -> DbResult<Self> {
            Ok(Self(row.get("id")?))
        }
    }
    let found: Vec<Id> = conn.all(&newest_sql(conn.engine()), params![client, LOOKED_AT, limit]).await?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// The statement, for the test that reads its plan: client, pictures that are looked at, products.
#[must_use]
pub fn newest_sql(engine: Engine) -> String {
    // As in `asset_lookup`: CROSS and OFFSET keep the engines from reading every link of every client to find those of a few pictures.
    let links = engine.pick(
        "cross join generated_asset_product x on x.asset_id = a.id",
        "cross join lateral (select l.product_id from generated_asset_product l where l.asset_id = a.id offset 0) x",
    );
    format!(
        "select p.id from (select a.id, a.created_at from generated_asset a
           where a.client_id = $1 and a.deleted_at is null and a.superseded_at is null and a.completed_at is not null
           order by a.created_at desc, a.id desc limit $2) a
         {links} join product p on p.id = x.product_id
         where p.deleted_at is null group by p.id order by max(a.created_at) desc, p.id limit $3"
    )
}
