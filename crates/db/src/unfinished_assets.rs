//! Assets that are not finished, each with the job that makes it: what waits, what is being made, and what was not made and why. The
//! gallery is in `gallery`; the queue, which knows of more than assets, in `jobs`.

use sea_orm::Value;
use visualizer_domain::generated_asset_filter::{AssetFilter, Unfinished};
use visualizer_domain::ids::ClientId;
use visualizer_domain::page::{Cursor, Limit, Page};

use crate::asset_lookup;
use crate::conn::Conn;
use crate::error::DbResult;
use crate::jobs::{self, Job};
use crate::terms::Terms;

/// Unfinished assets of a client.
#[derive(Debug, Clone, Copy)]
pub struct UnfinishedAssets<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
    which: Unfinished,
    filter: &'a AssetFilter,
}

/// Those of one client. Of the filter product, flow, session and dates narrow; nobody has decided about what is not there.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId, which: Unfinished, filter: &'a AssetFilter) -> UnfinishedAssets<'a> {
    UnfinishedAssets { conn, client, which, filter }
}

impl UnfinishedAssets<'_> {
    /// One page, newest first.
    ///
    /// # Errors
    /// As the database says.
    pub async fn page(&self, from: Option<&Cursor>, limit: Limit) -> DbResult<Page<Job>> {
        let (walk, values) = self.walk_sql(from, limit);
        let sql = format!("{} where j.asset_id in (select id from ({walk}) w) order by a.created_at desc, a.id desc", jobs::SELECT);
        let cursor = |job: &Job| Cursor {
            at: job.asset_created_at.unwrap_or(job.created_at),
            id: job.asset_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        };
        Ok(Page::of(self.conn.all::<Job>(&sql, values).await?, limit, cursor))
    }

    /// The statement that finds the assets of a page, for the test that reads its plan.
    #[must_use]
    pub fn walk_sql(&self, from: Option<&Cursor>, limit: Limit) -> (String, Vec<Value>) {
        let mut walk = self.walk();
        walk.after("a.created_at", "a.id", from);
        let rows = walk.bind(&(limit.rows() as i64 + 1));
        let sql = format!("select a.id from generated_asset a where {} order by a.created_at desc, a.id desc limit {rows}", walk.sql());
        (sql, walk.into_values())
    }

    /// How many there are, counted up to `limit`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn count(&self, limit: i64) -> DbResult<i64> {
        let mut walk = self.walk();
        let most = walk.bind(&limit);
        let sql = format!("select count(*) as n from (select 1 as one from generated_asset a where {} limit {most}) w", walk.sql());
        self.conn.one(&sql, walk.into_values()).await
    }

    fn walk(&self) -> Terms {
        let mut walk = Terms::default();
        let f = self.filter;
        let client = walk.bind(self.client);
        walk.push(format!("a.client_id = {client}"));
        walk.push(match self.which {
            Unfinished::Making => "a.status in ('pending', 'generating')",
            Unfinished::Failed => "a.status = 'error'",
        });
        // As the partial index says it.
        walk.push("a.deleted_at is null and a.completed_at is null");
        if self.which == Unfinished::Failed {
            // What was tried again is the business of its next run.
            walk.push("exists (select 1 from generation_job t where t.asset_id = a.id and t.retried_in is null)");
        }
        if let Some(product) = &f.product {
            let place = walk.bind(product);
            walk.push(asset_lookup::shows(&place));
        }
        if let Some(flow) = &f.flow {
            walk.equals("a.generation_flow_id", flow);
        }
        if let Some(session) = &f.session {
            let place = walk.bind(session);
            walk.push(asset_lookup::made_in(&client, &place));
        }
        for (sign, bound) in [(">=", f.from), ("<", f.until)] {
            if let Some(bound) = bound {
                let place = walk.bind(&bound);
                walk.push(format!("a.created_at {sign} {place}"));
            }
        }
        walk
    }
}
