//! The JSON API: the same commands and views as the pages, for programs. One file per noun.

pub mod account;
pub mod description;
