//! Chosen settings in words, where a page tells them instead of asking for them: on a product's page, and where two people's choices
//! differ.

use visualizer_domain::registry::{List, Registry};
use visualizer_domain::settings::{Settings, SettingsLayer};
use visualizer_domain::settings_origin::{self, FIELDS};

use crate::forms::Form;
use crate::forms::settings_fields::value_word;
use crate::forms::settings_form::{self, OWN};
use crate::words::Words;

/// Every setting that a layer chooses, by its label, in the order of the page.
#[must_use]
pub fn chosen(layer: &SettingsLayer, registry: &Registry, w: Words) -> Vec<(String, String)> {
    let form = settings_form::filled(layer);
    let told = FIELDS.iter().map(|field| (label(field, w), value(&form, field, registry, w)));
    told.filter(|(_, value)| !value.is_empty()).collect()
}

/// The settings in which `layer` differs from `other`, as `layer` has them; one that it leaves open is told as not chosen.
#[must_use]
pub fn differing(layer: &SettingsLayer, other: &SettingsLayer, registry: &Registry, w: Words) -> Vec<(String, String)> {
    let form = settings_form::filled(layer);
    let fields = settings_origin::differences(layer, other).into_iter();
    let told = |field| Some(value(&form, field, registry, w)).filter(|value| !value.is_empty());
    fields.map(|field| (label(field, w), told(field).unwrap_or_else(|| w.t("setting-not-chosen").to_string()))).collect()
}

/// What pictures look like by their settings, in a few words: scene, style, shape and size.
#[must_use]
pub fn look(settings: &Settings, registry: &Registry, w: Words) -> String {
    let listed = [(List::Scene, &settings.scene), (List::Style, &settings.style)].map(|(list, value)| value_word(registry, list, value, w));
    let size = [settings.aspect_ratio.to_string(), settings.quality.to_string()];
    listed.into_iter().chain(size).collect::<Vec<_>>().join(&w.t("list-separator").to_string())
}

fn label(field: &str, w: Words) -> String {
    w.t(format!("setting-{field}")).to_string()
}

fn value(form: &Form, field: &str, registry: &Registry, w: Words) -> String {
    let one = |value: &str| match (list(field), value) {
        (Some(_), OWN) => w.t("setting-quoted").with("words", form.get(&format!("{field}_own"))).to_string(),
        (Some(list), value) => value_word(registry, list, value, w),
        (None, "true") => w.t("yes").to_string(),
        (None, "false") => w.t("no").to_string(),
        (None, tag) if field == "props_tags" => w.t(format!("setting-prop-{}", tag.to_lowercase())).to_string(),
        (None, value) => value.to_owned(),
    };
    let values: Vec<String> = form.all(field).filter(|value| !value.is_empty()).map(one).collect();
    values.join(&w.t("list-separator").to_string())
}

/// The list that a field chooses from.
fn list(field: &str) -> Option<List> {
    Some(match field {
        "scene" => List::Scene,
        "style" => List::Style,
        "lighting" => List::Lighting,
        "mood" => List::Mood,
        "camera" => List::Camera,
        "surroundings" => List::Surroundings,
        "human" => List::Human,
        "props" => List::Props,
        "colors" => List::Colors,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::user::Locale;

    #[test]
    fn what_was_chosen_is_told_in_the_readers_words() {
        let registry = Registry::built_in();
        let json = r#"{"scene":"Kitchen","lighting":"custom:one candle","colors":["Pastel"],"include_accessories":true,"variants":2}"#;
        let layer: SettingsLayer = serde_json::from_str(json).unwrap();
        let w = |locale| Words::new(locale, datetime!(2026-11-21 8:00 UTC));
        let values = |locale| chosen(&layer, registry, w(locale)).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
        assert_eq!(values(Locale::En), ["Kitchen", "“one candle”", "Pastel", "Yes", "2"]);
        assert_eq!(values(Locale::Ja)[0], "キッチン");
        let differing = differing(&layer, &SettingsLayer { variants: Some(2), ..SettingsLayer::default() }, registry, w(Locale::En));
        assert_eq!(differing.len(), 4);
    }
}
