//! The schema on real databases: SQLite files and a PostgreSQL server.

mod command_line;
mod database;
mod freeze;
mod guards;
mod limits;
mod parity;
mod runner;
mod shop;
