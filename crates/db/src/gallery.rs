//! The gallery: a client's finished pictures, filtered, newest first, in pages. First and deepest page are the same short walk of an index,
//! but for those of a session; a test reads the plans on both engines.

use sea_orm::Value;
use time::OffsetDateTime;
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{AssetId, ClientId, GenerationFlowId, UserId};
use visualizer_domain::page::{Cursor, Limit, Page};

use crate::asset_lookup;
use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;
use crate::terms::Terms;

/// A picture in the gallery.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct Frame {
    pub id: AssetId,
    pub created_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
    pub sha256: String,
    pub width: i64,
    pub height: i64,
    pub approval_status: ApprovalStatus,
    pub decided_by: Option<String>,
    pub decided_at: Option<OffsetDateTime>,
    pub is_pinned: bool,
    pub draft: bool,
    pub created_by: Option<UserId>,
    pub alt_text: Option<String>,
    pub flow_id: Option<GenerationFlowId>,
    pub flow_name: Option<String>,
    pub variant: Option<i64>,
    pub product_name: Option<String>,
    /// SHA-256 of the product picture that it was made from.
    pub original_sha256: Option<String>,
    pub life_version: i64,
}

impl FromRow for Frame {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            created_at: row.get("created_at")?,
            deleted_at: row.get("deleted_at")?,
            sha256: row.get("sha256")?,
            width: row.get("width")?,
            height: row.get("height")?,
            approval_status: row.get("approval_status")?,
            decided_by: row.get("decided_by")?,
            decided_at: row.get("approved_at")?,
            is_pinned: row.get::<Option<OffsetDateTime>>("pinned_at")?.is_some(),
            draft: row.get("draft")?,
            created_by: row.get("created_by")?,
            alt_text: row.get("alt_text")?,
            flow_id: row.get("generation_flow_id")?,
            flow_name: row.get("flow_name")?,
            variant: row.get("variant")?,
            product_name: row.get("product_name")?,
            original_sha256: row.get("original_sha256")?,
            life_version: row.get("life_version")?,
        })
    }
}

impl Frame {
    /// Where a page that ends with this picture goes on.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.created_at, id: self.id.to_string() }
    }
}

/// Which way a page goes from its cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// To older pictures.
    #[default]
    Older,
    /// To newer ones, for the way back. The rows still come newest first.
    Newer,
}

impl Direction {
    /// How a row beyond the cursor compares with it, and the order of the walk.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Older => ("<", "desc"),
            Self::Newer => (">", "asc"),
        }
    }
}

/// A filtered walk over the assets of one client.
#[derive(Debug, Clone, Copy)]
pub struct Gallery<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
    filter: &'a AssetFilter,
}

/// The gallery of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId, filter: &'a AssetFilter) -> Gallery<'a> {
    Gallery { conn, client, filter }
}

const SHOWN: &str = "a.id, a.created_at, a.deleted_at, a.sha256, a.width, a.height, a.approval_status, a.approved_at, a.pinned_at, a.draft, a.created_by, a.alt_text,
  a.generation_flow_id, a.variant, a.life_version, d.name as decided_by, f.name as flow_name,
  (select p.name from generated_asset_product x join product p on p.id = x.product_id where x.asset_id = a.id and x.is_primary limit 1) as product_name,
  (select e.input_hash from asset_edge e where e.asset_id = a.id and e.input_kind = 'product_image' order by e.ordinal limit 1) as original_sha256";

const NAMES: &str = "left join generation_flow f on f.id = a.generation_flow_id left join user_account d on d.id = a.approved_by";

/// These pictures as the gallery shows them, newest first, deleted ones too. Unknown and unfinished ones are left out.
///
/// # Errors
/// As the database says.
pub async fn these(conn: Conn<'_>, client: &ClientId, ids: &[AssetId]) -> DbResult<Vec<Frame>> {
    let sql = format!(
        "select {SHOWN} from (select a.* from generated_asset a where a.client_id = $1 and a.id in {} and a.completed_at is not null) a {NAMES}
         order by a.created_at desc, a.id desc",
        conn.engine().each("$2")
    );
    conn.all(&sql, params![client, list(ids)]).await
}

/// How many each of these filters shows, counted up to `limit` so that none walks a whole client. One statement, however many they are; at
/// most 100.
///
/// # Errors
/// As the database says.
pub async fn counts(conn: Conn<'_>, client: &ClientId, filters: &[AssetFilter], limit: i64) -> DbResult<Vec<i64>> {
    struct Counted(i64);
    impl FromRow for Counted {
        fn from_row(row: &Row<'_>) -> DbResult<Self> {
            Ok(Self(row.get("n")?))
        }
    }
    if filters.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Vec::new();
    let mut selects = Vec::new();
    for (place, filter) in filters.iter().take(100).enumerate() {
        let gallery = of(conn, client, filter);
        let mut walk = gallery.walk(Terms::binding_after(values));
        let rows = walk.bind(&limit);
        selects.push(format!(
            "select {place} as place, count(*) as n from (select 1 as one from {} where {} limit {rows}) counted",
            gallery.from(),
            walk.sql()
        ));
        values = walk.into_values();
    }
    let rows: Vec<Counted> = conn.all(&format!("{} order by place", selects.join(" union all ")), values).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What a filter walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// An index of the client's pictures, in the order of the pages.
    Feed,
    /// The product's own index, in the same order.
    Product,
    /// The pictures of each flow of a session, which are put in order then: that costs what the session has, not what the client has.
    Session,
}

