//! What holds where a person chose nothing, and who says so: a weaker layer, the style's cascade, or the defaults.
//!
//! Pages show it beside every field. What holds in the end is decided by `settings`; this module only tells where it came from.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::registry::Registry;
use crate::settings::{Settings, SettingsLayer, merge};
use crate::text::text_enum;

text_enum! {
    /// Who says what holds.
    pub enum Origin {
        /// The client, for everything that is made for it.
        Client = "client",
        /// The product that is shown.
        Product = "product",
        /// The session that the flow belongs to.
        Session = "session",
        /// The style, which brings its light, colours and props.
        Style = "style",
        /// Nobody; the registry's own value.
        Default = "default",
    }
}

/// The layers below the one that a person edits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Below {
    layers: Vec<(Origin, SettingsLayer)>,
}

impl Below {
    /// These layers, in whatever order: the registry knows which is stronger.
    #[must_use]
    pub fn of(layers: impl IntoIterator<Item = (Origin, SettingsLayer)>) -> Self {
        Self { layers: layers.into_iter().collect() }
    }

    /// What would hold if the layer above chose nothing but its style; the style is taken because it brings other values along.
    #[must_use]
    pub fn settings(&self, own: &SettingsLayer, registry: &Registry) -> Settings {
        let style = SettingsLayer { style: own.style.clone(), ..SettingsLayer::default() };
        self.merged(registry).overlaid(&style).resolve(registry)
    }

    /// All of these layers over each other.
    #[must_use]
    pub fn merged(&self, registry: &Registry) -> SettingsLayer {
        let named: Vec<(&str, &SettingsLayer)> = self.layers.iter().map(|(origin, layer)| (origin.as_str(), layer)).collect();
        merge(registry, &named)
    }

    /// Who says what holds for a field of [`SettingsLayer`] while the layer above leaves it open.
    #[must_use]
    pub fn origin(&self, field: &str, own: &SettingsLayer, registry: &Registry) -> Origin {
        let rank = |origin: Origin| registry.merge_order.iter().position(|name| name == origin.as_str());
        let saying = self.layers.iter().filter(|(_, layer)| fields(layer).contains_key(field)).max_by_key(|(origin, _)| rank(*origin));
        match saying {
            Some((origin, _)) => *origin,
            None if self.style_brings(field, own, registry) => Origin::Style,
            None => Origin::Default,
        }
    }

    /// True when the style that holds decides the field where nobody chose it.
    fn style_brings(&self, field: &str, own: &SettingsLayer, registry: &Registry) -> bool {
        matches!(field, "lighting" | "colors" | "props") && registry.cascade(&self.settings(own, registry).style).is_some()
    }
}

/// Fields that differ between two layers, by their names in the order of [`SettingsLayer`].
#[must_use]
pub fn differences(one: &SettingsLayer, other: &SettingsLayer) -> Vec<&'static str> {
    let (one, other) = (fields(one), fields(other));
    FIELDS.iter().copied().filter(|field| one.get(*field) != other.get(*field)).collect()
}

/// The fields of a layer, in the order of the page.
pub const FIELDS: [&str; 20] = [
    "scene",
    "style",
    "lighting",
    "mood",
    "camera",
    "surroundings",
    "human",
    "props",
    "colors",
    "props_tags",
    "custom",
    "prompt",
    "custom_prompt",
    "variety",
    "match_product_colors",
    "include_accessories",
    "aspect_ratio",
    "quality",
    "variants",
    "seed",
];

/// The chosen fields of a layer, as its JSON has them: what is open is absent.
fn fields(layer: &SettingsLayer) -> Map<String, Value> {
    match serde_json::to_value(layer) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(json: &str) -> SettingsLayer {
        serde_json::from_str(json).expect("a layer")
    }

    fn below(product: &str, session: &str) -> Below {
        // The stronger one first on purpose: the registry's order decides.
        Below::of([(Origin::Session, layer(session)), (Origin::Client, layer(r#"{"quality":"2k"}"#)), (Origin::Product, layer(product))])
    }

    #[test]
    fn the_strongest_layer_that_says_something_is_named() {
        let registry = Registry::built_in();
        let below = below(r#"{"scene":"Kitchen","mood":"Playful"}"#, r#"{"scene":"Garden"}"#);
        let origin = |field| below.origin(field, &SettingsLayer::default(), registry);
        assert_eq!(
            [origin("scene"), origin("mood"), origin("quality"), origin("camera")],
            [Origin::Session, Origin::Product, Origin::Client, Origin::Default]
        );
        assert_eq!(below.settings(&SettingsLayer::default(), registry).scene, "Garden");
    }

    #[test]
    fn the_style_that_is_chosen_above_brings_its_light_unless_somebody_below_chose_one() {
        let registry = Registry::built_in();
        let own = layer(r#"{"style":"Rustic","lighting":"Overcast"}"#);
        let open = below("{}", "{}");
        assert_eq!(
            (open.origin("lighting", &own, registry), open.settings(&own, registry).lighting.as_str()),
            (Origin::Style, "Morning Light")
        );
        let lit = below("{}", r#"{"lighting":"Blue Hour"}"#);
        assert_eq!(
            (lit.origin("lighting", &own, registry), lit.settings(&own, registry).lighting.as_str()),
            (Origin::Session, "Blue Hour")
        );
        let own_style = layer(r#"{"style":"custom:like a postcard"}"#);
        assert_eq!(open.origin("lighting", &own_style, registry), Origin::Default, "a style in own words brings nothing");
    }

    #[test]
    fn differences_are_named_and_every_field_of_a_layer_is_compared() {
        let one = layer(r#"{"scene":"Kitchen","colors":["Pastel"],"seed":1}"#);
        assert_eq!(differences(&one, &layer(r#"{"scene":"Kitchen","variants":2}"#)), ["colors", "variants", "seed"]);
        assert!(differences(&one, &one).is_empty());
    }
}
