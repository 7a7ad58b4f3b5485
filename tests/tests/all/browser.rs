//! What people do, in a real browser against the real program.

mod archive;
mod main_job;
mod pages;
mod sign_in;
