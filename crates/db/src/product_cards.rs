//! The list of products as pages show it: each with its primary picture, its newest results and counts, in two queries.

use visualizer_domain::ids::{ClientId, ProductId};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::product_image::CheckState;

use time::OffsetDateTime;

use crate::asset_lookup;
use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;
use crate::param::list;
use crate::params;
use crate::picture_counts::{self, PictureCounts};
use crate::terms::Terms;
use crate::thumbnails;

/// Categories offered as a filter.
const CATEGORIES_MAX: i64 = 200;

/// What a list of products shows. Every part narrows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// Part of a name or SKU.
    pub search: Option<String>,
    /// This category.
    pub category: Option<String>,
    /// Only favourites.
    pub favorite: bool,
    /// Only deleted ones, instead of none of them.
    pub deleted: bool,
}

/// A product in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of product and its primary picture.
pub struct ProductCard {
    pub id: ProductId,
    pub name: String,
    pub sku: Option<String>,
    pub category: Option<String>,
    pub is_favorite: bool,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
    pub image_sha256: Option<String>,
    pub image_check: Option<CheckState>,
    /// Pictures that people uploaded.
    pub images: i64,
    /// Flows that show it.
    pub flows: i64,
    /// SHA-256 of its newest generated pictures.
    pub newest: Vec<String>,
    /// How many generated pictures show it.
    pub pictures: PictureCounts,
}

impl FromRow for ProductCard {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            sku: row.get("sku")?,
            category: row.get("category")?,
            is_favorite: row.get("is_favorite")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            deleted_at: row.get("deleted_at")?,
            image_sha256: row.get("image_sha256")?,
            image_check: row.get("image_check")?,
            images: row.get("images")?,
            flows: row.get("flows")?,
            newest: thumbnails::read(row, "newest")?,
            pictures: PictureCounts::default(),
        })
    }
}

/// A category and how many products are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The category.
    pub name: String,
    /// Its products.
    pub products: i64,
}

impl FromRow for Category {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { name: row.get("category")?, products: row.get("products")? })
    }
}

/// One page of products, newest first.
///
/// # Errors
/// As the database says.
pub async fn page(
    conn: Conn<'_>,
    client: &ClientId,
    filter: &ProductFilter,
    from: Option<&Cursor>,
    limit: Limit,
) -> DbResult<Page<ProductCard>> {
    let engine = conn.engine();
    let mut terms = narrowed(engine, client, filter);
    terms.after("created_at", "id", from);
    let rows = terms.bind(&(limit.rows() as i64 + 1));
    let place = format!("{} order by created_at desc, id desc limit {rows}", terms.sql());
    let found: Vec<ProductCard> = conn.all(&select(conn, &place), terms.into_values()).await?;
    let mut page = Page::of(found, limit, |card| Cursor { at: card.created_at, id: card.id.to_string() });
    add_counts(conn, client, &mut page.rows).await?;
    Ok(page)
}

/// These products, newest first; deleted and unknown ones are left out.
///
/// # Errors
/// As the database says.
pub async fn these(conn: Conn<'_>, client: &ClientId, ids: &[ProductId]) -> DbResult<Vec<ProductCard>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let place = format!("client_id = $1 and id in {} and deleted_at is null", conn.engine().each("$2"));
    let mut found: Vec<ProductCard> = conn.all(&select(conn, &place), params![client, list(ids)]).await?;
    add_counts(conn, client, &mut found).await?;
    Ok(found)
}

fn select(conn: Conn<'_>, place: &str) -> String {
    let pictures = format!(
        "from generated_asset_product l {} where l.client_id = p.client_id and l.product_id = p.id",
        asset_lookup::of_link(conn.engine(), "l")
    );
    let newest = thumbnails::of_assets(conn.engine(), &pictures, ("l.created_at", "l.asset_id"));
    format!(
        "select p.id, p.name, p.sku, p.category, p.is_favorite, p.version, p.created_at, p.updated_at, p.deleted_at,
           i.sha256 as image_sha256, i.check_state as image_check,
           (select count(*) from product_image x where x.client_id = p.client_id and x.product_id = p.id and x.deleted_at is null) as images,
           (select count(*) from generation_flow_product l join generation_flow f on f.id = l.flow_id
            where l.client_id = p.client_id and l.product_id = p.id and f.deleted_at is null) as flows,
           {newest} as newest
         from (select * from product where {place}) p
         left join product_image i on i.client_id = p.client_id and i.product_id = p.id and i.is_primary and i.deleted_at is null
         order by p.created_at desc, p.id desc"
    )
}

/// Adds the counts of pictures.
async fn add_counts(conn: Conn<'_>, client: &ClientId, cards: &mut [ProductCard]) -> DbResult<()> {
    let ids: Vec<ProductId> = cards.iter().map(|card| card.id.clone()).collect();
    let counts = picture_counts::by_product(conn, client, &ids).await?;
    for card in cards {
        card.pictures = counts.get(card.id.as_str()).copied().unwrap_or_default();
    }
    Ok(())
}

/// How many products match, counted up to `limit`, so that no list walks a whole catalogue for its title.
///
/// # Errors
/// As the database says.
pub async fn count(conn: Conn<'_>, client: &ClientId, filter: &ProductFilter, limit: i64) -> DbResult<i64> {
    let mut terms = narrowed(conn.engine(), client, filter);
    let rows = terms.bind(&limit);
    let sql = format!("select count(*) as n from (select 1 as one from product where {} limit {rows}) counted", terms.sql());
    conn.one(&sql, terms.into_values()).await
}

fn narrowed(engine: Engine, client: &ClientId, filter: &ProductFilter) -> Terms {
    let mut terms = Terms::default();
    terms.equals("client_id", client);
    terms.push(if filter.deleted { "deleted_at is not null" } else { "deleted_at is null" });
    if let Some(category) = &filter.category {
        terms.is("category", category);
    }
    if filter.favorite {
        // Said as the partial index says it.
        terms.push(engine.pick("is_favorite = 1", "is_favorite"));
    }
    terms.contains(engine, &["name", "sku"], filter.search.as_deref());
    terms
}

/// The categories in use, by name.
///
/// # Errors
/// As the database says.
pub async fn categories(conn: Conn<'_>, client: &ClientId) -> DbResult<Vec<Category>> {
    conn.all(
        "select category, count(*) as products from product where client_id = $1 and deleted_at is null and category is not null
         group by category order by category limit $2",
        params![client, CATEGORIES_MAX],
    )
    .await
}
