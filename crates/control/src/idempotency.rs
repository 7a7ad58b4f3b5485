//! A request with an Idempotency-Key has its effect once: a repetition gets the answer of the first. A key means something only to the
//! person who sent it, in the client that they stood in; in another client it is another request.
//!
//! The key is taken before the request and answered after it, each in a transaction of its own: the effect has one too, inside its
//! command, and knows nothing of keys. A caller who goes in between does not leave a key without an answer, because the pages let every
//! change that they began run to its end; a process that dies does. Repetitions are then refused for [`HELD_FOR`], and after that the
//! request counts as one that was never made; whether it had its effect before the process died is for the caller to look up. Runs carry
//! their key themselves, in the transaction that admits them, so that for them there is no such gap.

use time::{Duration, OffsetDateTime};
use visualizer_db::idempotency::{self as rows, KeyedRequest};
use visualizer_domain::ids::ClientId;
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Problem};

use crate::Control;
use crate::failure::Doing as _;

/// How long a key is remembered.
pub const KEPT_FOR: Duration = Duration::hours(24);
/// How long a key without an answer is held: longer than any request takes. Slow bodies are read before a key is taken.
pub const HELD_FOR: Duration = Duration::minutes(5);
/// Longest key, in characters.
pub const KEY_MAX: usize = 255;

/// A request that came with a key.
#[derive(Debug, Clone, Copy)]
pub struct Keyed<'a> {
    /// Method and path pattern.
    pub route: &'a str,
    /// The key that the client program chose.
    pub key: &'a str,
    /// SHA-256 of the address and the body.
    pub request_hash: &'a str,
}

/// What is to be done with a request.
#[derive(Debug)]
pub enum Taken {
    /// It is the first with its key: do it, then [`Ticket::answer`] or [`Ticket::give_back`].
    First(Ticket),
    /// It was done before, and this was the answer.
    Again {
        /// Its status.
        status: u16,
        /// Its text.
        response: String,
    },
}

/// A key that was taken.
#[derive(Debug)]
#[must_use = "an unanswered key refuses every repetition for a while"]
pub struct Ticket {
    actor_id: String,
    client: Option<ClientId>,
    route: String,
    key: String,
    request_hash: String,
}

/// Takes the key of a request, in the client that the actor stands in.
///
/// # Errors
/// [`Problem::Invalid`] `idempotency_key`: `not-a-key` when it cannot be one, `other-request` when it came with another request before;
/// [`Problem::Conflict`] `key-in-use` while the first request with it has no answer, at most for [`HELD_FOR`].
pub async fn take(control: &Control, actor: &Actor, keyed: Keyed<'_>, now: OffsetDateTime) -> Outcome<Taken> {
    let fits = (1..=KEY_MAX).contains(&keyed.key.len()) && keyed.key.bytes().all(|b| b.is_ascii_graphic());
    if !fits {
        return Err(Problem::invalid("idempotency_key", "not-a-key"));
    }
    let ticket = Ticket {
        actor_id: actor.user_id.to_string(),
        client: actor.client().cloned(),
        route: keyed.route.to_owned(),
        key: keyed.key.to_owned(),
        request_hash: keyed.request_hash.to_owned(),
    };
    let tx = control.db.write().await.doing("beginning to take a key")?;
    rows::forget(tx.conn(), now - KEPT_FOR).await.doing("forgetting old keys")?;
    rows::free(tx.conn(), ticket.request(), now - HELD_FOR).await.doing("freeing a key")?;
    let is_first = rows::take(tx.conn(), ticket.request(), now).await.doing("taking a key")?;
    let kept = if is_first { None } else { rows::find(tx.conn(), ticket.request()).await.doing("reading a kept answer")? };
    tx.commit().await.doing("committing a key")?;
    match kept {
        None if is_first => Ok(Taken::First(ticket)),
        Some(kept) if kept.body_hash != ticket.request_hash => Err(Problem::invalid("idempotency_key", "other-request")),
        Some(rows::KeptAnswer { answer: Some((status, response)), .. }) => Ok(Taken::Again { status, response }),
        // Unanswered, or given back this moment.
        _ => Err(Problem::conflict("key-in-use")),
    }
}

impl Ticket {
    /// Keeps the answer of a request that had its effect.
    ///
    /// # Errors
    /// When the database does not answer; repetitions are then refused for [`HELD_FOR`].
    pub async fn answer(self, control: &Control, status: u16, response: &str) -> Outcome<()> {
        let tx = control.db.write().await.doing("beginning to keep an answer")?;
        rows::answer(tx.conn(), self.request(), status, response).await.doing("keeping an answer")?;
        tx.commit().await.doing("committing an answer")
    }

    /// Gives the key back, because the request had no effect.
    ///
    /// # Errors
    /// As [`Ticket::answer`].
    pub async fn give_back(self, control: &Control) -> Outcome<()> {
        let tx = control.db.write().await.doing("beginning to give a key back")?;
        rows::give_back(tx.conn(), self.request()).await.doing("giving a key back")?;
        tx.commit().await.doing("committing the return of a key")
    }

    fn request(&self) -> KeyedRequest<'_> {
        KeyedRequest {
            actor_id: &self.actor_id,
            client: self.client.as_ref(),
            route: &self.route,
            key: &self.key,
            body_hash: &self.request_hash,
        }
    }
}
