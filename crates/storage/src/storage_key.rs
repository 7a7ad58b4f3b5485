//! The name of an object: segments with slashes between, never a way out of the folder.

use std::fmt;

use visualizer_domain::ids::ClientId;

/// Longest key, in bytes; S3's own bound.
const LENGTH_MAX: usize = 1_024;

/// The text cannot name an object: empty, too long, with an empty, `.` or `..` segment, a backslash or a control character.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a storage key")]
pub struct NotAKey;

/// The key of an object. Rows hold keys, never addresses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StorageKey(String);

impl StorageKey {
    /// The key of a client's bytes with this hash: `clients/{client}/blobs/{sha[..2]}/{sha}.{extension}`.
    ///
    /// # Errors
    /// [`NotAKey`] when the hash is not 64 lower-case hex digits, the extension not 1 to 8 of `a-z 0-9`, or the client's id no
    /// name of a folder.
    pub fn blob(client: &ClientId, sha256: &str, extension: &str) -> Result<Self, NotAKey> {
        let extension_fits = (1..=8).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !is_sha256(sha256) || !extension_fits {
            return Err(NotAKey);
        }
        Self::parse(&format!("clients/{client}/blobs/{}/{sha256}.{extension}", &sha256[..2]))
    }

    /// A key that came from a row, also one that an earlier system wrote.
    ///
    /// # Errors
    /// [`NotAKey`] when the text cannot be one.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let sound = |segment: &str| !matches!(segment, "" | "." | "..");
        let fits =
            (1..=LENGTH_MAX).contains(&text.len()) && text.split('/').all(sound) && !text.chars().any(|c| c.is_control() || c == '\\');
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAKey) }
    }

    /// The key as rows hold it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The SHA-256 that the object must have, when the key is one that [`StorageKey::blob`] gives.
    #[must_use]
    pub fn content_hash(&self) -> Option<&str> {
        let mut segments = self.0.split('/');
        let (clients, _client, blobs, head) = (segments.next()?, segments.next()?, segments.next()?, segments.next()?);
        let (hash, _extension) = segments.next()?.split_once('.')?;
        let ours = clients == "clients" && blobs == "blobs" && is_sha256(hash) && hash.starts_with(head) && segments.next().is_none();
        ours.then_some(hash)
    }
}

impl fmt::Display for StorageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for StorageKey {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        Self::parse(text)
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_named_by_client_and_content() {
        let client = ClientId::parse("c-1").expect("an id");
        let sha = "ab".repeat(32);
        let key = StorageKey::blob(&client, &sha, "png").expect("a key");
        assert_eq!(key.as_str(), format!("clients/c-1/blobs/ab/{sha}.png"));
        assert_eq!(key.content_hash(), Some(sha.as_str()));
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let up = ClientId::parse("..").expect("an id by its characters");
        assert_eq!(StorageKey::blob(&up, &"ab".repeat(32), "png"), Err(NotAKey));
        let client = ClientId::parse("c").expect("an id");
        for (sha, extension) in [("ab", "png"), (&"AB".repeat(32), "png"), (&"ab".repeat(32), "../x"), (&"ab".repeat(32), "")] {
            assert_eq!(StorageKey::blob(&client, sha, extension), Err(NotAKey), "{sha} {extension}");
        }
        for bad in ["", "/etc/passwd", "a//b", "a/../b", "..", "a/", "a\\b", "a\nb", &"x".repeat(1_025)] {
            assert_eq!(StorageKey::parse(bad), Err(NotAKey), "{bad:?}");
        }
    }

    #[test]
    fn a_legacy_key_is_kept_and_promises_no_content() {
        let key = StorageKey::parse("images/2023/Table lamp (2).jpg").expect("a key");
        assert_eq!(key.content_hash(), None);
        let other = format!("clients/c/blobs/cd/{}.png", "ab".repeat(32));
        assert_eq!(StorageKey::parse(&other).expect("a key").content_hash(), None, "in another's folder");
    }
}
