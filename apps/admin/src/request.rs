//! What is asked, read with bounds: queries, bodies, uploads, keys and versions. What cannot be read is refused by name here, so
//! that handlers only see values.

pub mod address_query;
pub mod asset_query;
pub mod body;
pub mod client_query;
pub mod etag;
pub mod idempotency;
pub mod intake;
pub mod json;
pub mod negotiate;
pub mod once;
pub mod paging;
pub mod path_id;
pub mod product_query;
pub mod request_id;
pub mod seen_version;
pub mod upload;
