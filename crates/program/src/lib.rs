//! What each of our programs does before its own work, and nothing else: it finds out which installation it belongs to, begins its log,
//! listens for the signals that end it, tells why it could not start, and has an allocator that gives memory back.
//!
//! What a setting means is `domain::configuration`'s business; what is opened with it is the program's.

mod installation;
mod log;
#[cfg(not(target_env = "msvc"))]
mod memory;
mod signals;
mod start_problem;

pub use installation::Installation;
pub use log::begin_log;
pub use signals::stop_token;
pub use start_problem::{StartProblem, tell};
