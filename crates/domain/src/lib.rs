//! What things are and which changes are legal.
//!
//! Pure: no IO, no async, no database. Time, ids and the acting person come in as arguments; decisions go out as values.
//! The same noun names the file that stores it (`db`), the commands on it (`control`) and its page (`admin`).

pub mod actor;
pub mod admission;
pub mod approval;
pub mod aspect_ratio;
pub mod asset_life;
pub mod audit;
pub mod canonical;
pub mod client;
pub mod clock;
pub mod collection_session;
pub mod configuration;
pub mod configuration_key;
pub mod configuration_problem;
mod configuration_reading;
pub mod configuration_source;
pub mod edge;
pub mod flow_plan;
pub mod generated_asset;
pub mod generated_asset_filter;
pub mod generation_flow;
pub mod ids;
pub mod image_check_plan;
pub mod job;
pub mod pace;
pub mod page;
pub mod picture_header;
pub mod picture_limits;
pub mod plan;
pub mod problem;
pub mod product;
pub mod product_image;
pub mod prompt;
pub mod quality;
pub mod recipe;
pub mod registry;
pub mod rendition;
pub mod role;
pub mod run;
pub mod secret;
pub mod settings;
pub mod settings_layer;
pub mod settings_origin;
pub mod slot;
pub mod text;
pub mod user;

pub use actor::Actor;
pub use clock::Clock;
pub use problem::Problem;
pub use role::{Permission, Role};
