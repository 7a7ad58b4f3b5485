//! The gallery: pages of finished pictures, and how many each filter would show. What may be done with them is in `generated_assets`.

use visualizer_db::gallery::{self, Direction, Frame};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::AssetId;
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;

/// Facets count up to this many; beyond it a page says "10,000+".
pub const COUNT_MAX: i64 = 10_000;

/// How many pictures each filter of the gallery would show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)] // Each counts the filter of its name, up to COUNT_MAX.
pub struct Facets {
    pub all: i64,
    pub pending: i64,
    pub approved: i64,
    pub rejected: i64,
    pub pinned: i64,
    pub deleted: i64,
}

/// One page of the gallery.
///
/// # Errors
/// Without the permission to view.
pub async fn list(
    control: &Control,
    actor: &Actor,
    filter: &AssetFilter,
    from: Option<&Cursor>,
    direction: Direction,
    limit: Limit,
) -> Outcome<Page<Frame>> {
    let client = actor.require(Permission::View)?;
    gallery::of(control.db.read(), client, filter).page(from, direction, limit).await.doing("reading a page of the gallery")
}

/// These pictures as the gallery shows them, newest first. Unknown and unfinished ones are left out.
///
/// # Errors
/// Without the permission to view.
pub async fn these(control: &Control, actor: &Actor, ids: &[AssetId]) -> Outcome<Vec<Frame>> {
    let client = actor.require(Permission::View)?;
    gallery::these(control.db.read(), client, ids).await.doing("reading pictures")
}

/// How many pictures a filter shows, up to [`COUNT_MAX`].
///
/// # Errors
/// Without the permission to view.
pub async fn count(control: &Control, actor: &Actor, filter: &AssetFilter) -> Outcome<i64> {
    let client = actor.require(Permission::View)?;
    gallery::of(control.db.read(), client, filter).count(COUNT_MAX).await.doing("counting assets")
}

/// Counts for the gallery's filters, within the rest of the given filter.
///
/// # Errors
/// Without the permission to view.
pub async fn facets(control: &Control, actor: &Actor, filter: &AssetFilter) -> Outcome<Facets> {
    let client = actor.require(Permission::View)?;
    let base = AssetFilter { approval: None, pinned: false, deleted: false, ..filter.clone() };
    let by = |approval| AssetFilter { approval: Some(approval), ..base.clone() };
    let filters = [
        base.clone(),
        by(ApprovalStatus::Pending),
        by(ApprovalStatus::Approved),
        by(ApprovalStatus::Rejected),
        AssetFilter { pinned: true, ..base.clone() },
        AssetFilter { deleted: true, ..base.clone() },
    ];
    let counts = gallery::counts(control.db.read(), client, &filters, COUNT_MAX).await.doing("counting assets")?;
    let [all, pending, approved, rejected, pinned, deleted] = counts[..] else {
        return Err(Problem::internal("counting assets", format!("{} counts for {} filters", counts.len(), filters.len())));
    };
    Ok(Facets { all, pending, approved, rejected, pinned, deleted })
}
