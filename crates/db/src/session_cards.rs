//! The list of collection sessions as pages show it: state, counts and thumbnails of each, in two queries.

use time::OffsetDateTime;
use visualizer_domain::collection_session::{SessionFacts, SessionState};
use visualizer_domain::ids::{ClientId, CollectionSessionId};
use visualizer_domain::page::{Cursor, Limit, Page};

use crate::asset_lookup;
use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;
use crate::picture_counts::{self, PictureCounts};
use crate::terms::Terms;
use crate::thumbnails::{self, THUMBNAILS_MAX};

/// What a list of sessions shows. Every part narrows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// Part of a name.
    pub search: Option<String>,
    /// Only deleted ones, instead of none of them.
    pub deleted: bool,
}

/// A session in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of collection_session.
pub struct SessionCard {
    pub id: CollectionSessionId,
    pub name: String,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
    /// Live products in it.
    pub products: i64,
    /// Live flows in it.
    pub flows: i64,
    /// Runs of its flows without an outcome.
    pub open_runs: i64,
    /// How many pictures its flows made.
    pub pictures: PictureCounts,
    /// SHA-256 of its newest generated pictures, filled up with those of its products.
    pub thumbnails: Vec<String>,
}

impl SessionCard {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> SessionState {
        SessionState::of(&SessionFacts { flows: self.flows, flows_with_assets: self.pictures.flows, open_runs: self.open_runs })
    }
}

impl FromRow for SessionCard {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        let mut thumbnails = thumbnails::read(row, "made")?;
        for original in thumbnails::read(row, "originals")? {
            if thumbnails.len() < THUMBNAILS_MAX {
                thumbnails.push(original);
            }
        }
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            deleted_at: row.get("deleted_at")?,
            products: row.get("products")?,
            flows: row.get("flows")?,
            open_runs: row.get("open_runs")?,
            pictures: PictureCounts::default(),
            thumbnails,
        })
    }
}

/// One page of sessions, newest first.
///
/// # Errors
/// As the database says.
pub async fn page(
    conn: Conn<'_>,
    client: &ClientId,
    filter: &SessionFilter,
    from: Option<&Cursor>,
    limit: Limit,
) -> DbResult<Page<SessionCard>> {
    let mut terms = Terms::default();
    terms.equals("client_id", client);
    terms.push(if filter.deleted { "deleted_at is not null" } else { "deleted_at is null" });
    terms.contains(conn.engine(), &["name"], filter.search.as_deref());
    terms.after("created_at", "id", from);
    let rows = terms.bind(&(limit.rows() as i64 + 1));
    let sql = select(conn, &format!("{} order by created_at desc, id desc limit {rows}", terms.sql()));
    let found: Vec<SessionCard> = conn.all(&sql, terms.into_values()).await?;
    let mut page = Page::of(found, limit, |card| Cursor { at: card.created_at, id: card.id.to_string() });
    count(conn, client, &mut page.rows).await?;
    Ok(page)
}

/// One session as lists show it; its own page begins with the same line.
///
/// # Errors
/// As the database says.
pub async fn find(conn: Conn<'_>, client: &ClientId, id: &CollectionSessionId) -> DbResult<Option<SessionCard>> {
    let mut found: Vec<SessionCard> = conn.all(&select(conn, "client_id = $1 and id = $2"), params![client, id]).await?;
    count(conn, client, &mut found).await?;
    Ok(found.pop())
}

fn select(conn: Conn<'_>, place: &str) -> String {
    let pictures = format!(
        "from generation_flow f {} where f.client_id = s.client_id and f.collection_session_id = s.id and f.deleted_at is null",
        asset_lookup::of_flow(conn.engine(), "f")
    );
    let made = thumbnails::of_assets(conn.engine(), &pictures, ("a.created_at", "a.id"));
    let originals = thumbnails::of_products(conn.engine(), "collection_session_product", "l.session_id = s.id");
    format!(
        "select s.id, s.name, s.version, s.created_at, s.updated_at, s.deleted_at,
           (select count(*) from collection_session_product l join product p on p.id = l.product_id
            where l.session_id = s.id and p.deleted_at is null) as products,
           (select count(*) from generation_flow f
            where f.client_id = s.client_id and f.collection_session_id = s.id and f.deleted_at is null) as flows,
           (select count(*) from generation_flow f join generation_run r
              on r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id and r.outcome is null
            where f.client_id = s.client_id and f.collection_session_id = s.id and f.deleted_at is null) as open_runs,
           {made} as made, {originals} as originals
         from (select * from collection_session where {place}) s
         order by s.created_at desc, s.id desc"
    )
}

async fn count(conn: Conn<'_>, client: &ClientId, cards: &mut [SessionCard]) -> DbResult<()> {
    let ids: Vec<CollectionSessionId> = cards.iter().map(|card| card.id.clone()).collect();
    let counts = picture_counts::by_session(conn, client, &ids).await?;
    for card in cards {
        card.pictures = counts.get(card.id.as_str()).copied().unwrap_or_default();
    }
    Ok(())
}
