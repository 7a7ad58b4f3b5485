//! An open write transaction, and whom it tells once it is committed.

use sea_orm::DatabaseTransaction;

use crate::change::{CHANNEL, Change, Changes};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;

/// An open write transaction.
#[derive(Debug)]
pub struct WriteTx {
    engine: Engine,
    tx: DatabaseTransaction,
    changes: Changes,
    told: Vec<Change>,
}

impl WriteTx {
    pub(crate) fn new(engine: Engine, tx: DatabaseTransaction, changes: Changes) -> Self {
        Self { engine, tx, changes, told: Vec::new() }
    }

    /// To run statements on.
    #[must_use]
    pub fn conn(&self) -> Conn<'_> {
        Conn::of_tx(self.engine, &self.tx)
    }

    /// Tells workers or pages, once this is committed.
    pub fn tell(&mut self, change: Change) {
        if !self.told.contains(&change) {
            self.told.push(change);
        }
    }

    /// Commits, and tells.
    ///
    /// # Errors
    /// When the commit fails; then nothing is told and nothing was written.
    pub async fn commit(self) -> DbResult<()> {
        if self.engine == Engine::Postgres {
            for change in &self.told {
                self.conn().execute("select pg_notify($1, $2)", crate::params![CHANNEL, change.payload()]).await?;
            }
        }
        self.tx.commit().await?;
        // On PostgreSQL the listener of this process hears itself too; a hint twice does no harm, a late one would.
        self.told.into_iter().for_each(|change| self.changes.send(change));
        Ok(())
    }
}
