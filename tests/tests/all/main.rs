//! The integration tests, one binary: linking it once is cheaper than linking thirty.

mod api_catalogue;
mod api_making;
mod arrows;
mod browser;
mod clients;
mod collection_sessions;
mod documents;
mod gallery;
mod generation_flows;
mod idempotency;
mod kill;
mod members;
mod pages_flows;
mod pages_people;
mod pages_products;
mod pages_review;
mod pages_sessions;
mod product_images;
mod products;
mod reviews;
mod sign_ins;
mod spine_graphs;
mod spine_rules;
mod users;
mod worker;
mod worker_trouble;
