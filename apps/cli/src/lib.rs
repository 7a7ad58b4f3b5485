//! The commands of `visualizer`: one file each, and what they share.
//!
//! A command reads the configuration, opens what it needs, calls control, migration, admin or worker, and prints. What an operator may
//! change about an installation is here; what people may ask for is control's.

mod arguments;
mod choices;
mod demo;
mod demo_people;
mod demo_shop;
mod demo_stock;
mod doctor;
mod examination;
mod failure;
mod folders;
mod generate;
mod log;
mod machine;
mod manifest;
mod migrate;
mod photo;
mod trial;
mod up;
mod user;
mod waiting;
mod words;
mod workshop;

pub use arguments::run;
