//! Failed sign-ins, counted by peer and address: five within a quarter of an hour, then a wait.
//!
//! A try is counted before the password is looked at and taken back when it was right, so that a thousand tries at once
//! are not a thousand free ones. Right passwords never bring anybody nearer to the bound.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use time::{Duration, OffsetDateTime};
use visualizer_domain::Problem;

use crate::settings::Limits;

/// Pairs of peer and address that are remembered before the old ones are swept out.
const SWEEP_AT: usize = 10_000;

/// Longest e-mail address, in characters; nothing longer belongs to anybody (RFC 5321, 4.5.3.1.3).
const EMAIL_MAX: usize = 254;

/// The count of failed sign-ins.
pub struct SignInTries {
    per_address: u32,
    per_peer: u32,
    window: Duration,
    failures: Mutex<HashMap<(IpAddr, String), Failures>>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    since: OffsetDateTime,
}

impl SignInTries {
    /// Counts by the operator's bounds.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self {
            per_address: limits.sign_in_failures.max(1),
            per_peer: limits.sign_in_failures_per_peer.max(1),
            window: Duration::try_from(limits.sign_in_window).unwrap_or(Duration::MINUTE),
            failures: Mutex::default(),
        }
    }

    /// What failures are counted by. People may type what they like where an address is asked for; what is kept of it is short.
    fn key(peer: IpAddr, email: &str) -> (IpAddr, String) {
        (peer, email.chars().take(EMAIL_MAX).flat_map(char::to_lowercase).collect())
    }

    /// Counts a try and says how many are left after it.
    ///
    /// # Errors
    /// [`Problem::TooMany`] when none was left; then nothing is counted.
    pub fn begin(&self, peer: IpAddr, email: &str, now: OffsetDateTime) -> Result<u32, Problem> {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= SWEEP_AT {
            failures.retain(|_, f| f.since + self.window > now);
        }
        // The empty address stands for all addresses of a peer.
        let keys = [(Self::key(peer, email), self.per_address), ((peer, String::new()), self.per_peer)];
        let mut left = u32::MAX;
        for (key, most) in &keys {
            let counted = failures.get(key).filter(|f| f.since + self.window > now);
            if let Some(full) = counted.filter(|f| f.count >= *most) {
                let wait = (full.since + self.window - now).whole_seconds();
                return Err(Problem::TooMany { retry_after_s: u64::try_from(wait).unwrap_or(0) + 1 });
            }
            left = left.min(most - 1 - counted.map_or(0, |f| f.count));
        }
        for (key, _) in keys {
            let counted = failures.entry(key).or_insert(Failures { count: 0, since: now });
            if counted.since + self.window <= now {
                *counted = Failures { count: 0, since: now };
            }
            counted.count += 1;
        }
        Ok(left)
    }

    /// The password was right: forgets the failures for this address and takes the try of the peer back.
    pub fn succeeded(&self, peer: IpAddr, email: &str) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&Self::key(peer, email));
        if let Some(all) = failures.get_mut(&(peer, String::new())) {
            all.count = all.count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-21 8:00 UTC);
    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 9));

    fn tries() -> SignInTries {
        SignInTries::new(&Limits { sign_in_failures: 3, sign_in_failures_per_peer: 5, ..Limits::default() })
    }

    #[test]
    fn after_the_last_try_a_person_waits_for_the_window_to_pass() {
        let tries = tries();
        let left: Vec<_> = (0..3).map(|_| tries.begin(PEER, "a@example.com", NOW).unwrap()).collect();
        assert_eq!(left, [2, 1, 0]);
        assert!(matches!(tries.begin(PEER, "A@example.com", NOW), Err(Problem::TooMany { retry_after_s: 901 })));
        assert!(tries.begin(PEER, "a@example.com", NOW + Duration::minutes(15)).is_ok());
    }

    #[test]
    fn right_passwords_do_not_count() {
        let tries = tries();
        for _ in 0..20 {
            assert_eq!(tries.begin(PEER, "a@example.com", NOW).unwrap(), 2);
            tries.succeeded(PEER, "a@example.com");
        }
    }

    #[test]
    fn one_peer_cannot_try_a_common_password_on_everybody() {
        let tries = tries();
        let refused = (0..6).filter(|n| tries.begin(PEER, &format!("user{n}@example.com"), NOW).is_err()).count();
        assert_eq!(refused, 1);
    }
}
