//! The JSON API: the same commands and views as the pages, for programs. One file per noun.

pub mod account;
pub mod asset_changes;
pub mod asset_files;
pub mod asset_json;
pub mod clients;
pub mod collection_session_json;
pub mod collection_sessions;
pub mod description;
pub mod generated_assets;
pub mod generation;
pub mod generation_flow_json;
pub mod generation_flows;
pub mod generation_runs;
pub mod instant;
pub mod members;
pub mod openapi;
pub mod product_images;
pub mod product_json;
pub mod products;
pub mod queue;
pub mod unfinished_assets;
