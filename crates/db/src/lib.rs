//! Rows: connections, transactions, the repositories and the views that pages read. SQLite and PostgreSQL, one behaviour.
//!
//! Every query of a tenant's rows starts from the tenant (`generated_assets::of(conn, client)`). Statements are written as SQL
//! that both engines take; where they differ, the difference stands at that place (`Engine::pick`). Nothing here decides.

pub mod admissions;
pub mod asset_life;
mod asset_lookup;
pub mod asset_making;
pub mod audit_events;
pub mod blobs;
pub mod change;
pub mod clients;
pub mod collection_sessions;
pub mod column;
pub mod conn;
pub mod connection;
pub mod engine;
pub mod error;
pub mod failures;
pub mod flow_cards;
pub mod flow_facts;
pub mod flow_products;
pub mod flow_sources;
pub mod gallery;
pub mod generated_assets;
pub mod generation_flows;
pub mod idempotency;
pub mod job_claims;
pub mod job_ends;
pub mod job_pauses;
pub mod jobs;
pub mod leases;
pub mod members;
pub mod newly_pictured;
pub mod param;
pub mod picture_checks;
pub mod picture_counts;
pub mod product_cards;
pub mod product_images;
pub mod products;
pub mod queue_places;
pub mod replans;
pub mod retries;
pub mod run_pictures;
pub mod run_recipes;
pub mod runs;
pub mod schema;
pub mod session_cards;
pub mod session_products;
pub mod sign_ins;
pub mod slots;
mod terms;
mod thumbnails;
pub mod unfinished_assets;
pub mod users;
pub mod workers;
pub mod write_tx;

pub use change::{Change, Changes};
pub use conn::Conn;
pub use connection::{Db, DbOptions};
pub use engine::Engine;
pub use error::{DbError, DbResult};
pub use write_tx::WriteTx;
