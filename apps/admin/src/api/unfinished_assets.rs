//! Pictures that are not there for programs: what is being made, and what was not made, each as the job that it hangs on.

use actix_web::{HttpRequest, web};
use schemars::JsonSchema;
use serde::Deserialize;
use visualizer_control::{Control, unfinished_assets};
use visualizer_domain::generated_asset_filter::Unfinished;

use super::generation_runs::JobJson;
use crate::answer::failure::Answer;
use crate::guard::visit::SignedVisit;
use crate::request::address_query::Query;
use crate::request::asset_query::AssetQuery;
use crate::request::paging::{Listed, PageQuery, listed};

/// Which of them.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Which {
    /// Being made, or not made: failed or stopped.
    state: Unfinished,
}

/// The unfinished pictures that a filter shows, the newest first. What people decided narrows nothing here.
///
/// # Errors
/// 400 for a state, a filter or a cursor that is none.
pub async fn list(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(which): Query<Which>,
    Query(query): Query<AssetQuery>,
    Query(page): Query<PageQuery>,
) -> Answer {
    let from = page.cursor()?;
    let found = unfinished_assets::list(&control, visit.actor(), which.state, &query.filter(), from.as_ref(), page.limit()).await?;
    listed(&request, &Listed::of(found, JobJson::from))
}
