//! The products that a collection session gathers, in order.

use visualizer_domain::collection_session::PRODUCTS_MAX;
use visualizer_domain::ids::{ClientId, CollectionSessionId, ProductId};
use visualizer_domain::product_image::CheckState;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// The products of one session.
#[derive(Debug, Clone, Copy)]
pub struct SessionProducts<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
    session: &'a CollectionSessionId,
}

/// The products of one session.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId, session: &'a CollectionSessionId) -> SessionProducts<'a> {
    SessionProducts { conn, client, session }
}

/// A product of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of product and its primary picture.
pub struct SessionProduct {
    pub id: ProductId,
    pub name: String,
    pub sku: Option<String>,
    pub category: Option<String>,
    pub image_sha256: Option<String>,
    pub image_check: Option<CheckState>,
    /// Live flows of this session that show it.
    pub flows: i64,
}

impl FromRow for SessionProduct {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            sku: row.get("sku")?,
            category: row.get("category")?,
            image_sha256: row.get("image_sha256")?,
            image_check: row.get("image_check")?,
            flows: row.get("flows")?,
        })
    }
}

impl SessionProducts<'_> {
    /// Their ids, deleted ones included, in order.
    ///
    /// # Errors
    /// As the database says.
    pub async fn ids(&self) -> DbResult<Vec<ProductId>> {
        struct Id(ProductId);
        impl FromRow for Id {
            fn from_row(row: &Row<'_>) -> DbResult<Self> {
                Ok(Self(row.get("product_id")?))
            }
        }
        let sql = format!(
            "select product_id from collection_session_product where client_id = $1 and session_id = $2
             order by position, product_id limit {PRODUCTS_MAX}"
        );
        let ids: Vec<Id> = self.conn.all(&sql, params![self.client, self.session]).await?;
        Ok(ids.into_iter().map(|id| id.0).collect())
    }

    /// The live ones as pages show them, in order.
    ///
    /// # Errors
    /// As the database says.
    pub async fn all(&self) -> DbResult<Vec<SessionProduct>> {
        let sql = format!(
            "select p.id, p.name, p.sku, p.category, i.sha256 as image_sha256, i.check_state as image_check,
               (select count(*) from generation_flow_product x join generation_flow f on f.id = x.flow_id
                where x.client_id = l.client_id and x.product_id = l.product_id and f.collection_session_id = l.session_id and f.deleted_at is null) as flows
             from collection_session_product l join product p on p.id = l.product_id and p.deleted_at is null
             left join product_image i on i.client_id = p.client_id and i.product_id = p.id and i.is_primary and i.deleted_at is null
             where l.client_id = $1 and l.session_id = $2 order by l.position, l.product_id limit {PRODUCTS_MAX}"
        );
        self.conn.all(&sql, params![self.client, self.session]).await
    }

    /// Makes these the products of the session, in this order.
    ///
    /// # Errors
    /// `Reference` when one of them is not the client's.
    pub async fn replace(&self, products: &[ProductId]) -> DbResult<()> {
        self.conn
            .execute("delete from collection_session_product where client_id = $1 and session_id = $2", params![self.client, self.session])
            .await?;
        let rows = products.iter().enumerate().map(|(i, product)| params![self.client, self.session, product, i as i64]).collect();
        self.conn.insert_many("collection_session_product", &["client_id", "session_id", "product_id", "position"], rows).await
    }
}
