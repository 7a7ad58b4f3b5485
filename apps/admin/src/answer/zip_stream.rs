//! A ZIP archive that is written while it is sent: one picture in memory at a time, and never more than the reader takes.
//!
//! Pictures are stored as they are, because they are compressed already. Each is read whole before it is written: then its entry
//! begins with its size and sum, which every unpacker understands. A picture that cannot be read breaks the answer off; an archive
//! that arrives whole holds everything that was asked for.

use std::future::ready;
use std::io;
use std::time::Duration;

use async_zip::base::write::ZipFileWriter;
use async_zip::{Compression, ZipDateTimeBuilder, ZipEntryBuilder};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use time::OffsetDateTime;
use tokio::io::DuplexStream;
use tokio_util::io::ReaderStream;
use visualizer_control::Control;
use visualizer_control::downloads::{self, Entry};
use visualizer_control::media::Media;
use visualizer_domain::Actor;

use crate::guard::fair_places::FairPlace;

/// Bytes that wait for the reader.
const PIPE: usize = 256 * 1024;
/// Bytes of one piece.
const PIECE: usize = 64 * 1024;
/// How long a reader may take for one picture before its place is given to somebody else.
const ENTRY_WITHIN: Duration = Duration::from_secs(10 * 60);

/// The archive of these files, dated `at`. The place is held until the last byte is taken.
pub fn of(
    control: Control,
    actor: Actor,
    entries: Vec<Entry>,
    at: OffsetDateTime,
    place: FairPlace,
) -> impl Stream<Item = io::Result<Bytes>> {
    let (sink, source) = tokio::io::duplex(PIPE);
    let writing = actix_web::rt::spawn(async move {
        let _until_done = place;
        write(&control, &actor, &entries, at, sink).await
    });
    // The pipe ends in either case; only what the writer says last tells whether it was the whole.
    let outcome = stream::once(writing).filter_map(|ended| {
        ready(match ended {
            Ok(Ok(())) => None,
            Ok(Err(error)) => {
                tracing::error!("an archive was broken off: {error}");
                Some(Err(error))
            }
            Err(broken) => Some(Err(io::Error::other(broken))),
        })
    });
    ReaderStream::with_capacity(source, PIECE).chain(outcome)
}

async fn write(control: &Control, actor: &Actor, entries: &[Entry], at: OffsetDateTime, sink: DuplexStream) -> io::Result<()> {
    let mut archive = ZipFileWriter::with_tokio(sink);
    // The format counts years from 1980.
    let date = ZipDateTimeBuilder::new()
        .year(at.year().clamp(1980, 2107))
        .month(u8::from(at.month()).into())
        .day(at.day().into())
        .hour(at.hour().into())
        .minute(at.minute().into())
        .second(at.second().into())
        .build();
    for entry in entries {
        let written = async {
            let bytes = whole(downloads::open(control, actor, entry).await.map_err(io::Error::other)?).await?;
            let head = ZipEntryBuilder::new(entry.file_name.clone().into(), Compression::Stored).last_modification_date(date);
            archive.write_entry_whole(head, &bytes).await.map_err(io::Error::other)
        };
        tokio::time::timeout(ENTRY_WITHIN, written).await.map_err(io::Error::from)??;
    }
    archive.close().await.map(drop).map_err(io::Error::other)
}

/// All bytes of one picture.
async fn whole(mut media: Media) -> io::Result<Vec<u8>> {
    let expected = usize::try_from(media.size_bytes).map_err(io::Error::other)?;
    let mut bytes = Vec::with_capacity(expected.min(64 * 1024 * 1024));
    while let Some(piece) = media.stream.try_next().await.map_err(io::Error::other)? {
        bytes.extend_from_slice(&piece);
    }
    if bytes.len() == expected {
        Ok(bytes)
    } else {
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("{} of {expected} bytes", bytes.len())))
    }
}
