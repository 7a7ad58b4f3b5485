//! The first page: what waits for a person, what is being made, what was made last, and what people did.

use time::OffsetDateTime;
use visualizer_db::audit_events::{self, Line};
use visualizer_db::gallery::{self, Direction, Frame};
use visualizer_db::jobs::{self, Job};
use visualizer_db::product_cards::{self, ProductFilter};
use visualizer_db::runs::{self, Run};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::job::JobState;
use visualizer_domain::page::Limit;
use visualizer_domain::problem::Outcome;
use visualizer_domain::run::RunKind;
use visualizer_domain::{Actor, Permission};

use crate::Control;
use crate::failure::Doing as _;
use crate::generated_assets::COUNT_MAX;

/// Everything that the first page shows.
#[derive(Debug, Clone)]
pub struct Dashboard {
    /// Finished pictures that nobody decided about, up to [`COUNT_MAX`].
    pub undecided: i64,
    /// Approved pictures, up to [`COUNT_MAX`].
    pub approved: i64,
    /// Pictures made in the last seven days, up to [`COUNT_MAX`].
    pub made_this_week: i64,
    /// Generations under way, newest first.
    pub open_runs: Vec<Run>,
    /// Jobs that somebody has to look at: parked ones.
    pub parked: Vec<Job>,
    /// The newest undecided pictures.
    pub to_review: Vec<Frame>,
    /// The newest pictures of all.
    pub newest: Vec<Frame>,
    /// What people did last.
    pub activity: Vec<Line>,
    /// There is a product to make pictures of; without one that is the first step.
    pub has_products: bool,
}

/// The first page of the actor's client.
///
/// # Errors
/// Without the permission to view.
pub async fn view(control: &Control, actor: &Actor, now: OffsetDateTime) -> Outcome<Dashboard> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let by = |approval| AssetFilter { approval: Some(approval), ..AssetFilter::default() };
    let count = async |filter: AssetFilter| gallery::of(conn, client, &filter).count(COUNT_MAX).await.doing("counting assets");
    let newest = async |filter: AssetFilter, rows| {
        gallery::of(conn, client, &filter)
            .page(None, Direction::Older, Limit::new(rows))
            .await
            .map(|page| page.rows)
            .doing("reading the newest assets")
    };
    Ok(Dashboard {
        undecided: count(by(ApprovalStatus::Pending)).await?,
        approved: count(by(ApprovalStatus::Approved)).await?,
        made_this_week: count(AssetFilter { from: Some(now - time::Duration::days(7)), ..AssetFilter::default() }).await?,
        open_runs: runs::of(conn, client).open(RunKind::Flow, 8).await.doing("reading open runs")?,
        parked: jobs::of(conn, client).in_state(JobState::Parked, 5).await.doing("reading parked jobs")?,
        to_review: newest(by(ApprovalStatus::Pending), 8).await?,
        newest: newest(AssetFilter::default(), 12).await?,
        activity: audit_events::newest(conn, client, 100).await.doing("reading the audit trail")?,
        has_products: !product_cards::page(conn, client, &ProductFilter::default(), None, Limit::new(1))
            .await
            .doing("looking for a product")?
            .rows
            .is_empty(),
    })
}
