//! Every setting of an installation, once: its name, what it is, and what holds without it. The reference in
//! `docs/operating.md` is this list; a test compares them.

/// A setting of an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfigurationKey {
    /// Its name in the file, with its section: `http.listen`.
    pub name: &'static str,
    /// What holds when nobody says otherwise.
    pub otherwise: Otherwise,
    /// What it is, in one sentence.
    pub what: &'static str,
    /// Its value is never shown.
    pub secret: bool,
}

/// What holds when nobody says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// This value.
    Value(&'static str),
    /// What these words say; it follows from something else.
    Words(&'static str),
}

use Otherwise::{Value, Words};

const fn key(name: &'static str, otherwise: Otherwise, what: &'static str) -> ConfigurationKey {
    ConfigurationKey { name, otherwise, what, secret: false }
}

const fn secret(name: &'static str, otherwise: Otherwise, what: &'static str) -> ConfigurationKey {
    ConfigurationKey { name, otherwise, what, secret: true }
}

/// Every setting, in the order of the reference.
pub const KEYS: &[ConfigurationKey] = &[
    key("data", Value("data"), "Folder for what is kept on this machine: the SQLite database and, without a bucket, the pictures."),
    secret("database.url", Words("SQLite in `data`"), "`sqlite://FILE` or `postgres://USER:PASSWORD@HOST:PORT/NAME`."),
    key("database.connections_max", Value("8"), "Most connections of one process to the database, 2 to 200."),
    key("storage.bucket", Words("the folder `objects` in `data`"), "Name of an S3 or R2 bucket for the pictures."),
    key("storage.endpoint", Words("Amazon's own"), "Service that has the bucket, such as `https://ACCOUNT.r2.cloudflarestorage.com`."),
    key("storage.region", Value("auto"), "Region of the bucket."),
    key("storage.access_key_id", Words("none"), "Public half of the key pair for the bucket."),
    secret("storage.secret_access_key", Words("none"), "Secret half of the key pair for the bucket."),
    key("http.listen", Value("127.0.0.1:8080"), "Address and port that the pages are served on."),
    key(
        "http.public_url",
        Words("none: addresses of numbers and `localhost`"),
        "What people type, such as `https://pictures.example`. Any other name is refused; with `https` cookies are secure.",
    ),
    key("http.trusted_proxies", Words("none"), "Addresses of proxies whose `X-Forwarded-For` is believed, with commas between."),
    key("worker.renders", Value("1"), "Pictures that one worker process makes at the same time, 1 to 64; one alone uses every core."),
    key(
        "log.filter",
        Value("info,actix_server=warn,sqlx=warn"),
        "What is logged: a level, or levels by target, such as `info,visualizer_worker=debug`.",
    ),
    key("log.format", Value("text"), "`text` for people, `json` for collectors."),
];

impl ConfigurationKey {
    /// The setting of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static ConfigurationKey> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// The environment variable that sets it: `VISUALIZER_HTTP__LISTEN`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("VISUALIZER_{}", self.name.to_uppercase().replace('.', "__"))
    }

    /// The setting that was probably meant by a name that is none.
    #[must_use]
    pub fn nearest(name: &str) -> Option<&'static ConfigurationKey> {
        KEYS.iter().map(|key| (distance(key.name, name), key)).filter(|(far, _)| *far <= 3).min_by_key(|(far, _)| *far).map(|(_, key)| key)
    }
}

/// How many letters must be put in, taken out or changed to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_nonsense_is_not() {
        let nearest = |name| ConfigurationKey::nearest(name).map(|key| key.name);
        assert_eq!(nearest("storage.bukcet"), Some("storage.bucket"));
        assert_eq!(nearest("http.port"), None);
        assert_eq!(nearest("htpp.listen"), Some("http.listen"));
    }

    #[test]
    fn a_variable_is_named_after_its_setting() {
        assert_eq!(ConfigurationKey::find("worker.renders").map(ConfigurationKey::variable), Some("VISUALIZER_WORKER__RENDERS".into()));
    }
}
