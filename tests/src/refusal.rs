//! What a command was refused with, in one word a test can compare.

use std::fmt::Debug;

use visualizer_domain::Problem;
use visualizer_domain::problem::Outcome;

/// The code of a refusal; of refused fields each with its code: `"name:empty category:too-long"`.
///
/// # Panics
/// When nothing was refused.
pub fn code<T: Debug>(outcome: Outcome<T>) -> String {
    match outcome.expect_err("a refusal") {
        Problem::Invalid { fields } => fields.iter().map(|f| format!("{}:{}", f.field, f.code)).collect::<Vec<_>>().join(" "),
        problem => problem.code().to_owned(),
    }
}
