//! Who is let in, before any handler runs: the person behind the cookie, what the route asks of them, and proof that a change
//! comes from a page of ours. Its door is [`access`].

pub mod access;
pub mod cookies;
pub mod csrf;
pub mod fair_places;
pub mod host;
pub mod peer;
pub mod rate_limit;
pub mod sign_in_tries;
pub mod sign_ins;
pub mod visit;
