//! The one registry of documented values (decision D16): scenes, styles, lightings and their words, the style cascade,
//! the merge order of settings and the order of a prompt. Data in `data/registry.toml`, compiled in, overridable.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::aspect_ratio::AspectRatio;
use crate::quality::Quality;
use crate::user::Locale;

static BUILT_IN: LazyLock<Registry> =
    LazyLock::new(|| Registry::parse(include_str!("../data/registry.toml")).expect("the compiled-in registry is proved whole by its test"));

/// One documented value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// What is stored, sent and shown in English.
    pub key: String,
    /// What is shown in Japanese.
    pub ja: String,
    /// What goes into the prompt.
    pub words: String,
    /// Other spellings that mean the same.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Value {
    /// The label in the reader's language.
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.key,
            Locale::Ja => &self.ja,
        }
    }
}

/// What a style brings along where nothing else was chosen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cascade {
    /// The style.
    pub style: String,
    /// Its light.
    pub lighting: String,
    /// Its colours.
    pub colors: String,
    /// Its props.
    pub props: String,
}

/// What holds when no layer of settings says otherwise.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // Each is the setting of the same name (settings.rs).
pub struct Defaults {
    pub scene: String,
    pub style: String,
    pub lighting: String,
    pub camera: String,
    pub surroundings: String,
    pub human: String,
    pub aspect_ratio: AspectRatio,
    pub quality: Quality,
    pub variants: u8,
    pub variety: u8,
    pub match_product_colors: bool,
    pub include_accessories: bool,
}

/// A list of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // Each names the list of the same name in the data file.
pub enum List {
    Scene,
    Style,
    Lighting,
    Mood,
    Camera,
    Colors,
    Surroundings,
    Props,
    Human,
}

impl List {
    /// Every list, in the order of the settings page.
    pub const ALL: [List; 9] =
        [Self::Scene, Self::Style, Self::Lighting, Self::Mood, Self::Camera, Self::Colors, Self::Surroundings, Self::Props, Self::Human];
}

/// The registry's data file, parsed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Version of the facts; part of every recipe.
    pub version: u32,
    /// Layers of settings, weakest first.
    pub merge_order: Vec<String>,
    /// Settings that add up over the layers instead of replacing.
    pub additive: Vec<String>,
    /// Sentences of a prompt, first to last.
    pub prompt_order: Vec<String>,
    /// Order in which tags are joined.
    pub tag_order: Vec<String>,
    /// The props that a person may ask for by name.
    pub props_tags: Vec<String>,
    /// What holds without a choice.
    pub defaults: Defaults,
    scene: Vec<Value>,
    style: Vec<Value>,
    lighting: Vec<Value>,
    mood: Vec<Value>,
    camera: Vec<Value>,
    colors: Vec<Value>,
    surroundings: Vec<Value>,
    props: Vec<Value>,
    human: Vec<Value>,
    cascade: Vec<Cascade>,
}

/// The registry's data file is broken.
#[derive(Debug, thiserror::Error)]
pub enum RegistryProblem {
    /// Not the shape of a registry.
    #[error("the registry cannot be read")]
    Shape(#[from] toml::de::Error),
    /// It names a value that no list has.
    #[error("the registry names {0:?}, which no list has")]
    Unknown(String),
}

impl Registry {
    /// The compiled-in registry.
    #[must_use]
    pub fn built_in() -> &'static Registry {
        &BUILT_IN
    }

    /// Reads a registry file and checks that every name in it leads somewhere.
    ///
    /// # Errors
    /// [`RegistryProblem`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, RegistryProblem> {
        let registry: Registry = toml::from_str(text)?;
        let d = &registry.defaults;
        let mut named = vec![
            (List::Scene, &d.scene),
            (List::Style, &d.style),
            (List::Lighting, &d.lighting),
            (List::Camera, &d.camera),
            (List::Surroundings, &d.surroundings),
            (List::Human, &d.human),
        ];
        for c in &registry.cascade {
            named.extend([(List::Style, &c.style), (List::Lighting, &c.lighting), (List::Colors, &c.colors), (List::Props, &c.props)]);
        }
        match named.into_iter().find(|(list, key)| registry.find(*list, key).is_none()) {
            Some((_, key)) => Err(RegistryProblem::Unknown(key.clone())),
            None => Ok(registry),
        }
    }

    /// A whole list, in the order of the page.
    #[must_use]
    pub fn list(&self, list: List) -> &[Value] {
        match list {
            List::Scene => &self.scene,
            List::Style => &self.style,
            List::Lighting => &self.lighting,
            List::Mood => &self.mood,
            List::Camera => &self.camera,
            List::Colors => &self.colors,
            List::Surroundings => &self.surroundings,
            List::Props => &self.props,
            List::Human => &self.human,
        }
    }

    /// Finds a value by its key or another spelling; case, hyphens and underscores do not matter, so that
    /// `Living-Room` of older data is the living room.
    #[must_use]
    pub fn find(&self, list: List, text: &str) -> Option<&Value> {
        let wanted = folded(text);
        self.list(list).iter().find(|v| folded(&v.key) == wanted || v.also.iter().any(|other| folded(other) == wanted))
    }

    /// What the style brings along.
    #[must_use]
    pub fn cascade(&self, style: &str) -> Option<&Cascade> {
        self.cascade.iter().find(|c| c.style == style)
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_in_registry_is_whole() {
        let registry = Registry::built_in();
        for list in List::ALL {
            let mut seen = std::collections::HashSet::new();
            for value in registry.list(list) {
                assert!(!value.ja.is_empty(), "{} has no Japanese label", value.key);
                for text in std::iter::once(&value.key).chain(&value.also) {
                    assert!(seen.insert(folded(text)), "{text:?} stands twice in {list:?}");
                }
            }
        }
        for style in registry.list(List::Style) {
            assert!(registry.cascade(&style.key).is_some(), "{} has no cascade", style.key);
        }
    }

    #[test]
    fn older_spellings_are_found() {
        let registry = Registry::built_in();
        for (list, text, key) in [
            (List::Scene, "Living-Room", "Living Room"),
            (List::Scene, "Patio", "Outdoor Patio"),
            (List::Style, "Modern Minimalist", "Modern"),
            (List::Style, "Vintage / Retro", "Vintage"),
            (List::Lighting, "Candlelight / Warm Interior", "Warm Evening"),
            (List::Camera, "3/4 View", "Three-Quarter View"),
            (List::Surroundings, "Minimal (No Props)", "Minimal"),
        ] {
            assert_eq!(registry.find(list, text).map(|v| v.key.as_str()), Some(key), "{text}");
        }
        assert!(registry.find(List::Scene, "Moon").is_none());
    }

    #[test]
    fn a_registry_that_names_nothing_known_is_refused() {
        let text = include_str!("../data/registry.toml").replacen("scene = \"Studio Set\"", "scene = \"Moon\"", 1);
        assert!(matches!(Registry::parse(&text), Err(RegistryProblem::Unknown(name)) if name == "Moon"));
    }
}
