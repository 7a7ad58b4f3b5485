//! What the pictures of a run are made by: one recipe stands for all of a run, since they differ in the dice alone.

use std::collections::HashMap;

use serde_json::Value;
use visualizer_domain::ids::{ClientId, RunId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// Most runs that are asked about at once.
const RUNS_MAX: i64 = 100;

struct RunRecipe {
    run: RunId,
    recipe: Value,
}

impl FromRow for RunRecipe {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { run: row.get("run_id")?, recipe: row.json("recipe")? })
    }
}

/// The recipe of the first picture of each of these runs.
///
/// # Errors
/// As the database says.
pub async fn of(conn: Conn<'_>, client: &ClientId, runs: &[RunId]) -> DbResult<HashMap<RunId, Value>> {
    let sql = format!(
        "select r.id as run_id, a.recipe from generation_run r join generated_asset a on a.client_id = r.client_id
           and a.id = (select j.asset_id from generation_job j where j.run_id = r.id and j.asset_id is not null order by j.id limit 1)
         where r.client_id = $1 and r.id in {} and a.recipe is not null order by r.id limit $3",
        conn.engine().each("$2")
    );
    let found: Vec<RunRecipe> = conn.all(&sql, params![client, list(runs), RUNS_MAX]).await?;
    Ok(found.into_iter().map(|one| (one.run, one.recipe)).collect())
}
