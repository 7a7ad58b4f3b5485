//! Claims jobs, runs them, records them. One process, as many jobs at once as its options say.
//!
//! A job goes through these files: `claim` (it becomes ours for a lease), `run` (dispatch by kind), `inputs` (what it needs, then the
//! database is let go), a maker of `visualizer-generation`, `store` (bytes under names of their content), `finish` or `failure` (one short
//! fenced transaction). Beside it, `heartbeat` keeps the leases, `progress` tells how far it is, and `sweep` takes over from the dead.
//! What a picture looks like is not decided here, and neither is who may ask for one.

mod claim;
mod failure;
mod finish;
mod generate;
mod hand;
mod heartbeat;
mod image_check;
mod inputs;
mod options;
pub mod picture_process;
mod progress;
mod run;
mod stop;
mod store;
mod sweep;
mod worker;

pub use options::{Concurrency, WorkerOptions};
pub use picture_process::PictureProcess;
pub use worker::Worker;
