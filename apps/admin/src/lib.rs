//! The web side: pages for people and the JSON API, over the commands and views of `control`.
//!
//! A request walks: route table row (`routes`) → guard (`guard`: who, may they, is it from a page of ours) → handler (`pages`,
//! `api`), which reads what is asked (`request`, `forms`), calls one command or one view, and says the outcome (`answer`) with
//! `parts` of pages and `words`. Failures are told in one place (`answer::problem_response`). Nothing here generates, stores or
//! decides; this crate cannot even name the crates that generate.

pub mod admin;
pub mod answer;
pub mod api;
pub mod app;
pub mod forms;
pub mod guard;
pub mod health;
pub mod hex;
pub mod pages;
pub mod parts;
pub mod request;
pub mod routes;
pub mod server;
pub mod settings;
pub mod words;

#[cfg(test)]
mod tests;

pub use admin::Admin;
pub use server::serve;
pub use settings::{Limits, Settings};
