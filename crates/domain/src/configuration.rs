//! What an operator says about one installation: folders, addresses, numbers. What was said comes in as text, values or every
//! problem at once go out.
//!
//! Three programs take the same settings, and this is the one package that all of them may name. Nothing is opened here.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::configuration_problem::ConfigurationProblems;
use crate::configuration_reading::Reading;
use crate::configuration_source::Sources;
use crate::secret::Secret;
use crate::text::text_enum;

/// One installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configuration {
    /// Folder for what is kept on this machine.
    pub data: PathBuf,
    /// Where rows are.
    pub database: DatabasePlace,
    /// Where bytes are.
    pub storage: StoragePlace,
    /// How pages are reached.
    pub http: HttpSettings,
    /// Pictures that one worker process makes at the same time.
    pub renders: usize,
    /// What is logged.
    pub log: LogSettings,
}

/// Where rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabasePlace {
    /// `sqlite://FILE` or `postgres://...`; may hold a password.
    pub url: Secret,
    /// Most connections of one process.
    pub connections_max: u32,
}

/// Where bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoragePlace {
    /// A folder.
    Folder(PathBuf),
    /// A bucket of S3, R2 or anything that speaks their protocol.
    Bucket {
        /// The bucket's name.
        name: String,
        /// The service that has it; `None` is Amazon.
        endpoint: Option<String>,
        /// Its region.
        region: String,
        /// Public half of the key pair.
        access_key_id: String,
        /// Secret half.
        secret_access_key: Secret,
    },
}

/// How pages are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpSettings {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Address that people type.
    pub public_url: Option<PublicUrl>,
    /// Proxies whose word about the caller's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// The address that people type: a scheme and a host, no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// `https`, not `http`.
    pub secure: bool,
    /// Host, and port unless it is the scheme's own.
    pub host: String,
}

/// What is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    /// A level, or levels by target.
    pub filter: String,
    /// For whom.
    pub format: LogFormat,
}

text_enum! {
    /// For whom the log is.
    pub enum LogFormat {
        /// People.
        Text = "text",
        /// Collectors: one JSON object a line.
        Json = "json",
    }
}

impl Configuration {
    /// Reads the settings. A stronger source wins, setting by setting.
    ///
    /// # Errors
    /// [`ConfigurationProblems`] names every setting that is unknown, unusable or missing, and where it was said.
    pub fn read(sources: &Sources) -> Result<Self, ConfigurationProblems> {
        let mut reading = Reading::of(sources);
        let data = PathBuf::from(reading.text("data"));
        let configuration = Self {
            database: reading.database(&data),
            storage: reading.storage(&data),
            http: reading.http(),
            renders: reading.renders(),
            log: reading.log(),
            data,
        };
        reading.finish(configuration)
    }
}
