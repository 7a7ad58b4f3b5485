//! What can be done to pictures, as buttons and programs say it.

use schemars::JsonSchema;
use serde::Deserialize;
use visualizer_control::generated_assets::LifeChange;
use visualizer_domain::Problem;
use visualizer_domain::approval::Decision;
use visualizer_domain::problem::FieldProblem;
use visualizer_domain::text::{Reason, TextProblem};

use crate::answer::failure::Failure;
use crate::forms::Form;

/// What can be done to pictures. On buttons the sentences are `do-<word>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Good to be used.
    Approve,
    /// Not to be used.
    Reject,
    /// Back to undecided.
    Reopen,
    /// Keep at hand.
    Pin,
    /// No longer.
    Unpin,
    /// Put away.
    Delete,
    /// Take back.
    Restore,
}

impl Act {
    const ALL: [Self; 7] = [Self::Approve, Self::Reject, Self::Reopen, Self::Pin, Self::Unpin, Self::Delete, Self::Restore];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Reopen => "reopen",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// The act of a form.
    ///
    /// # Errors
    /// [`Failure::Malformed`] for a word that no button sends.
    pub fn of(form: &Form) -> Result<Self, Failure> {
        let wanted = form.get("do");
        Self::ALL
            .into_iter()
            .find(|act| act.as_str() == wanted)
            .ok_or_else(|| Failure::Malformed(format!("do: {wanted:?} is nothing that can be done")))
    }

    /// The command. Only a rejection has a reason.
    #[must_use]
    pub fn change(self, reason: Option<Reason>) -> LifeChange {
        match self {
            Self::Approve => LifeChange::Decide(Decision::Approve),
            Self::Reject => LifeChange::Decide(Decision::Reject(reason)),
            Self::Reopen => LifeChange::Decide(Decision::Reopen),
            Self::Pin => LifeChange::Pin(true),
            Self::Unpin => LifeChange::Pin(false),
            Self::Delete => LifeChange::Delete,
            Self::Restore => LifeChange::Restore,
        }
    }
}

/// Why something is done, which may be left out.
///
/// # Errors
/// [`Problem::Invalid`] at the field `reason` when it is too long or cannot be shown.
pub fn reason(text: &str) -> Result<Option<Reason>, Problem> {
    match Reason::parse(text) {
        Ok(reason) => Ok(Some(reason)),
        Err(TextProblem::Empty) => Ok(None),
        Err(problem) => Err(Problem::Invalid { fields: vec![FieldProblem::text("reason", &problem)] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_buttons_say_the_same_words() {
        for act in Act::ALL {
            assert_eq!(serde_json::from_value::<Act>(act.as_str().into()).unwrap(), act);
            assert_eq!(Act::of(&Form::holding([("do", act.as_str())])).unwrap(), act);
        }
        assert!(Act::of(&Form::holding([("do", "burn")])).is_err());
    }

    #[test]
    fn a_reason_may_be_left_out_but_not_be_endless() {
        assert!(matches!(reason("  "), Ok(None)));
        assert!(matches!(reason("Too dark."), Ok(Some(_))));
        assert!(matches!(reason(&"x".repeat(100_000)), Err(Problem::Invalid { .. })));
    }
}
