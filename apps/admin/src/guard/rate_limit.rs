//! Bounds how often one peer may ask, whatever it asks for. Failed sign-ins have a bound of their own (`sign_in_tries`).

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota};
use visualizer_domain::Problem;

use crate::admin::Admin;
use crate::answer::failure::Failure;
use crate::guard::peer;

/// Requests between two sweeps of peers that have been quiet.
const SWEEP_EVERY: u32 = 4_096;

/// A token bucket for each peer.
pub struct PeerLimit {
    buckets: DefaultKeyedRateLimiter<IpAddr>,
    since_sweep: AtomicU32,
}

impl PeerLimit {
    /// So many requests a second for each peer, and so many at once.
    #[must_use]
    pub fn new(per_second: u32, burst: u32) -> Self {
        let count = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(count(per_second)).allow_burst(count(burst));
        Self { buckets: DefaultKeyedRateLimiter::keyed(quota), since_sweep: AtomicU32::new(0) }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// [`Problem::TooMany`] with the seconds until the next one can pass.
    pub fn check(&self, peer: IpAddr) -> Result<(), Problem> {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP_EVERY {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.buckets.retain_recent();
        }
        self.buckets.check_key(&peer).map_err(|until| {
            let wait = until.wait_time_from(governor::clock::DefaultClock::default().now());
            Problem::TooMany { retry_after_s: wait.as_secs() + 1 }
        })
    }
}

/// The middleware: one check for each request, before routing.
///
/// # Errors
/// Only what the inner service gives.
pub async fn limit(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let checked =
        request.app_data::<web::Data<Admin>>().map(|admin| admin.peer_limit.check(peer::address(request.request(), &admin.settings)));
    match checked {
        Some(Err(problem)) => Ok(request.error_response(Failure::from(problem))),
        _ => Ok(next.call(request).await?.map_into_boxed_body()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_asks_too_often_waits_and_another_does_not() {
        let limit = PeerLimit::new(1, 3);
        let (loud, calm) = (IpAddr::from([203, 0, 113, 1]), IpAddr::from([203, 0, 113, 2]));
        for _ in 0..3 {
            assert!(limit.check(loud).is_ok());
        }
        assert!(matches!(limit.check(loud), Err(Problem::TooMany { retry_after_s: 1..=2 })));
        assert!(limit.check(calm).is_ok());
    }
}
