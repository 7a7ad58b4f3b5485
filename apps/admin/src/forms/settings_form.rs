//! Settings as a form sends them, and a layer of settings as a form that shows it. An empty field leaves its setting open.
//!
//! What each field looks like, and what holds where it is open, is the business of `settings_fields`.

use std::str::FromStr;

use visualizer_domain::problem::{FieldProblem, Outcome};
use visualizer_domain::registry::Registry;
use visualizer_domain::settings::{CUSTOM_PREFIX, SettingsLayer};
use visualizer_domain::text::PromptText;
use visualizer_domain::{Problem, text};

use crate::forms::Form;

/// The choice that stands for the person's own words; they are typed into a field of their own, `<name>_own`.
pub const OWN: &str = "own";

/// The layer that a form sends, in its documented spelling.
///
/// # Errors
/// [`Problem::Invalid`] names every field that is none, as `settings.<field>`.
pub fn read(form: &Form, registry: &Registry) -> Outcome<SettingsLayer> {
    let mut reading = Reading { form, problems: Vec::new() };
    let layer = SettingsLayer {
        scene: reading.choice("scene"),
        style: reading.choice("style"),
        lighting: reading.choice("lighting"),
        mood: reading.choice("mood"),
        camera: reading.choice("camera"),
        surroundings: reading.choice("surroundings"),
        human: reading.choice("human"),
        props: reading.choice("props"),
        colors: reading.many("colors"),
        props_tags: reading.many("props_tags"),
        custom: form.get("custom").lines().map(str::to_owned).collect(),
        prompt: reading.prompt("prompt"),
        custom_prompt: reading.prompt("custom_prompt"),
        variety: reading.number("variety", 0, 100),
        match_product_colors: reading.parsed("match_product_colors"),
        include_accessories: reading.parsed("include_accessories"),
        aspect_ratio: reading.parsed("aspect_ratio"),
        quality: reading.parsed("quality"),
        variants: reading.parsed("variants"),
        seed: reading.number("seed", 0, u32::MAX),
    };
    let mut problems = reading.problems;
    match (layer.check(registry), problems.is_empty()) {
        (Ok(layer), true) => Ok(layer),
        (Ok(_), false) => Err(Problem::Invalid { fields: problems }),
        (Err(Problem::Invalid { fields }), _) => {
            problems.extend(fields);
            Err(Problem::Invalid { fields: problems })
        }
        (Err(other), _) => Err(other),
    }
}

/// A form that shows a layer.
#[must_use]
pub fn filled(layer: &SettingsLayer) -> Form {
    let mut form = Form::default();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            form.push(name, value);
        }
    };
    let choices = [
        ("scene", &layer.scene),
        ("style", &layer.style),
        ("lighting", &layer.lighting),
        ("mood", &layer.mood),
        ("camera", &layer.camera),
        ("surroundings", &layer.surroundings),
        ("human", &layer.human),
        ("props", &layer.props),
    ];
    for (name, value) in choices {
        match value.as_deref().map(|value| (value, value.strip_prefix(CUSTOM_PREFIX))) {
            Some((_, Some(own))) => {
                add(name, Some(OWN.to_owned()));
                add(&format!("{name}_own"), Some(own.to_owned()));
            }
            Some((value, None)) => add(name, Some(value.to_owned())),
            None => {}
        }
    }
    layer.colors.iter().for_each(|color| add("colors", Some(color.clone())));
    layer.props_tags.iter().for_each(|tag| add("props_tags", Some(tag.clone())));
    add("custom", Some(layer.custom.join("\n")));
    add("prompt", layer.prompt.as_ref().map(ToString::to_string));
    add("custom_prompt", layer.custom_prompt.as_ref().map(ToString::to_string));
    add("variety", layer.variety.map(|variety| variety.to_string()));
    add("match_product_colors", layer.match_product_colors.map(|yes| yes.to_string()));
    add("include_accessories", layer.include_accessories.map(|yes| yes.to_string()));
    add("aspect_ratio", layer.aspect_ratio.map(|ratio| ratio.to_string()));
    add("quality", layer.quality.map(|quality| quality.to_string()));
    add("variants", layer.variants.map(|variants| variants.to_string()));
    add("seed", layer.seed.map(|seed| seed.to_string()));
    form
}

struct Reading<'a> {
    form: &'a Form,
    problems: Vec<FieldProblem>,
}

impl Reading<'_> {
    /// A documented value, or the person's own words.
    fn choice(&self, name: &str) -> Option<String> {
        match self.form.get(name) {
            "" => None,
            OWN => Some(format!("{CUSTOM_PREFIX}{}", self.form.get(&format!("{name}_own")))),
            value => Some(value.to_owned()),
        }
    }

    fn many(&self, name: &str) -> Vec<String> {
        self.form.all(name).filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    fn prompt(&mut self, name: &str) -> Option<PromptText> {
        let parsed: Result<PromptText, text::TextProblem> = PromptText::parse(self.form.get(name));
        parsed.map_err(|problem| self.problems.push(FieldProblem::text(format!("settings.{name}"), &problem))).ok()
    }

    fn parsed<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.form.parsed(name).unwrap_or_else(|problem| {
            self.problems.push(FieldProblem { field: format!("settings.{name}"), ..problem });
            None
        })
    }

    /// A whole number; what is none is out of its range.
    fn number<T: FromStr>(&mut self, name: &str, min: impl ToString, max: impl ToString) -> Option<T> {
        self.form.parsed(name).unwrap_or_else(|_| {
            self.problems.push(FieldProblem::new(format!("settings.{name}"), "out-of-range").with("min", min).with("max", max));
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_survives_its_form() {
        let registry = Registry::built_in();
        let json = r#"{"scene":"custom:a lighthouse","style":"Rustic","mood":"Playful","colors":["Pastel","Vibrant"],"props_tags":["Books"],
            "custom":["steam rises","a cat"],"prompt":"Two\nlines.","variety":0,"match_product_colors":false,"aspect_ratio":"21:9",
            "quality":"4k","variants":8,"seed":4294967295}"#;
        let layer: SettingsLayer = serde_json::from_str(json).unwrap();
        assert_eq!(read(&filled(&layer), registry).unwrap(), layer);
        assert_eq!(read(&Form::default(), registry).unwrap(), SettingsLayer::default(), "an empty form leaves everything open");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let fields = [("scene", "Moon"), ("variants", "9"), ("seed", "-1"), ("variety", "101"), ("aspect_ratio", "5:1"), ("style", "own")];
        let Err(Problem::Invalid { fields }) = read(&Form::holding(fields), Registry::built_in()) else { panic!("refused") };
        let mut names: Vec<_> = fields.iter().map(|problem| problem.field.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["settings.aspect_ratio", "settings.scene", "settings.seed", "settings.variants", "settings.variety"]);
    }
}
