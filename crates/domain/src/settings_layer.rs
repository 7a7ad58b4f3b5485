//! One layer of settings: what a client, product, session or flow wants to change. Only documented values pass `check`.

use serde::{Deserialize, Serialize};

use crate::aspect_ratio::AspectRatio;
use crate::problem::{FieldProblem, FieldProblems, Outcome};
use crate::quality::Quality;
use crate::registry::{List, Registry};
use crate::text::PromptText;

/// Most variants of one generation.
pub const VARIANTS_MAX: u8 = 8;
/// Longest custom words, in characters.
pub const CUSTOM_MAX: usize = 300;
/// Most entries of an additive setting in one layer.
pub const ADDITIVE_MAX: usize = 20;
/// Marks a choice that is the person's own words instead of a documented value.
pub const CUSTOM_PREFIX: &str = "custom:";

/// One layer of settings. What is absent is left to the weaker layers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The registry documents each list; the rest is said here.
pub struct SettingsLayer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scene: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lighting: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surroundings: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub human: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub props: Option<String>,
    /// Colour schemes; additive.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub colors: Vec<String>,
    /// Props by name; additive.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props_tags: Vec<String>,
    /// A person's own words; additive.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom: Vec<String>,
    /// Words added to the built prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<PromptText>,
    /// When not empty, this is the whole prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_prompt: Option<PromptText>,
    /// How freely the scene may be read, 0 (close) to 100 (loose).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 100))]
    pub variety: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_product_colors: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_accessories: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<AspectRatio>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// How many pictures, 1 to 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 8))]
    pub variants: Option<u8>,
    /// Fixes the dice. Without it every generation of a flow throws new ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
}

impl SettingsLayer {
    /// Checks every value against the registry and writes each in its documented spelling; empty ones are dropped.
    ///
    /// # Errors
    /// Names every field that is not documented, as `settings.<field>`.
    pub fn check(mut self, registry: &Registry) -> Outcome<Self> {
        let mut problems = FieldProblems::default();
        for (list, name, value) in self.singles_mut() {
            *value = value.take().filter(|v| !v.trim().is_empty()).and_then(|v| documented(registry, list, name, &v, &mut problems));
        }
        self.colors = many(&self.colors, "settings.colors", &mut problems, |text, problems| {
            documented(registry, List::Colors, "colors", text, problems)
        });
        self.props_tags = many(&self.props_tags, "settings.props_tags", &mut problems, |text, problems| {
            let found = registry.props_tags.iter().find(|tag| tag.eq_ignore_ascii_case(text)).cloned();
            if found.is_none() {
                problems.push(not_a_choice("settings.props_tags", text));
            }
            found
        });
        self.custom = many(&self.custom, "settings.custom", &mut problems, |text, problems| own_words("settings.custom", text, problems));
        self.prompt = self.prompt.take().filter(|p| !p.as_str().is_empty());
        self.custom_prompt = self.custom_prompt.take().filter(|p| !p.as_str().is_empty());
        for (field, text) in [("settings.prompt", &self.prompt), ("settings.custom_prompt", &self.custom_prompt)] {
            if let Some(text) = text {
                problems.text(field, PromptText::parse(text.as_str()));
            }
        }
        if self.variety.is_some_and(|v| v > 100) {
            problems.push(FieldProblem::new("settings.variety", "out-of-range").with("min", 0).with("max", 100));
        }
        if self.variants.is_some_and(|v| !(1..=VARIANTS_MAX).contains(&v)) {
            problems.push(FieldProblem::new("settings.variants", "out-of-range").with("min", 1).with("max", VARIANTS_MAX));
        }
        problems.check().map(|()| self)
    }

    /// Lays `stronger` over this layer.
    #[must_use]
    pub fn overlaid(mut self, stronger: &SettingsLayer) -> Self {
        let s = stronger.clone();
        for ((_, _, mine), theirs) in self.singles_mut().into_iter().zip(stronger.clone().singles_mut()) {
            if theirs.2.is_some() {
                *mine = theirs.2.take();
            }
        }
        append(&mut self.colors, s.colors);
        append(&mut self.props_tags, s.props_tags);
        append(&mut self.custom, s.custom);
        self.prompt = s.prompt.or(self.prompt);
        self.custom_prompt = s.custom_prompt.or(self.custom_prompt);
        self.variety = s.variety.or(self.variety);
        self.match_product_colors = s.match_product_colors.or(self.match_product_colors);
        self.include_accessories = s.include_accessories.or(self.include_accessories);
        self.aspect_ratio = s.aspect_ratio.or(self.aspect_ratio);
        self.quality = s.quality.or(self.quality);
        self.variants = s.variants.or(self.variants);
        self.seed = s.seed.or(self.seed);
        self
    }

    fn singles_mut(&mut self) -> [(List, &'static str, &mut Option<String>); 8] {
        [
            (List::Scene, "scene", &mut self.scene),
            (List::Style, "style", &mut self.style),
            (List::Lighting, "lighting", &mut self.lighting),
            (List::Mood, "mood", &mut self.mood),
            (List::Camera, "camera", &mut self.camera),
            (List::Surroundings, "surroundings", &mut self.surroundings),
            (List::Human, "human", &mut self.human),
            (List::Props, "props", &mut self.props),
        ]
    }
}

/// The documented spelling of a choice, or the person's own words where the list takes them.
fn documented(registry: &Registry, list: List, name: &str, text: &str, problems: &mut FieldProblems) -> Option<String> {
    let field = format!("settings.{name}");
    if let Some(words) = text.strip_prefix(CUSTOM_PREFIX) {
        if matches!(list, List::Scene | List::Style | List::Lighting | List::Surroundings) {
            return own_words(&field, words, problems).map(|words| format!("{CUSTOM_PREFIX}{words}"));
        }
    } else if let Some(value) = registry.find(list, text) {
        return Some(value.key.clone());
    }
    problems.push(not_a_choice(field, text));
    None
}

/// Says the beginning of what was asked for: enough to know it by.
fn not_a_choice(field: impl Into<String>, text: &str) -> FieldProblem {
    FieldProblem::new(field, "not-a-choice").with("value", text.chars().take(60).collect::<String>())
}

fn own_words(field: &str, text: &str, problems: &mut FieldProblems) -> Option<String> {
    let text = text.trim();
    let fault = match text.chars().count() {
        0 => return None,
        n if n > CUSTOM_MAX => Some(FieldProblem::new(field, "too-long").with("max", CUSTOM_MAX)),
        _ if text.chars().any(char::is_control) => Some(FieldProblem::new(field, "control-character")),
        _ => None,
    };
    match fault {
        Some(fault) => {
            problems.push(fault);
            None
        }
        None => Some(text.to_owned()),
    }
}

fn many(
    values: &[String],
    field: &str,
    problems: &mut FieldProblems,
    mut one: impl FnMut(&str, &mut FieldProblems) -> Option<String>,
) -> Vec<String> {
    if values.len() > ADDITIVE_MAX {
        problems.push(FieldProblem::new(field, "too-many").with("max", ADDITIVE_MAX));
        return Vec::new();
    }
    let mut kept = Vec::new();
    append(&mut kept, values.iter().filter_map(|v| one(v, problems)).collect());
    kept
}

fn append(to: &mut Vec<String>, more: Vec<String>) {
    for value in more {
        if !to.contains(&value) {
            to.push(value);
        }
    }
}
