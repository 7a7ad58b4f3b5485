//! `/media/...`: the bytes of pictures, named by their content, so that a browser may keep them for good. Only those of the
//! reader's own client; another client's are not there.

use actix_web::body::SizedStream;
use actix_web::http::header::{self, ContentDisposition, ETag, EntityTag};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use visualizer_control::Control;
use visualizer_control::media::{self, Media};
use visualizer_domain::rendition::RenditionKind;

use crate::answer::failure::{Answer, Failure};
use crate::guard::visit::SignedVisit;
use crate::request::etag::not_modified;

/// Types that a browser may show. Whatever else is stored is only ever handed over as a file.
const SHOWN: [&str; 3] = ["image/png", "image/webp", "image/jpeg"];

/// The address of a smaller copy of a picture.
#[must_use]
pub fn address(sha256: &str, kind: RenditionKind) -> String {
    format!("/media/{sha256}/{kind}")
}

/// A picture as it was made or uploaded.
///
/// # Errors
/// 404 when the client has no such bytes.
pub async fn original(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, sha256: web::Path<String>) -> Answer {
    send(&request, &visit, &control, &sha256, None).await
}

/// A smaller copy.
///
/// # Errors
/// 404 when the client has no such bytes, or no such copy of them.
pub async fn copy(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, path: web::Path<(String, String)>) -> Answer {
    let (sha256, kind) = path.into_inner();
    let kind = kind.parse().map_err(|_| Failure::no_page(&request))?;
    send(&request, &visit, &control, &sha256, Some(kind)).await
}

async fn send(request: &HttpRequest, visit: &SignedVisit, control: &Control, sha256: &str, copy: Option<RenditionKind>) -> Answer {
    if sha256.len() != 64 || !sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Failure::no_page(request));
    }
    let tag = EntityTag::new_strong(copy.map_or_else(|| sha256.to_owned(), |kind| format!("{sha256}-{kind}")));
    // Whoever names these bytes by their tag has them; no need to look whether they are still there.
    if not_modified(request, &tag) {
        return Ok(kept(&mut HttpResponse::NotModified(), tag).finish());
    }
    let found = media::open(control, visit.actor(), sha256, copy).await?;
    Ok(whole(kept(&mut HttpResponse::Ok(), tag), found))
}

/// The headers of bytes that never change under their address.
fn kept(response: &mut HttpResponseBuilder, tag: EntityTag) -> &mut HttpResponseBuilder {
    response.insert_header((header::CACHE_CONTROL, "private, max-age=31536000, immutable")).insert_header(ETag(tag))
}

/// The answer with the bytes, as a stream of known length.
pub(crate) fn whole(response: &mut HttpResponseBuilder, media: Media) -> HttpResponse {
    if SHOWN.contains(&media.media_type.as_str()) {
        response.insert_header((header::CONTENT_TYPE, media.media_type));
    } else {
        response.insert_header((header::CONTENT_TYPE, "application/octet-stream")).insert_header(ContentDisposition::attachment("file"));
    }
    response.body(SizedStream::new(media.size_bytes, media.stream))
}

/// A media type as people read it: `PNG` for `image/png`.
#[must_use]
pub fn type_word(media_type: &str) -> String {
    match media_type.rsplit_once('/').map_or(media_type, |(_, kind)| kind) {
        "webp" => "WebP".to_owned(),
        kind => kind.to_uppercase(),
    }
}
