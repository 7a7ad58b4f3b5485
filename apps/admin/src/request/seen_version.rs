//! The version that a form was made from, in a hidden field. What programs send instead is in `etag`.

use crate::answer::failure::Failure;
use crate::forms::Form;

/// Name of the hidden field.
pub const FIELD: &str = "version";

/// The version that the person saw.
///
/// # Errors
/// [`Failure::Malformed`] when the field is missing or no number; no page of ours sends that.
pub fn of(form: &Form) -> Result<i64, Failure> {
    form.get(FIELD).parse().map_err(|_| Failure::Malformed(format!("{FIELD}: not a version")))
}