impl Gallery<'_> {
    /// One page.
    ///
    /// # Errors
    /// As the database says.
    pub async fn page(&self, from: Option<&Cursor>, direction: Direction, limit: Limit) -> DbResult<Page<Frame>> {
        let (sql, values) = self.page_sql(from, direction, limit);
        let mut page = Page::of(self.conn.all::<Frame>(&sql, values).await?, limit, Frame::cursor);
        if direction == Direction::Newer {
            page.rows.reverse();
        }
        Ok(page)
    }

    fn page_sql(&self, from: Option<&Cursor>, direction: Direction, limit: Limit) -> (String, Vec<Value>) {
        let (walk, values) = self.walk_sql(from, direction, limit);
        let (_, way) = direction.words();
        // The names are joined to the page, not to the walk.
        (format!("select {SHOWN} from ({walk}) a {NAMES} order by a.created_at {way}, a.id {way}"), values)
    }

    /// The statement that finds the pictures of a page, for the test that reads its plan.
    #[must_use]
    pub fn walk_sql(&self, from: Option<&Cursor>, direction: Direction, limit: Limit) -> (String, Vec<Value>) {
        let mut walk = self.walk(Terms::default());
        let (newer, way) = direction.words();
        let (at, id) = self.order();
        if let Some(cursor) = from {
            let (a, b) = (walk.bind(&cursor.at), walk.bind(&cursor.id));
            walk.push(format!("({at}, {id}) {newer} ({a}, {b})"));
        }
        let rows = walk.bind(&(limit.rows() as i64 + 1));
        let sql = format!("select a.* from {} where {} order by {at} {way}, {id} {way} limit {rows}", self.from(), walk.sql());
        (sql, walk.into_values())
    }

    /// The ids of all that match, newest first, up to `limit`: what "all that match" selects.
    ///
    /// # Errors
    /// As the database says.
    pub async fn ids(&self, limit: usize) -> DbResult<Vec<AssetId>> {
        struct Id(AssetId);
        impl FromRow for Id {
            fn from_row(row: &Row<'_>) -> DbResult<Self> {
                Ok(Self(row.get("id")?))
            }
        }
        let mut walk = self.walk(Terms::default());
        let (at, id) = self.order();
        let rows = walk.bind(&(limit as i64));
        let sql = format!("select a.id from {} where {} order by {at} desc, {id} desc limit {rows}", self.from(), walk.sql());
        Ok(self.conn.all::<Id>(&sql, walk.into_values()).await?.into_iter().map(|id| id.0).collect())
    }

    /// How many match, counted up to `limit`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn count(&self, limit: i64) -> DbResult<i64> {
        Ok(counts(self.conn, self.client, std::slice::from_ref(self.filter), limit).await?.first().copied().unwrap_or_default())
    }

    fn way(&self) -> Way {
        let f = self.filter;
        match (f.deleted || f.flow.is_some(), &f.session, &f.product) {
            (false, Some(_), _) => Way::Session,
            (false, None, Some(_)) => Way::Product,
            _ => Way::Feed,
        }
    }

    fn from(&self) -> String {
        let engine = self.conn.engine();
        match self.way() {
            Way::Feed => "generated_asset a".to_owned(),
            Way::Product => format!("generated_asset_product ap {}", asset_lookup::of_link(engine, "ap")),
            Way::Session => format!("generation_flow sf {}", asset_lookup::of_flow(engine, "sf")),
        }
    }

    fn order(&self) -> (&'static str, &'static str) {
        if self.way() == Way::Product { ("ap.created_at", "ap.asset_id") } else { ("a.created_at", "a.id") }
    }

    fn walk(&self, mut walk: Terms) -> Terms {
        let (f, way) = (self.filter, self.way());
        let client = walk.bind(self.client);
        walk.push(format!("a.client_id = {client}"));
        // Said as the partial indexes say it: a bound value could not be shown to fit them.
        walk.push(if f.deleted { "a.deleted_at is not null" } else { "a.deleted_at is null and a.superseded_at is null" });
        walk.push("a.completed_at is not null");
        if let Some(product) = &f.product {
            let place = walk.bind(product);
            walk.push(match way {
                Way::Product => format!("ap.client_id = {client} and ap.product_id = {place}"),
                Way::Feed | Way::Session => asset_lookup::shows(&place),
            });
        }
        if let Some(flow) = &f.flow {
            walk.equals("a.generation_flow_id", flow);
        }
        if let Some(session) = &f.session {
            let place = walk.bind(session);
            walk.push(match way {
                Way::Session => format!("sf.client_id = {client} and sf.collection_session_id = {place}"),
                Way::Feed | Way::Product => asset_lookup::made_in(&client, &place),
            });
        }
        if let Some(approval) = &f.approval {
            walk.equals("a.approval_status", approval);
        }
        if f.pinned {
            walk.push("a.pinned_at is not null".to_owned());
        }
        let (at, _) = self.order();
        for (at, sign, bound) in [(at, ">=", f.from), (at, "<", f.until), ("a.completed_at", "<=", f.finished_by)] {
            if let Some(bound) = bound {
                let place = walk.bind(&bound);
                walk.push(format!("{at} {sign} {place}"));
            }
        }
        walk
    }
}
