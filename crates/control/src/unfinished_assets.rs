//! Assets that are not finished: what is being made, and what was not made. Whoever looks for a picture finds here why it is not in the
//! gallery.

use visualizer_db::unfinished_assets as rows;
use visualizer_domain::generated_asset_filter::{AssetFilter, Unfinished};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Permission};

use crate::Control;
use crate::failure::Doing as _;
use crate::generated_assets::COUNT_MAX;
use crate::runs::Job;

/// One page of them, newest first, each as the job that makes it.
///
/// # Errors
/// Without the permission to view.
pub async fn list(
    control: &Control,
    actor: &Actor,
    which: Unfinished,
    filter: &AssetFilter,
    from: Option<&Cursor>,
    limit: Limit,
) -> Outcome<Page<Job>> {
    let client = actor.require(Permission::View)?;
    rows::of(control.db.read(), client, which, filter).page(from, limit).await.doing("reading unfinished assets")
}

/// How many there are, up to [`COUNT_MAX`].
///
/// # Errors
/// Without the permission to view.
pub async fn count(control: &Control, actor: &Actor, which: Unfinished, filter: &AssetFilter) -> Outcome<i64> {
    let client = actor.require(Permission::View)?;
    rows::of(control.db.read(), client, which, filter).count(COUNT_MAX).await.doing("counting unfinished assets")
}
