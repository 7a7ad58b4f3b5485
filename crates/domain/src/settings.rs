//! What holds for one generation: the layers laid over each other in the registry's order, and what nobody chose filled from the
//! style's cascade and the defaults.

use serde::{Deserialize, Serialize};

use crate::aspect_ratio::AspectRatio;
use crate::quality::Quality;
use crate::registry::Registry;
use crate::text::PromptText;

pub use crate::settings_layer::{ADDITIVE_MAX, CUSTOM_MAX, CUSTOM_PREFIX, SettingsLayer, VARIANTS_MAX};

/// What holds for one generation, with nothing left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[allow(missing_docs)] // As in SettingsLayer.
pub struct Settings {
    pub scene: String,
    pub style: String,
    pub lighting: String,
    pub mood: Option<String>,
    pub camera: String,
    pub surroundings: String,
    pub human: String,
    pub props: String,
    pub colors: Vec<String>,
    pub props_tags: Vec<String>,
    pub custom: Vec<String>,
    pub prompt: Option<PromptText>,
    pub custom_prompt: Option<PromptText>,
    pub variety: u8,
    pub match_product_colors: bool,
    pub include_accessories: bool,
    pub aspect_ratio: AspectRatio,
    pub quality: Quality,
    pub variants: u8,
    pub seed: Option<u32>,
}

impl SettingsLayer {
    /// Fills what is open: first from the style's cascade, then from the defaults.
    #[must_use]
    pub fn resolve(self, registry: &Registry) -> Settings {
        let d = &registry.defaults;
        let style = self.style.unwrap_or_else(|| d.style.clone());
        let cascade = registry.cascade(&style);
        Settings {
            scene: self.scene.unwrap_or_else(|| d.scene.clone()),
            lighting: self.lighting.or_else(|| cascade.map(|c| c.lighting.clone())).unwrap_or_else(|| d.lighting.clone()),
            mood: self.mood,
            camera: self.camera.unwrap_or_else(|| d.camera.clone()),
            surroundings: self.surroundings.unwrap_or_else(|| d.surroundings.clone()),
            human: self.human.unwrap_or_else(|| d.human.clone()),
            props: self.props.or_else(|| cascade.map(|c| c.props.clone())).unwrap_or_else(|| "none".to_owned()),
            colors: if self.colors.is_empty() { cascade.map(|c| c.colors.clone()).into_iter().collect() } else { self.colors },
            style,
            props_tags: self.props_tags,
            custom: self.custom,
            prompt: self.prompt,
            custom_prompt: self.custom_prompt,
            variety: self.variety.unwrap_or(d.variety),
            match_product_colors: self.match_product_colors.unwrap_or(d.match_product_colors),
            include_accessories: self.include_accessories.unwrap_or(d.include_accessories),
            aspect_ratio: self.aspect_ratio.unwrap_or(d.aspect_ratio),
            quality: self.quality.unwrap_or(d.quality),
            variants: self.variants.unwrap_or(d.variants),
            seed: self.seed,
        }
    }
}

/// Merges named layers in the registry's order, whatever order they come in. Layers of the same name keep theirs.
#[must_use]
pub fn merge(registry: &Registry, layers: &[(&str, &SettingsLayer)]) -> SettingsLayer {
    let rank = |name: &str| registry.merge_order.iter().position(|n| n == name).unwrap_or(usize::MAX);
    let mut sorted: Vec<_> = layers.iter().collect();
    sorted.sort_by_key(|(name, _)| rank(name));
    sorted.into_iter().fold(SettingsLayer::default(), |merged, (_, layer)| merged.overlaid(layer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problem;

    fn layer(json: &str) -> SettingsLayer {
        serde_json::from_str(json).expect("a layer")
    }

    #[test]
    fn a_stronger_layer_replaces_single_values_and_adds_to_additive_ones() {
        let registry = Registry::built_in();
        let session = layer(r#"{"style":"Rustic","colors":["Pastel"],"variants":2}"#);
        let flow = layer(r#"{"style":"Modern","colors":["Pastel","Vibrant"]}"#);
        // Given in the wrong order on purpose: the registry's order decides.
        let merged = merge(registry, &[("flow", &flow), ("session", &session)]);
        assert_eq!((merged.style.as_deref(), merged.variants), (Some("Modern"), Some(2)));
        assert_eq!(merged.colors, ["Pastel", "Vibrant"]);
    }

    #[test]
    fn a_style_brings_its_light_unless_one_was_chosen() {
        let registry = Registry::built_in();
        assert_eq!(layer(r#"{"style":"Rustic"}"#).resolve(registry).lighting, "Morning Light");
        assert_eq!(layer(r#"{"style":"Rustic","lighting":"Overcast"}"#).resolve(registry).lighting, "Overcast");
        assert_eq!(layer("{}").resolve(registry).aspect_ratio, AspectRatio::Square);
    }

    #[test]
    fn every_undocumented_value_is_named_at_once() {
        let bad = layer(r#"{"scene":"Moon","human":"custom:me","variants":0,"variety":101,"colors":["Plaid"]}"#);
        let Err(Problem::Invalid { fields }) = bad.check(Registry::built_in()) else { panic!("refused") };
        let names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["settings.scene", "settings.human", "settings.colors", "settings.variety", "settings.variants"]);
    }

    #[test]
    fn older_spellings_are_stored_as_documented_and_own_words_pass() {
        let good = layer(r#"{"scene":"living-room","lighting":"custom: one candle","mood":""}"#).check(Registry::built_in()).expect("good");
        assert_eq!(good.scene.as_deref(), Some("Living Room"));
        assert_eq!(good.lighting.as_deref(), Some("custom:one candle"));
        assert_eq!(good.mood, None, "an empty choice is no choice");
    }

    #[test]
    fn an_unknown_setting_is_refused_by_its_shape() {
        assert!(serde_json::from_str::<SettingsLayer>(r#"{"styel":"Modern"}"#).is_err());
    }
}
