//! Approval of an asset: a person decides about exact bytes (D8), and nobody approves their own submission (D4).

use crate::generated_asset::{ApprovalStatus, AssetStatus};
use crate::ids::UserId;
use crate::problem::{Outcome, Problem};
use crate::text::Reason;

/// What a person decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Good to be used.
    Approve,
    /// Not to be used; why is asked for and may be left out.
    Reject(Option<Reason>),
    /// Undo: back to undecided.
    Reopen,
}

impl Decision {
    /// The state that it leads to.
    #[must_use]
    pub fn leads_to(&self) -> ApprovalStatus {
        match self {
            Self::Approve => ApprovalStatus::Approved,
            Self::Reject(_) => ApprovalStatus::Rejected,
            Self::Reopen => ApprovalStatus::Pending,
        }
    }
}

/// What is known of the asset when somebody decides.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// How far its making is.
    pub status: AssetStatus,
    /// Who had it made.
    pub made_for: Option<&'a UserId>,
    /// Deleted assets are not decided about.
    pub is_deleted: bool,
}

/// Whether the four-eyes rule holds: the client has it on and has at least two members.
#[must_use]
pub fn four_eyes_hold(client_wants_it: bool, members: i64) -> bool {
    client_wants_it && members > 1
}

/// Checks a decision. Rejecting one's own is allowed: it withdraws.
///
/// # Errors
/// [`Problem::Conflict`] with `not-finished`, `deleted` or `four-eyes`.
pub fn check(decision: &Decision, candidate: &Candidate<'_>, by: &UserId, four_eyes: bool) -> Outcome<()> {
    if candidate.is_deleted {
        return Err(Problem::conflict("deleted"));
    }
    if candidate.status != AssetStatus::Completed {
        return Err(Problem::conflict("not-finished"));
    }
    if *decision == Decision::Approve && four_eyes && candidate.made_for == Some(by) {
        return Err(Problem::conflict("four-eyes"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(id: &str) -> UserId {
        UserId::parse(id).expect("an id")
    }

    fn code(result: Outcome<()>) -> &'static str {
        result.map_or_else(|problem| problem.code(), |()| "ok")
    }

    #[test]
    fn nobody_approves_what_they_had_made_but_may_withdraw_it() {
        let (me, other) = (user("me"), user("other"));
        let mine = Candidate { status: AssetStatus::Completed, made_for: Some(&me), is_deleted: false };
        assert_eq!(code(check(&Decision::Approve, &mine, &me, true)), "four-eyes");
        assert_eq!(code(check(&Decision::Approve, &mine, &other, true)), "ok");
        assert_eq!(code(check(&Decision::Reject(None), &mine, &me, true)), "ok");
        assert_eq!(code(check(&Decision::Approve, &mine, &me, four_eyes_hold(true, 1))), "ok", "a team of one decides alone");
    }

    #[test]
    fn only_what_is_finished_and_kept_is_decided_about() {
        let me = user("me");
        let unfinished = Candidate { status: AssetStatus::Generating, made_for: None, is_deleted: false };
        assert_eq!(code(check(&Decision::Approve, &unfinished, &me, false)), "not-finished");
        let deleted = Candidate { status: AssetStatus::Completed, made_for: None, is_deleted: true };
        assert_eq!(code(check(&Decision::Reject(None), &deleted, &me, false)), "deleted");
    }
}
