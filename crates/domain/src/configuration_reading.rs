//! Turns said texts into values. Whatever is wrong is noted, and something harmless stands in for it until all is read.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::Path;

use crate::configuration::{DatabasePlace, HttpSettings, LogSettings, PublicUrl, StoragePlace};
use crate::configuration_key::{ConfigurationKey, Otherwise};
use crate::configuration_problem::{ConfigurationProblem, ConfigurationProblems};
use crate::configuration_source::{GivenValues, Sources};
use crate::secret::Secret;

/// Settings being read; whatever is wrong is noted, and something harmless stands in for it.
pub(crate) struct Reading {
    values: GivenValues,
    problems: Vec<ConfigurationProblem>,
}

impl Reading {
    pub fn of(sources: &Sources) -> Self {
        let mut problems = Vec::new();
        let values = sources.collect(&mut problems);
        Self { values, problems }
    }

    pub fn database(&mut self, data: &Path) -> DatabasePlace {
        let own = Secret::new(format!("sqlite://{}", data.join("visualizer.db").display()));
        DatabasePlace {
            url: self.maybe("database.url", database_url).unwrap_or(own),
            connections_max: self.value("database.connections_max", |text| number(text, 2..=200)),
        }
    }

    pub fn storage(&mut self, data: &Path) -> StoragePlace {
        let said = ["storage.bucket", "storage.endpoint", "storage.access_key_id", "storage.secret_access_key"];
        if said.iter().all(|setting| self.said(setting).is_none()) {
            return StoragePlace::Folder(data.join("objects"));
        }
        StoragePlace::Bucket {
            name: self.needed("storage.bucket"),
            endpoint: self.maybe("storage.endpoint", web_address),
            region: self.text("storage.region"),
            access_key_id: self.needed("storage.access_key_id"),
            secret_access_key: Secret::new(self.needed("storage.secret_access_key")),
        }
    }

    pub fn http(&mut self) -> HttpSettings {
        HttpSettings {
            listen: self.value("http.listen", listen),
            public_url: self.maybe("http.public_url", public_url),
            trusted_proxies: self.maybe("http.trusted_proxies", addresses).unwrap_or_default(),
        }
    }

    pub fn renders(&mut self) -> usize {
        self.value("worker.renders", |text| number(text, 1..=64))
    }

    pub fn log(&mut self) -> LogSettings {
        let format = |text: &str| text.parse().map_err(|_| "must be text or json".to_owned());
        LogSettings { filter: self.text("log.filter"), format: self.value("log.format", format) }
    }

    pub fn finish<T>(self, value: T) -> Result<T, ConfigurationProblems> {
        if self.problems.is_empty() { Ok(value) } else { Err(ConfigurationProblems(self.problems)) }
    }

    /// What was said, unless it is empty: an empty variable is how a shell says nothing.
    fn said(&self, setting: &str) -> Option<String> {
        self.values.get(setting).map(|given| given.text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    pub fn text(&self, setting: &str) -> String {
        self.said(setting).unwrap_or_else(|| otherwise(setting).to_owned())
    }

    fn maybe<T>(&mut self, setting: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.said(setting)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(says) => {
                let hidden = ConfigurationKey::find(setting).is_some_and(|key| key.secret);
                let says = if hidden { says } else { format!("is {text:?}; it {says}") };
                let source = self.values.get(setting).map(|given| given.source.clone());
                self.problems.push(ConfigurationProblem::new(setting, source, says));
                None
            }
        }
    }

    fn value<T>(&mut self, setting: &str, parse: impl Fn(&str) -> Result<T, String>) -> T {
        self.maybe(setting, &parse).unwrap_or_else(|| parse(otherwise(setting)).expect("the list of settings holds sound values"))
    }

    /// A part without which the bucket is of no use.
    fn needed(&mut self, setting: &str) -> String {
        self.said(setting).unwrap_or_else(|| {
            let variable = ConfigurationKey::find(setting).map(ConfigurationKey::variable).unwrap_or_default();
            let says = format!("is missing; a bucket needs its name and both halves of a key pair. Set it in the file or as {variable}");
            self.problems.push(ConfigurationProblem::new(setting, None, says));
            String::new()
        })
    }
}

/// The value that the list of settings holds for it.
fn otherwise(setting: &str) -> &'static str {
    match ConfigurationKey::find(setting).map(|key| key.otherwise) {
        Some(Otherwise::Value(value)) => value,
        Some(Otherwise::Words(_)) | None => "",
    }
}

fn database_url(text: &str) -> Result<Secret, String> {
    match text.split_once(':') {
        Some(("sqlite" | "postgres" | "postgresql", rest)) if !rest.trim_start_matches('/').is_empty() => Ok(Secret::new(text)),
        // The text is not repeated: it may hold a password.
        _ => Err("must look like sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/NAME".to_owned()),
    }
}

fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "must be an address with a port, such as 127.0.0.1:8080 or [::]:8080".to_owned())
}

fn addresses(text: &str) -> Result<Vec<IpAddr>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().map_err(|_| format!("must be addresses with commas between; {part:?} is none"))).collect()
}

fn public_url(text: &str) -> Result<PublicUrl, String> {
    let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err("must begin with https:// or http://".to_owned()),
    };
    let host = rest.trim_end_matches('/').to_lowercase();
    let fits = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':' | b'[' | b']'));
    if fits { Ok(PublicUrl { secure, host }) } else { Err("must be a scheme and a host, without a path".to_owned()) }
}

fn web_address(text: &str) -> Result<String, String> {
    public_url(text)?;
    Ok(text.trim_end_matches('/').to_owned())
}

fn number<T>(text: &str, range: RangeInclusive<T>) -> Result<T, String>
where
    T: std::str::FromStr + PartialOrd + fmt::Display,
{
    match text.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(format!("must be a whole number from {} to {}", range.start(), range.end())),
    }
}
