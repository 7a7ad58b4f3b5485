//! Which run of a flow made which picture: how a flow's page sorts what was made. The pictures themselves are in `gallery`.

use visualizer_domain::ids::{AssetId, ClientId, GenerationFlowId, RunId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// A finished picture and the run that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunPicture {
    /// The run; adopted pictures have none.
    pub run: Option<RunId>,
    /// The picture.
    pub asset: AssetId,
}

impl FromRow for RunPicture {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { run: row.get("run_id")?, asset: row.get("id")? })
    }
}

/// The newest finished pictures of a flow, newest first; neither deleted nor superseded ones.
///
/// # Errors
/// As the database says.
pub async fn of_flow(conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId, limit: i64) -> DbResult<Vec<RunPicture>> {
    conn.all(
        "select run_id, id from generated_asset
         where client_id = $1 and generation_flow_id = $2 and deleted_at is null and superseded_at is null and completed_at is not null
         order by created_at desc, id desc limit $3",
        params![client, flow, limit],
    )
    .await
}
