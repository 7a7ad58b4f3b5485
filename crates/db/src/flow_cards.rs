//! The list of generation flows as pages show it: products, state, counts and newest pictures of each, in three queries.

use std::collections::HashMap;

use time::OffsetDateTime;
use visualizer_domain::generation_flow::{FLOWS_PER_PRODUCT_MAX, FLOWS_PER_SESSION_MAX, FlowFacts, FlowState};
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::settings::SettingsLayer;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::flow_facts::FACTS;
use crate::param::list;
use crate::params;
use crate::picture_counts::{self, PictureCounts};
use crate::terms::Terms;
use crate::thumbnails;

/// What a list of flows shows. Every part narrows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowFilter {
    /// Part of a name, or of the name of a product shown.
    pub search: Option<String>,
    /// Only those outside of any session.
    pub alone: bool,
    /// Only favourites.
    pub favorite: bool,
    /// Only deleted ones, instead of none of them.
    pub deleted: bool,
}

/// A product on a flow's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardProduct {
    /// The product.
    pub id: ProductId,
    /// What it is called.
    pub name: String,
    /// SHA-256 of the picture that the flow uses of it; a picture that is not checked yet, or was refused, has no copies to show.
    pub image_sha256: Option<String>,
}

/// A flow in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_flow.
pub struct FlowCard {
    pub id: GenerationFlowId,
    pub session_id: Option<CollectionSessionId>,
    pub session_name: Option<String>,
    pub name: Option<String>,
    /// What this flow itself chooses; weaker layers are not in it.
    pub settings: SettingsLayer,
    pub is_favorite: bool,
    pub position: i64,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
    /// What its state follows from.
    pub facts: FlowFacts,
    /// What it shows, the main product first.
    pub products: Vec<CardProduct>,
    /// How many pictures it made.
    pub pictures: PictureCounts,
    /// SHA-256 of its newest generated pictures.
    pub newest: Vec<String>,
}

impl FlowCard {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> FlowState {
        FlowState::of(&self.facts)
    }
}

impl FromRow for FlowCard {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            session_id: row.get("collection_session_id")?,
            session_name: row.get("session_name")?,
            name: row.get("name")?,
            settings: row.json("settings")?,
            is_favorite: row.get("is_favorite")?,
            position: row.get("position")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            deleted_at: row.get("deleted_at")?,
            facts: FlowFacts::from_row(row)?,
            products: Vec::new(),
            pictures: PictureCounts::default(),
            newest: thumbnails::read(row, "newest")?,
        })
    }
}

/// The flows of a session, in its order.
///
/// # Errors
/// As the database says.
pub async fn in_session(conn: Conn<'_>, client: &ClientId, session: &CollectionSessionId) -> DbResult<Vec<FlowCard>> {
    let place =
        format!("client_id = $1 and collection_session_id = $2 and deleted_at is null order by position, id limit {FLOWS_PER_SESSION_MAX}");
    let found = conn.all(&select(conn, &place, "f.position, f.id"), params![client, session]).await?;
    filled(conn, client, found).await
}

/// The flows that show a product, newest first.
///
/// # Errors
/// As the database says.
pub async fn showing(conn: Conn<'_>, client: &ClientId, product: &ProductId) -> DbResult<Vec<FlowCard>> {
    let place = format!(
        "client_id = $1 and deleted_at is null and id in (select flow_id from generation_flow_product where client_id = $1 and product_id = $2)
         order by created_at desc, id desc limit {FLOWS_PER_PRODUCT_MAX}"
    );
    let found = conn.all(&select(conn, &place, "f.created_at desc, f.id desc"), params![client, product]).await?;
    filled(conn, client, found).await
}

