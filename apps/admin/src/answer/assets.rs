//! Styles, scripts, icons, font and the pictures of the sign-in page, compiled into the program and served from memory.
//!
//! One hash over everything stands in every address (`/assets/<hash>/css/look.css`), so that a browser may keep a file for ever
//! and files may name each other relatively. A generated picture is no asset in this sense; those come from storage.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::http::header::{self, ETag, EntityTag};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::answer::failure::{Answer, Failure};
use crate::answer::stylesheet;
use crate::hex;
use crate::request::etag::not_modified;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

const ENTRY: &str = "css/look.css";

struct Assets {
    hash: String,
    prefix: String,
    files: BTreeMap<String, Asset>,
}

struct Asset {
    media_type: &'static str,
    bytes: Bytes,
    etag: String,
}

impl Assets {
    fn load() -> Self {
        let read = |path: &str| Files::get(path).map(|file| file.data.into_owned());
        let text = |path: &str| read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let mut files = BTreeMap::new();
        for path in Files::iter() {
            // The parts of the style sheet are served joined.
            if path.starts_with("css/") && path != ENTRY {
                continue;
            }
            let bytes = if path == ENTRY {
                stylesheet::joined(&text(ENTRY).unwrap_or_default(), |part| text(&format!("css/{part}"))).into_bytes()
            } else {
                read(&path).unwrap_or_default()
            };
            let etag = hex::encode(&Sha256::digest(&bytes)[..16]);
            files.insert(path.to_string(), Asset { media_type: media_type(&path), bytes: Bytes::from(bytes), etag });
        }
        let mut all = Sha256::new();
        for (path, asset) in &files {
            all.update(format!("{path}\0{}\0", asset.etag));
        }
        let hash = hex::encode(&all.finalize()[..6]);
        Self { prefix: format!("/assets/{hash}"), hash, files }
    }
}

/// The fonts that pages are written in, each with whether its file is whole: a WOFF2 says its own length, in bytes, at offset 8.
#[must_use]
pub fn fonts() -> Vec<(&'static str, bool)> {
    let fonts = ASSETS.files.iter().filter(|(path, _)| path.ends_with(".woff2"));
    let is_whole = |bytes: &[u8]| {
        let length = bytes.get(8..12).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes);
        bytes.starts_with(b"wOF2") && length.and_then(|length| usize::try_from(length).ok()) == Some(bytes.len())
    };
    fonts.map(|(path, asset)| (path.as_str(), is_whole(&asset.bytes))).collect()
}

/// What every address of an asset begins with: `/assets/<hash>`, without a slash at the end.
#[must_use]
pub fn prefix() -> &'static str {
    &ASSETS.prefix
}

/// Serves an asset.
///
/// An address with the hash of another build (a page that was open during an upgrade) still gets today's file, but may not keep it.
pub async fn show(request: HttpRequest, path: web::Path<(String, String)>) -> Answer {
    let (hash, name) = path.into_inner();
    let asset = ASSETS.files.get(&name).ok_or_else(|| Failure::no_page(&request))?;
    let keep = if hash == ASSETS.hash { "public, max-age=31536000, immutable" } else { "no-cache" };
    let etag = EntityTag::new_strong(asset.etag.clone());
    let known = not_modified(&request, &etag);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::CACHE_CONTROL, keep)).insert_header(ETag(etag));
    if known {
        return Ok(response.finish());
    }
    Ok(response.insert_header((header::CONTENT_TYPE, asset.media_type)).body(asset.bytes.clone()))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}
