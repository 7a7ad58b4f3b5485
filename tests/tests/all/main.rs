//! The integration tests, one binary: linking it once is cheaper than linking thirty.

mod arrows;
mod documents;
mod gallery;
mod reviews;
mod spine_graphs;
mod spine_rules;
mod worker;
mod worker_trouble;
