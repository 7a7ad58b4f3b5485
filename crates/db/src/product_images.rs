//! Uploaded pictures of products: at most one primary among the live ones of a product, and an order. What their checks find is in
//! `picture_checks`.
//! Commands on the pictures of one product take turns by `products::lock`.

use time::OffsetDateTime;
use visualizer_domain::ids::{ClientId, ProductId, ProductImageId, UserId};
use visualizer_domain::job::JobProblem;
use visualizer_domain::product_image::{CheckState, Ground};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// The uploaded pictures of one client.
#[derive(Debug, Clone, Copy)]
pub struct ProductImages<'a> {
    pub(crate) conn: Conn<'a>,
    pub(crate) client: &'a ClientId,
}

/// The uploaded pictures of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> ProductImages<'a> {
    ProductImages { conn, client }
}

/// An uploaded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of product_image.
pub struct ProductImage {
    pub id: ProductImageId,
    pub product_id: ProductId,
    pub file_name: Option<String>,
    pub sha256: String,
    pub size_bytes: i64,
    pub media_type: String,
    pub width: i64,
    pub height: i64,
    pub position: i64,
    pub is_primary: bool,
    pub check_state: CheckState,
    /// Why it was refused.
    pub check_problem: Option<JobProblem>,
    /// What the check found about its ground.
    pub ground: Option<Ground>,
    pub alt_text: Option<String>,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
}

impl FromRow for ProductImage {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            product_id: row.get("product_id")?,
            file_name: row.get("file_name")?,
            sha256: row.get("sha256")?,
            size_bytes: row.get("size_bytes")?,
            media_type: row.get("media_type")?,
            width: row.get("width")?,
            height: row.get("height")?,
            position: row.get("position")?,
            is_primary: row.get("is_primary")?,
            check_state: row.get("check_state")?,
            check_problem: row.maybe_json("check_problem")?,
            ground: row.maybe_json("ground")?,
            alt_text: row.get("alt_text")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            deleted_at: row.get("deleted_at")?,
        })
    }
}

/// A picture about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of product_image.
pub struct NewProductImage {
    pub id: ProductImageId,
    pub product_id: ProductId,
    pub file_name: Option<String>,
    pub sha256: String,
    pub size_bytes: i64,
    pub media_type: String,
    pub width: i64,
    pub height: i64,
    pub storage_key: String,
    pub position: i64,
    pub is_primary: bool,
}

const IMAGE: &str =
    "select id, product_id, file_name, sha256, size_bytes, media_type, width, height, position, is_primary, check_state, check_problem,
  ground, alt_text, version, created_at, deleted_at from product_image where client_id = $1";

impl ProductImages<'_> {
    /// One picture, deleted ones included.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &ProductImageId) -> DbResult<Option<ProductImage>> {
        self.conn.maybe(&format!("{IMAGE} and id = $2"), params![self.client, id]).await
    }

    /// The live pictures of these products, in the order of each product.
    ///
    /// # Errors
    /// As the database says.
    pub async fn of_products(&self, products: &[ProductId]) -> DbResult<Vec<ProductImage>> {
        let sql = format!(
            "{IMAGE} and product_id in {} and deleted_at is null order by product_id, position, id limit 1000",
            self.conn.engine().each("$2")
        );
        self.conn.all(&sql, params![self.client, list(products)]).await
    }

    /// Adds a picture that is not checked yet.
    ///
    /// # Errors
    /// `Duplicate` when it would be a second primary one.
    pub async fn insert(&self, new: &NewProductImage, by: &UserId, now: OffsetDateTime) -> DbResult<()> {
        self.conn
            .execute(
                "insert into product_image (id, client_id, product_id, file_name, sha256, size_bytes, media_type, width, height, storage_key, position,
                   is_primary, created_by, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
                params![
                    new.id,
                    self.client,
                    new.product_id,
                    new.file_name,
                    new.sha256,
                    new.size_bytes,
                    new.media_type,
                    new.width,
                    new.height,
                    new.storage_key,
                    new.position,
                    new.is_primary,
                    by,
                    now
                ],
            )
            .await
            .map(|_| ())
    }

    /// Makes one live picture the primary one of its product.
    ///
    /// # Errors
    /// `RowCount` when it is not a live picture of that product.
    pub async fn set_primary(&self, product: &ProductId, id: &ProductImageId, now: OffsetDateTime) -> DbResult<()> {
        // In two steps: the unique index is checked row by row.
        self.conn
            .execute(
                "update product_image set is_primary = false, version = version + 1, updated_at = $4
                 where client_id = $1 and product_id = $2 and is_primary and deleted_at is null and id <> $3",
                params![self.client, product, id, now],
            )
            .await?;
        self.conn
            .execute_one(
                "making a picture the primary one",
                "update product_image set is_primary = true, version = version + 1, updated_at = $4
                 where client_id = $1 and product_id = $2 and id = $3 and deleted_at is null",
                params![self.client, product, id, now],
            )
            .await
    }

    /// Puts a picture at a place in the order of its product.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_position(&self, id: &ProductImageId, position: i64, now: OffsetDateTime) -> DbResult<()> {
        self.conn
            .execute(
                "update product_image set position = $3, version = version + 1, updated_at = $4
                 where client_id = $1 and id = $2 and deleted_at is null and position <> $3",
                params![self.client, id, position, now],
            )
            .await
            .map(|_| ())
    }

    /// Changes what a picture is called for those who do not see it. `false` when it is deleted or has another version than `seen`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_alt_text(&self, id: &ProductImageId, seen: i64, text: Option<&str>, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product_image set alt_text = $4, version = version + 1, updated_at = $5
                 where client_id = $1 and id = $2 and version = $3 and deleted_at is null",
                params![self.client, id, seen, text, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Deletes (softly). A deleted picture is no longer the primary one; who comes next is the caller's to say.
    ///
    /// # Errors
    /// As the database says.
    pub async fn delete(&self, id: &ProductImageId, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product_image set deleted_at = $3, is_primary = false, version = version + 1, updated_at = $3
                 where client_id = $1 and id = $2 and deleted_at is null",
                params![self.client, id, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Takes a deleted picture back to its place in the order. `false` when it is not deleted.
    ///
    /// # Errors
    /// As the database says.
    pub async fn restore(&self, id: &ProductImageId, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product_image set deleted_at = null, version = version + 1, updated_at = $3
                 where client_id = $1 and id = $2 and deleted_at is not null",
                params![self.client, id, now],
            )
            .await?;
        Ok(rows == 1)
    }
}
