//! What is sent back: short replies, failures as pages or as problem+json, files, archives, and streams of what changes.

pub mod assets;
pub mod failure;
pub mod flash;
pub mod links;
pub mod live;
pub mod problem_json;
pub mod problem_response;
pub mod reply;
pub mod security_headers;
pub mod sse;
pub mod stylesheet;
pub mod zip_stream;