/// One page of a client's flows, newest first.
///
/// # Errors
/// As the database says.
pub async fn page(conn: Conn<'_>, client: &ClientId, filter: &FlowFilter, from: Option<&Cursor>, limit: Limit) -> DbResult<Page<FlowCard>> {
    let engine = conn.engine();
    let mut terms = Terms::default();
    terms.equals("w.client_id", client);
    terms.push(if filter.deleted { "w.deleted_at is not null" } else { "w.deleted_at is null" });
    if filter.alone {
        terms.push("w.collection_session_id is null");
    }
    if filter.favorite {
        // Said as the partial index says it.
        terms.push(engine.pick("w.is_favorite = 1", "w.is_favorite"));
    }
    let joined = engine.pick("group_concat", "string_agg");
    let names = format!(
        "(select {joined}(p.name, ' ') from generation_flow_product l join product p on p.id = l.product_id where l.flow_id = w.id)"
    );
    terms.contains(engine, &["w.name", &names], filter.search.as_deref());
    terms.after("w.created_at", "w.id", from);
    let rows = terms.bind(&(limit.rows() as i64 + 1));
    let place = format!("{} order by w.created_at desc, w.id desc limit {rows}", terms.sql());
    let found: Vec<FlowCard> = conn.all(&select(conn, &place, "f.created_at desc, f.id desc"), terms.into_values()).await?;
    let page = Page::of(found, limit, |card| Cursor { at: card.created_at, id: card.id.to_string() });
    Ok(Page { rows: filled(conn, client, page.rows).await?, next: page.next })
}

fn select(conn: Conn<'_>, place: &str, order: &str) -> String {
    let pictures = "from generated_asset a where a.client_id = f.client_id and a.generation_flow_id = f.id";
    let newest = thumbnails::of_assets(conn.engine(), pictures, ("a.created_at", "a.id"));
    format!(
        "select f.id, f.collection_session_id, s.name as session_name, f.name, f.settings, f.is_favorite, f.position, f.version, f.created_at,
           f.updated_at, f.deleted_at, {FACTS}, {newest} as newest
         from (select * from generation_flow w where {place}) f
         left join collection_session s on s.id = f.collection_session_id
         order by {order}"
    )
}

/// Adds the products and the counts of pictures.
async fn filled(conn: Conn<'_>, client: &ClientId, mut cards: Vec<FlowCard>) -> DbResult<Vec<FlowCard>> {
    let ids: Vec<GenerationFlowId> = cards.iter().map(|card| card.id.clone()).collect();
    let mut products = products(conn, client, &ids).await?;
    let counts = picture_counts::by_flow(conn, client, &ids).await?;
    for card in &mut cards {
        card.products = products.remove(card.id.as_str()).unwrap_or_default();
        card.pictures = counts.get(card.id.as_str()).copied().unwrap_or_default();
        card.facts.completed_assets = card.pictures.completed;
    }
    Ok(cards)
}

async fn products(conn: Conn<'_>, client: &ClientId, flows: &[GenerationFlowId]) -> DbResult<HashMap<String, Vec<CardProduct>>> {
    struct Shown {
        flow: String,
        product: CardProduct,
    }
    impl FromRow for Shown {
        fn from_row(row: &Row<'_>) -> DbResult<Self> {
            let product = CardProduct { id: row.get("id")?, name: row.get("name")?, image_sha256: row.get("image_sha256")? };
            Ok(Self { flow: row.get("flow_id")?, product })
        }
    }
    if flows.is_empty() {
        return Ok(HashMap::new());
    }
    // The picture: the one chosen in the flow, else the primary one, else the first.
    let sql = format!(
        "select l.flow_id, p.id, p.name,
           coalesce(chosen.sha256,
             (select i.sha256 from product_image i where i.client_id = l.client_id and i.product_id = l.product_id and i.deleted_at is null
              and i.check_state = 'ready' order by i.is_primary desc, i.position, i.id limit 1)) as image_sha256
         from generation_flow_product l join generation_flow f on f.id = l.flow_id join product p on p.id = l.product_id and p.deleted_at is null
         left join product_image chosen on chosen.id = (f.selected_base_images ->> l.product_id) and chosen.client_id = l.client_id
           and chosen.product_id = l.product_id and chosen.deleted_at is null and chosen.check_state = 'ready'
         where l.client_id = $1 and l.flow_id in {} order by l.flow_id, l.position",
        conn.engine().each("$2")
    );
    let mut by_flow: HashMap<String, Vec<CardProduct>> = HashMap::new();
    for shown in conn.all::<Shown>(&sql, params![client, list(flows)]).await? {
        by_flow.entry(shown.flow).or_default().push(shown.product);
    }
    Ok(by_flow)
}
