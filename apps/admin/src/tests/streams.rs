//! Event streams: what goes over the wire, and that they end.

use actix_web::body::{self, BodySize, MessageBody};
use futures_util::{StreamExt, stream};

use visualizer_domain::ids::UserId;

use super::admin;
use crate::answer::sse::{self, Event};
use crate::settings::{Limits, Settings};

fn reader() -> UserId {
    UserId::parse("reader").unwrap()
}

#[actix_web::test]
async fn a_stream_ends_with_its_last_event() {
    let admin = admin(Settings::default());
    let events = stream::iter([Event::piece("frame-a", "<b>1</b>"), Event::end()]);
    let response = sse::answer(&admin, &reader(), events).unwrap();
    assert_eq!(response.headers().get("content-encoding").unwrap(), "identity", "compression would hold events back");
    let text = String::from_utf8(body::to_bytes(response.into_body()).await.unwrap().to_vec()).unwrap();
    assert_eq!(text, "retry: 3000\n\nevent: piece\ndata: {\"html\":\"<b>1</b>\",\"id\":\"frame-a\"}\n\nevent: end\ndata: \n\n");
}

#[actix_web::test]
async fn streams_end_when_the_process_stops() {
    let admin = admin(Settings::default());
    let response = sse::answer(&admin, &reader(), stream::pending()).unwrap();
    assert_eq!(response.body().size(), BodySize::Stream);
    admin.stop.cancel();
    let text = body::to_bytes(response.into_body()).await.unwrap();
    assert!(text.is_empty() || text.starts_with(b"retry"), "{text:?}");
}

#[actix_web::test]
async fn a_page_that_gets_no_stream_is_told_to_poll_and_a_closed_one_makes_room() {
    let admin = admin(Settings { limits: Limits { streams: 1, ..Limits::default() }, ..Settings::default() });
    let open = sse::answer(&admin, &reader(), stream::pending().boxed_local()).unwrap();
    assert!(sse::answer(&admin, &reader(), stream::pending().boxed_local()).is_err());
    drop(open);
    assert!(sse::answer(&admin, &reader(), stream::pending().boxed_local()).is_ok());
}
