//! Everything that a person may ask for: one function per command, one transaction each.
//!
//! A command checks permission, begins, loads, asks the domain, writes with the old state in the WHERE, notes it in the audit trail and
//! commits, in that order. Reads give the views that pages show; pages know this crate and the domain, and nothing below.
//! Nothing here generates: a run is admitted and left to the workers.

mod admissions;
pub mod asset_undo;
pub mod clients;
pub mod collection_sessions;
pub mod dashboard;
pub mod downloads;
mod ending;
mod failure;
mod flow_views;
mod four_eyes;
mod gallery;
pub mod gallery_offers;
pub mod generated_assets;
pub mod generation_flows;
mod hints;
pub mod idempotency;
pub mod media;
pub mod members;
mod new_flows;
pub mod opening;
pub mod outlooks;
mod passwords;
mod product_draft;
pub mod product_images;
pub mod products;
pub mod queue;
mod retries;
pub mod runs;
mod session_admissions;
mod session_products;
pub mod sign_ins;
pub mod unfinished_assets;
mod uploads;
pub mod users;

use visualizer_db::Db;
use visualizer_domain::registry::Registry;
use visualizer_storage::Storage;

pub use visualizer_db::change::{Change, Changes};
pub use visualizer_db::gallery::{Direction, Frame};

/// What commands work with. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Control {
    /// Rows.
    pub db: Db,
    /// Bytes.
    pub storage: Storage,
    /// The documented values.
    pub registry: &'static Registry,
}
