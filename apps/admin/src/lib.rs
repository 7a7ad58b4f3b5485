//! The web side: pages for people and the JSON API, over the commands and views of `control`.
//!
//! A request walks: route table row (`routes`) → guard (`access`: who, may they, is it from a page of ours) → handler
//! (`pages`, `api`: parse, one command or view, render) → one place that tells failures (`problem_response`). Nothing here
//! generates, stores or decides; this crate cannot even name the crates that generate.

pub mod access;
pub mod address_query;
pub mod admin;
pub mod api;
pub mod app;
pub mod asset_act;
pub mod asset_frame;
pub mod asset_query;
pub mod assets;
pub mod body;
pub mod client_form;
pub mod client_query;
pub mod cookies;
pub mod count;
pub mod csrf;
pub mod etag;
pub mod failure;
pub mod figures;
pub mod flash;
pub mod flow_line;
pub mod flow_products;
pub mod flow_states;
pub mod forms;
pub mod frame;
pub mod health;
pub mod hex;
pub mod host;
pub mod idempotency;
pub mod instant;
pub mod intake;
pub mod job_frame;
pub mod job_words;
pub mod json;
pub mod json_tree;
pub mod links;
pub mod live;
pub mod meanwhile;
pub mod moments;
pub mod negotiate;
pub mod once;
pub mod openapi;
pub mod operation;
pub mod pages;
pub mod paging;
pub mod path_id;
pub mod peer;
pub mod phrase;
pub mod place;
pub mod plan_words;
pub mod problem_json;
pub mod problem_response;
pub mod problem_words;
pub mod product_form;
pub mod product_image_card;
pub mod product_pick;
pub mod product_query;
pub mod prompt_lines;
pub mod rate_limit;
pub mod readiness;
pub mod reply;
pub mod report_words;
pub mod request_id;
pub mod role_words;
pub mod route;
pub mod routes;
pub mod run_head;
pub mod security_headers;
pub mod seen_version;
pub mod server;
pub mod setting_field;
pub mod setting_words;
pub mod settings;
pub mod settings_fields;
pub mod settings_form;
pub mod shape;
pub mod shell;
pub mod sign_in_tries;
pub mod sign_ins;
pub mod sse;
pub mod stream_places;
pub mod stylesheet;
pub mod upload;
pub mod upload_words;
pub mod visit;
pub mod words;
pub mod zip_stream;

#[cfg(test)]
mod tests;

pub use admin::Admin;
pub use server::serve;
pub use settings::{Limits, Settings};
