//! What a picture was made by, as facts a person reads and as the JSON that is stored.

use serde_json::Value;
use visualizer_control::generated_assets::Asset;
use visualizer_domain::recipe::Recipe;
use visualizer_domain::registry::{List, Registry};
use visualizer_domain::settings::{CUSTOM_PREFIX, Settings};

use crate::parts::json_tree;
use crate::words::Words;
use crate::words::phrase::Phrase;
use crate::words::report_words::{Remark, remarks};

/// A recipe on its page.
pub struct RecipeView {
    /// Label and value, in order.
    pub facts: Vec<(String, String)>,
    /// The prompt as the generator was given it.
    pub prompt: Option<String>,
    /// The stored recipe as folded JSON.
    pub json: String,
    /// SHA-256 of the canonical JSON.
    pub hash: Option<String>,
    /// What the maker said about its work, as folded JSON.
    pub report: Option<String>,
    /// What of that a person should know.
    pub remarks: Vec<Remark>,
}

impl RecipeView {
    /// The recipe of an asset; `None` when none is stored. One that an older program wrote is shown as JSON alone.
    #[must_use]
    pub fn of(asset: &Asset, registry: &Registry, w: Words) -> Option<Self> {
        let stored = asset.recipe.as_ref()?;
        let recipe: Option<Recipe> = serde_json::from_value(stored.clone()).ok();
        let remarks = asset.report.as_ref().zip(recipe.as_ref()).map(|(report, recipe)| remarks(report, &recipe.settings, w));
        Some(Self {
            remarks: remarks.unwrap_or_default(),
            facts: recipe.as_ref().map(|recipe| facts(recipe, registry, w)).unwrap_or_default(),
            prompt: recipe.map(|recipe| recipe.prompt).or_else(|| asset.prompt.clone()),
            json: json_tree::html(stored),
            hash: asset.recipe_hash.clone(),
            report: asset.report.as_ref().filter(|report| !is_empty(report)).map(json_tree::html),
        })
    }
}

fn facts(recipe: &Recipe, registry: &Registry, w: Words) -> Vec<(String, String)> {
    let s = &recipe.settings;
    let mut facts: Vec<(String, String)> =
        chosen(s).into_iter().map(|(list, key, value)| (w.t(key).to_string(), label(registry, list, value, w))).collect();
    let separator = w.t("list-separator").to_string();
    let colors: Vec<String> = s.colors.iter().map(|color| label(registry, List::Colors, color, w)).collect();
    let mut add = |label: Phrase<'_>, value: String| {
        if !value.is_empty() {
            facts.push((label.to_string(), value));
        }
    };
    add(w.t("setting-colors"), colors.join(&separator));
    add(w.t("setting-props_tags"), s.props_tags.join(&separator));
    add(w.t("setting-custom"), s.custom.join(&separator));
    add(w.t("recipe-shape"), format!("{}, {}", s.aspect_ratio, s.quality));
    add(w.t("setting-variety"), w.n(s.variety));
    add(w.t("setting-seed"), recipe.seed.to_string());
    add(w.t("recipe-model"), format!("{}, {}", recipe.provider, recipe.model));
    add(w.t("recipe-maker"), format!("{}, {}", recipe.maker, recipe.builder));
    facts
}

fn chosen(s: &Settings) -> Vec<(List, &'static str, &str)> {
    let single = [
        (List::Scene, "setting-scene", Some(s.scene.as_str())),
        (List::Style, "setting-style", Some(s.style.as_str())),
        (List::Lighting, "setting-lighting", Some(s.lighting.as_str())),
        (List::Mood, "setting-mood", s.mood.as_deref()),
        (List::Camera, "setting-camera", Some(s.camera.as_str())),
        (List::Surroundings, "setting-surroundings", Some(s.surroundings.as_str())),
        (List::Props, "setting-props", Some(s.props.as_str())),
        (List::Human, "setting-human", Some(s.human.as_str())),
    ];
    single.into_iter().filter_map(|(list, key, value)| Some((list, key, value?))).collect()
}

/// The documented value in the reader's language, or the person's own words.
fn label(registry: &Registry, list: List, value: &str, w: Words) -> String {
    match value.strip_prefix(CUSTOM_PREFIX) {
        Some(own) => own.to_owned(),
        None => registry.find(list, value).map_or_else(|| value.to_owned(), |known| known.label(w.locale()).to_owned()),
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_object().is_some_and(serde_json::Map::is_empty)
}
