//! What an asset was made by: everything that decides its content but its inputs, which are edges.

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::settings::Settings;

/// A recipe. Stored as canonical JSON with its hash; equal hashes mean equally made. Holds no secrets and no signed URLs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The maker's kind and version (`image.generate/1`).
    pub maker: String,
    /// The prompt builder and its version.
    pub builder: String,
    /// Version of the registry that the settings were read with.
    pub registry: u32,
    /// Who generates (`studio` is the built-in renderer).
    pub provider: String,
    /// The provider's model.
    pub model: String,
    /// The settings, with nothing left open.
    pub settings: Settings,
    /// The prompt as the generator is given it.
    pub prompt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The dice.
    pub seed: u32,
}

impl Recipe {
    /// The recipe as JSON.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("a recipe of strings and whole numbers is JSON")
    }

    /// SHA-256 of the canonical JSON.
    #[must_use]
    pub fn hash(&self) -> String {
        canonical::hash(&self.to_value())
    }
}
