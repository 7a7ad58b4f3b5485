//! The test kit: databases of both engines, a house with everything in it but people, and a factory for what lives there.

pub mod both;
pub mod browser;
pub mod catalogue;
pub mod database;
pub mod factory;
pub mod furnished;
pub mod graph;
pub mod guards;
pub mod house;
pub mod pictures;
pub mod refusal;
pub mod site;
pub mod tour;
pub mod visitor;
pub mod workshop;

pub use house::House;
pub use refusal::code;
pub use site::Site;
