//! How to reach a bucket of S3, or of anything that speaks its protocol.

use std::fmt;

/// A bucket and the key pair for it. `Debug` keeps the secret to itself.
#[derive(Clone)]
pub struct S3Options {
    /// Address of the service (`https://<account>.r2.cloudflarestorage.com`, `http://127.0.0.1:9000`); `None` for Amazon's own.
    /// Only an address that says `http://` is spoken to without TLS.
    pub endpoint: Option<String>,
    /// Region; `auto` for R2.
    pub region: String,
    /// The bucket's name.
    pub bucket: String,
    /// Public half of the key pair.
    pub access_key_id: String,
    /// Secret half.
    pub secret_access_key: String,
}

impl fmt::Debug for S3Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Options")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("bucket", &self.bucket)
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_not_printed() {
        let options = S3Options {
            endpoint: None,
            region: "auto".into(),
            bucket: "b".into(),
            access_key_id: "public-half".into(),
            secret_access_key: "secret-half".into(),
        };
        let shown = format!("{options:?}");
        assert!(shown.contains("public-half") && !shown.contains("secret-half"), "{shown}");
    }
}
