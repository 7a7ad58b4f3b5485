//! Server-sent events: one open answer per page, kept alive, ended when the process stops or there are too many of them.
//!
//! What is sent is the handler's; this module knows only the wire (HTML standard, 9.2).

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header;
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use tokio::time::{Instant, MissedTickBehavior};
use visualizer_domain::Problem;
use visualizer_domain::ids::{ClientId, UserId};

use crate::admin::Admin;
use crate::answer::failure::Answer;

/// A comment is sent this often, so that proxies keep the connection and a closed one is noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    name: &'static str,
    data: String,
}

impl Event {
    /// An event by its name, with its data.
    #[must_use]
    pub fn new(name: &'static str, data: impl Into<String>) -> Self {
        Self { name, data: data.into() }
    }

    /// A rendered piece of a page; `live.js` puts it in the place of the element with this id.
    #[must_use]
    pub fn piece(element_id: &str, html: &str) -> Self {
        Self::new("piece", format!("{{\"html\":{},\"id\":{}}}", serde_json::Value::from(html), serde_json::Value::from(element_id)))
    }

    /// Whose pieces follow. A page of another client, which a browser that came back may have kept open, takes none of them.
    #[must_use]
    pub fn client(client: &ClientId) -> Self {
        Self::new("client", client.as_str())
    }

    /// Nothing more will come; the page closes the stream.
    #[must_use]
    pub fn end() -> Self {
        Self::new("end", "")
    }

    fn wire(&self) -> Bytes {
        let mut text = format!("event: {}\n", self.name);
        for line in self.data.split('\n') {
            text.push_str(&format!("data: {}\n", line.trim_end_matches('\r')));
        }
        text.push('\n');
        Bytes::from(text)
    }
}

/// Answers a person with a stream of events. It ends with `events`, when the caller goes, or when the process stops.
///
/// # Errors
/// [`Problem::Unavailable`] when too many streams are open, of everybody or of this person; the page then polls.
pub fn answer(admin: &Admin, person: &UserId, events: impl Stream<Item = Event> + 'static) -> Answer {
    let place = admin.streams.take(person).ok_or(Problem::Unavailable { part: "events", source: None })?;
    let mut ticks = tokio::time::interval_at(Instant::now() + KEEP_ALIVE, KEEP_ALIVE);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let alive = stream::unfold(ticks, |mut ticks| async move {
        ticks.tick().await;
        Some((Bytes::from_static(b": still here\n\n"), ticks))
    });
    let hello = stream::once(async { Bytes::from_static(b"retry: 3000\n\n") });
    // The stream of ticks never ends; the mark after the last event is what ends both.
    let events = events.map(|event| Some(event.wire())).chain(stream::once(async { None }));
    let body = hello
        .chain(
            stream::select(events, alive.map(Some)).take_while(|piece| std::future::ready(piece.is_some())).filter_map(std::future::ready),
        )
        .take_until(admin.stop.clone().cancelled_owned())
        .map(move |piece| {
            let _open = &place;
            Ok::<_, actix_web::Error>(piece)
        });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        // Compression would hold events back until its block is full; so would a buffering proxy.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_several_lines_stays_one_event() {
        let event = Event::new("piece", "<li>\r\n</li>");
        assert_eq!(event.wire(), "event: piece\ndata: <li>\ndata: </li>\n\n");
    }
}
