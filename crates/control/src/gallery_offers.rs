//! What the gallery can be narrowed to beside what people decided: the products and sessions of its newest pictures.

use visualizer_db::newly_pictured::{self, Named};
use visualizer_db::{collection_sessions, gallery, products};
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{ClientId, CollectionSessionId, ProductId};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Permission};

use crate::Control;
use crate::failure::Doing as _;

/// Pictures of an offer are counted up to this many; beyond it a page says "1,000+".
pub const OFFER_COUNT_MAX: i64 = 1_000;
/// Products, and sessions, that are offered; their own pages lead to the others.
pub const OFFERED: i64 = 8;

/// Something that the gallery can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer<Id> {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// How many pictures it has, up to [`OFFER_COUNT_MAX`].
    pub pictures: i64,
}

/// The products of the newest pictures, and the chosen one, which can always be let go of however old its pictures are.
///
/// # Errors
/// Without the permission to view.
pub async fn of_products(control: &Control, actor: &Actor, chosen: Option<&ProductId>) -> Outcome<Vec<Offer<ProductId>>> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let mut named = newly_pictured::products(conn, client, OFFERED).await.doing("looking for products with pictures")?;
    if let Some(id) = elsewhere(&named, chosen) {
        let found = products::of(conn, client).find(id).await.doing("reading a product")?;
        named.extend(found.map(|product| Named { id: product.id, name: product.name }));
    }
    counted(control, client, named, |id| AssetFilter { product: Some(id), ..AssetFilter::default() }).await
}

/// The sessions that the newest pictures were made in, and the chosen one.
///
/// # Errors
/// Without the permission to view.
pub async fn of_sessions(
    control: &Control,
    actor: &Actor,
    chosen: Option<&CollectionSessionId>,
) -> Outcome<Vec<Offer<CollectionSessionId>>> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let mut named = newly_pictured::sessions(conn, client, OFFERED).await.doing("looking for sessions with pictures")?;
    if let Some(id) = elsewhere(&named, chosen) {
        let found = collection_sessions::of(conn, client).find(id).await.doing("reading a session")?;
        named.extend(found.map(|session| Named { id: session.id, name: session.name }));
    }
    counted(control, client, named, |id| AssetFilter { session: Some(id), ..AssetFilter::default() }).await
}

fn elsewhere<'a, Id: PartialEq>(named: &[Named<Id>], chosen: Option<&'a Id>) -> Option<&'a Id> {
    chosen.filter(|chosen| named.iter().all(|one| one.id != **chosen))
}

async fn counted<Id: Clone>(
    control: &Control,
    client: &ClientId,
    named: Vec<Named<Id>>,
    narrowed: impl Fn(Id) -> AssetFilter,
) -> Outcome<Vec<Offer<Id>>> {
    let filters: Vec<AssetFilter> = named.iter().map(|one| narrowed(one.id.clone())).collect();
    let counts = gallery::counts(control.db.read(), client, &filters, OFFER_COUNT_MAX).await.doing("counting pictures")?;
    Ok(named.into_iter().zip(counts).map(|(one, pictures)| Offer { id: one.id, name: one.name, pictures }).collect())
}
