//! Pages: a struct with its template, and the handlers that fill it. One file per noun, named as in the other layers.

pub mod account;
pub mod api_docs;
pub mod clients;
pub mod problem;
pub mod sign_in;
