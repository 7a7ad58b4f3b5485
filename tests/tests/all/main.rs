//! The integration tests, one binary: linking it once is cheaper than linking thirty.

mod gallery;
mod reviews;
mod spine_graphs;
mod spine_rules;
