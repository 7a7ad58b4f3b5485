//! Builds the prompt: the same sentences in the same order for every generator.
//!
//! An anchor that protects the product comes first and last; between them one sentence per setting, in the registry's order.
//! The product is named by its class only, never by colour or material: the reference picture says those better.
//! A custom prompt replaces everything. The builder is pure, so the page shows exactly what a generator is given.

use serde::{Deserialize, Serialize};

use crate::registry::{List, Registry};
use crate::settings::{CUSTOM_PREFIX, Settings};

/// Name and version of this builder; part of every recipe.
pub const BUILDER: &str = "prompt/3";

/// A built prompt, sentence by sentence, so that a page can say where each comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// Name of the part (a word of the registry's `prompt_order`, or `intro`, `outro`, `custom_prompt`) and its text.
    pub parts: Vec<(String, String)>,
}

impl Prompt {
    /// The whole text: intro, sentences and outro as three paragraphs.
    #[must_use]
    pub fn text(&self) -> String {
        let of = |wanted: fn(&str) -> bool| {
            self.parts.iter().filter(|(name, _)| wanted(name)).map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let paragraphs = [of(|n| n == "intro"), of(|n| n != "intro" && n != "outro"), of(|n| n == "outro")];
        paragraphs.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Builds the prompt for products of these classes (`"mug"`, `"chair"`; `"product"` where nothing is known).
#[must_use]
pub fn build(settings: &Settings, classes: &[String], registry: &Registry) -> Prompt {
    if let Some(custom) = &settings.custom_prompt {
        return Prompt { parts: vec![("custom_prompt".to_owned(), custom.as_str().to_owned())] };
    }
    let shown = Shown::of(classes);
    let mut parts = vec![("intro".to_owned(), shown.intro(settings))];
    for name in &registry.prompt_order {
        if let Some(text) = sentence(name, &shown, settings, registry).filter(|t| !t.is_empty()) {
            parts.push((name.clone(), text));
        }
    }
    parts.push(("outro".to_owned(), shown.outro()));
    Prompt { parts }
}

/// The products as sentences speak of them: each has a reference picture of its own.
struct Shown {
    /// "the mug", "the mug and the vase".
    subject: String,
    several: bool,
}

impl Shown {
    fn of(classes: &[String]) -> Self {
        let subject = match classes {
            [] => "the product".to_owned(),
            [one] => format!("the {one}"),
            [rest @ .., last] => format!("the {} and the {last}", rest.join(", the ")),
        };
        Self { subject, several: classes.len() > 1 }
    }

    fn intro(&self, settings: &Settings) -> String {
        let Self { subject, several } = self;
        match (*several, settings.human == "none") {
            (false, true) => format!("Photograph {subject} from the reference picture, identical in every detail."),
            (false, false) => format!("Photograph {subject} from the reference picture; people may touch it but not change it."),
            (true, true) => format!("Photograph {subject} from the reference pictures together, each identical in every detail."),
            (true, false) => {
                format!("Photograph {subject} from the reference pictures together; people may touch them but not change them.")
            }
        }
    }

    fn outro(&self) -> String {
        let Self { subject, several } = self;
        let (their, reference) = if *several { ("Their", "references") } else { ("Its", "reference") };
        format!(
            "Change only the surroundings of {subject}. {their} shape, proportions, colours, materials and markings stay exactly as in the {reference}."
        )
    }

    fn technical(&self, variety: u8) -> String {
        let focus = if self.several { "products" } else { "product" };
        format!("Realistic light and shadow, sharp focus on the {focus}. {}", interpretation(variety))
    }
}

fn sentence(name: &str, shown: &Shown, s: &Settings, registry: &Registry) -> Option<String> {
    let words = |list: List, value: &str| words(registry, list, value);
    let text = match name {
        "quality" => format!("Commercial product photograph, {} resolution, {} format.", s.quality, s.aspect_ratio),
        "camera" => format!("Seen {}.", words(List::Camera, &s.camera)),
        // A person's own words are a scene of any shape: "in a lighthouse", "on a wet street at night".
        "scene" => match s.scene.strip_prefix(CUSTOM_PREFIX) {
            Some(own) => format!("The scene: {}.", own.trim_end_matches('.')),
            None => format!("Set in {}.", words(List::Scene, &s.scene)),
        },
        "style" => format!("The style is {}.", words(List::Style, &s.style)),
        "mood" => format!("The mood is {}.", words(List::Mood, s.mood.as_deref()?)),
        "lighting" => format!("Lit by {}.", words(List::Lighting, &s.lighting)),
        "colors" => colors(s, registry)?,
        "surroundings" => format!("With {}.", words(List::Surroundings, &s.surroundings)),
        "human" if s.human != "none" => format!("With {}.", words(List::Human, &s.human)),
        "props" => props(s, registry),
        "custom" if !s.custom.is_empty() => format!("{}.", s.custom.join("; ").trim_end_matches('.')),
        "prompt" => s.prompt.as_ref()?.as_str().to_owned(),
        "technical" => shown.technical(s.variety),
        _ => return None,
    };
    Some(text)
}

fn words(registry: &Registry, list: List, value: &str) -> String {
    match value.strip_prefix(CUSTOM_PREFIX) {
        Some(own) => own.to_owned(),
        None => registry.find(list, value).map_or_else(|| value.to_owned(), |v| v.words.clone()),
    }
}

fn colors(s: &Settings, registry: &Registry) -> Option<String> {
    let listed: Vec<_> = s.colors.iter().map(|c| words(registry, List::Colors, c)).collect();
    let palette = (!listed.is_empty()).then(|| format!("Colours: {}", listed.join(", ")));
    match (palette, s.match_product_colors) {
        (Some(palette), true) => Some(format!("{palette}, in harmony with the product.")),
        (Some(palette), false) => Some(format!("{palette}.")),
        (None, true) => Some("Colours in harmony with the product.".to_owned()),
        (None, false) => None,
    }
}

fn props(s: &Settings, registry: &Registry) -> String {
    let mut text = format!("Props: {}", words(registry, List::Props, &s.props));
    if !s.props_tags.is_empty() {
        text.push_str(&format!(", with {}", s.props_tags.join(", ").to_lowercase()));
    }
    if s.include_accessories {
        text.push_str(", and accessories that belong to it");
    }
    text.push('.');
    text
}

/// The scale of the earlier system, 1 to 10, made from ours of 0 to 100.
fn interpretation(variety: u8) -> &'static str {
    match variety {
        0..=30 => "Keep close to this description.",
        31..=70 => "Read this description freely where it leaves room.",
        _ => "Take this description as a starting point.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SettingsLayer;

    fn built(json: &str) -> Prompt {
        let registry = Registry::built_in();
        let layer: SettingsLayer = serde_json::from_str(json).expect("a layer");
        build(&layer.check(registry).expect("documented").resolve(registry), &["mug".to_owned()], registry)
    }

    #[test]
    fn the_sentences_stand_in_the_registrys_order() {
        let prompt = built(
            r#"{"scene":"Kitchen","style":"Scandinavian","mood":"Playful","human":"partial","custom":["steam rises"],"prompt":"Add a spoon."}"#,
        );
        let names: Vec<_> = prompt.parts.iter().map(|(name, _)| name.as_str()).collect();
        let wanted: Vec<_> = Registry::built_in().prompt_order.iter().map(String::as_str).collect();
        assert_eq!(names[0], "intro");
        assert_eq!(names[1..names.len() - 1], wanted);
        assert_eq!(names[names.len() - 1], "outro");
    }

    #[test]
    fn a_custom_prompt_is_the_whole_prompt() {
        assert_eq!(built(r#"{"scene":"Kitchen","custom_prompt":"A mug on the moon."}"#).text(), "A mug on the moon.");
    }

    #[test]
    fn own_words_take_the_place_of_the_documented_ones() {
        let text = built(r#"{"scene":"custom:a lighthouse kitchen","colors":["Pastel"]}"#).text();
        assert!(text.contains("The scene: a lighthouse kitchen."), "{text}");
        assert!(text.contains("Colours: pastel colours, in harmony with the product."), "{text}");
    }

    #[test]
    fn several_products_have_pictures_of_their_own_and_keep_their_shapes() {
        let registry = Registry::built_in();
        let settings = SettingsLayer::default().check(registry).expect("documented").resolve(registry);
        let text = build(&settings, &["mug".to_owned(), "lamp".to_owned()], registry).text();
        assert!(text.contains("the mug and the lamp from the reference pictures together"), "{text}");
        assert!(text.contains("surroundings of the mug and the lamp. Their shape"), "{text}");
        assert!(text.contains("sharp focus on the products"), "{text}");
        let one = built("{}").text();
        assert!(one.contains("the mug from the reference picture,") && one.contains("surroundings of the mug. Its shape"), "{one}");
    }

    #[test]
    fn the_style_brings_its_light_into_the_words() {
        assert!(built(r#"{"style":"Rustic"}"#).text().contains("Lit by low morning light."));
    }
}
