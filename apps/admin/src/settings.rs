//! What an operator may set about the web side, with the values that hold otherwise. Reading files and environment is the
//! programs' business, not this module's.

use std::net::IpAddr;
use std::time::Duration;

use visualizer_domain::configuration::HttpSettings;
use visualizer_domain::picture_limits::{BYTES_MAX, IMAGES_PER_UPLOAD_MAX};

/// Settings of the web side.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Pages are reached over https only: cookies are `Secure`, browsers are told to insist on https.
    pub secure: bool,
    /// Host (and port) that people type. Other names are refused; addresses of numbers and `localhost` always pass.
    pub public_host: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Bounds of what one caller may use.
    pub limits: Limits,
}

impl From<&HttpSettings> for Settings {
    fn from(http: &HttpSettings) -> Self {
        Self {
            secure: http.public_url.as_ref().is_some_and(|url| url.secure),
            public_host: http.public_url.as_ref().map(|url| url.host.clone()),
            trusted_proxies: http.trusted_proxies.clone(),
            limits: Limits::default(),
        }
    }
}

/// Bounds of what one caller may use. The values that hold otherwise are generous for people and ruinous for nobody.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests a second that one peer may keep up.
    pub requests_per_second: u32,
    /// Requests that one peer may make at once on top of that. A gallery page asks for sixty pictures.
    pub requests_burst: u32,
    /// Failed sign-ins of one peer for one e-mail address within [`Self::sign_in_window`].
    pub sign_in_failures: u32,
    /// Failed sign-ins of one peer, whatever the address, within [`Self::sign_in_window`].
    pub sign_in_failures_per_peer: u32,
    /// How long a failed sign-in is remembered.
    pub sign_in_window: Duration,
    /// Most bytes of a form without files.
    pub form_bytes: u64,
    /// Most bytes of a JSON body.
    pub json_bytes: u64,
    /// Most bytes of one uploaded file.
    pub file_bytes: u64,
    /// Most files of one upload.
    pub files: usize,
    /// Uploads that are read at the same time; more are refused with 503.
    pub uploads: usize,
    /// Uploads of one person that are read at the same time.
    pub uploads_per_person: usize,
    /// Event streams that are open at the same time; pages poll when they get none.
    pub streams: usize,
    /// Event streams of one person that are open at the same time: one for each tab.
    pub streams_per_person: usize,
    /// Archives that are sent at the same time; each holds one picture in memory.
    pub downloads: usize,
    /// Archives of one person that are sent at the same time.
    pub downloads_per_person: usize,
    /// Longest wait for the next piece of a body.
    pub body_pause: Duration,
    /// Longest time for a whole form or JSON body.
    pub body_total: Duration,
    /// Longest time for a whole upload.
    pub upload_total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_second: 50,
            requests_burst: 1_000,
            sign_in_failures: 5,
            sign_in_failures_per_peer: 50,
            sign_in_window: Duration::from_secs(15 * 60),
            form_bytes: 256 * 1024,
            json_bytes: 1024 * 1024,
            file_bytes: BYTES_MAX,
            files: IMAGES_PER_UPLOAD_MAX,
            uploads: 8,
            uploads_per_person: 3,
            streams: 512,
            streams_per_person: 16,
            downloads: 8,
            downloads_per_person: 3,
            body_pause: Duration::from_secs(10),
            body_total: Duration::from_secs(20),
            upload_total: Duration::from_secs(10 * 60),
        }
    }
}
