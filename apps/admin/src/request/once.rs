//! Making a thing once, however often it is asked for: programs send a key in a header, forms in a hidden field (`idempotency`).
//! Control remembers what became of the first request; this module turns that into the same answer again.

use actix_web::HttpRequest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;
use visualizer_control::Control;
use visualizer_control::idempotency::{self, Keyed, Taken};
use visualizer_domain::{Actor, Problem, canonical};

use crate::answer::failure::{Answer, Failure};
use crate::answer::reply;
use crate::request::idempotency::IdempotencyKey;

/// A thing that was just made: what is answered, and kept for a repetition of the request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// Its address.
    pub location: String,
    /// Its version.
    pub version: i64,
    /// What programs are told about it.
    pub body: Value,
}

impl Made {
    /// A thing as programs are told about it.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which is our own failure.
    pub fn new(location: String, version: i64, body: &impl Serialize) -> Result<Self, Failure> {
        let body = serde_json::to_value(body).map_err(|err| Problem::internal("writing an answer as JSON", err))?;
        Ok(Self { location, version, body })
    }

    /// For programs: 201 with its address and tag.
    ///
    /// # Errors
    /// None; the type is that of handlers.
    pub fn created(&self) -> Answer {
        reply::created(&self.location, &self.body, self.version)
    }
}

/// What is kept for a repetition.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept<T> {
    /// What the first request was answered.
    Told(Made),
    /// The thing was made, and could not be read back to be told about. A repetition tells.
    Made(T),
}

/// Makes a thing, unless a request with this key made it before, and tells about it. Without a key it is made in any case.
///
/// `sent` is what the caller asked for: the same key with something else is a mistake of theirs, and is refused; the same key in another
/// client is another request. Once `make` has had its effect the key stands for it, also when `tell` fails. That the caller may go between
/// the effect and the answer is the business of `access`, which lets every change run to its end.
///
/// # Errors
/// What `make` refuses, and then the key is free again; what `tell` refuses; what control refuses about the key.
pub async fn once<T: Serialize + DeserializeOwned>(
    control: &Control,
    actor: &Actor,
    request: &HttpRequest,
    key: &IdempotencyKey,
    (sent, now): (&impl Serialize, OffsetDateTime),
    make: impl AsyncFnOnce() -> Result<T, Failure>,
    tell: impl AsyncFnOnce(&T) -> Result<Made, Failure>,
) -> Result<Made, Failure> {
    let Some(key) = key.as_deref() else { return tell(&make().await?).await };
    let route = format!("{} {}", request.method(), request.match_pattern().unwrap_or_default());
    let sent = serde_json::to_value(sent).map_err(|err| Problem::internal("reading a request", err))?;
    let request_hash = canonical::hash(&json!([request.path(), sent]));
    let ticket = match idempotency::take(control, actor, Keyed { route: &route, key, request_hash: &request_hash }, now).await? {
        Taken::First(ticket) => ticket,
        Taken::Again { response, .. } => {
            return match serde_json::from_str(&response).map_err(|err| Problem::internal("reading a kept answer", err))? {
                Kept::Told(made) => Ok(made),
                Kept::Made(thing) => tell(&thing).await,
            };
        }
    };
    let thing = match make().await {
        Ok(thing) => thing,
        Err(failure) => {
            // The refusal is what the caller can act on; a key that was not given back is free again after a while.
            if let Err(problem) = ticket.give_back(control).await {
                tracing::warn!(error = %problem, "an idempotency key was not given back");
            }
            return Err(failure);
        }
    };
    let (kept, told) = match tell(&thing).await {
        Ok(made) => (Kept::Told(made.clone()), Ok(made)),
        Err(failure) => (Kept::Made(thing), Err(failure)),
    };
    let kept = serde_json::to_string(&kept).map_err(|err| Problem::internal("keeping an answer", err))?;
    // It is made, and who hears so has no reason to ask again.
    if let Err(problem) = ticket.answer(control, 201, &kept).await {
        tracing::warn!(error = %problem, "the answer for an idempotency key was not kept");
    }
    told
}
