//! The fields of a layer of settings as pages show them: what can be chosen, what was typed, what is wrong with it, and beside each
//! field what holds while it is open, and who says so. Reading the form back is `settings_form`.

use visualizer_domain::aspect_ratio::AspectRatio;
use visualizer_domain::quality::Quality;
use visualizer_domain::registry::{List, Registry, Value};
use visualizer_domain::settings::{CUSTOM_PREFIX, Settings, SettingsLayer, VARIANTS_MAX};
use visualizer_domain::settings_origin::{Below, Origin};

use crate::forms::Filled;
pub use crate::forms::setting_field::{Choice, Field, FieldBody, FieldGroup, Shape};
use crate::forms::settings_form::OWN;
use crate::words::Words;

/// What fields are made from.
pub struct SettingsFields<'a> {
    /// The reader's words.
    pub w: Words,
    /// The documented values.
    pub registry: &'a Registry,
    /// The layers below.
    pub below: &'a Below,
    /// The layer as it is saved; its style brings other values along.
    pub own: &'a SettingsLayer,
    /// What was typed, and what is wrong with it.
    pub form: &'a Filled,
}

impl SettingsFields<'_> {
    /// All fields, in the groups of the page.
    #[must_use]
    pub fn groups(&self) -> Vec<FieldGroup> {
        let open = self.below.settings(self.own, self.registry);
        // The own style decides what is open beside it, but not what the style itself would be.
        let style_below = self.below.settings(&SettingsLayer::default(), self.registry).style;
        let scene = vec![
            self.list(List::Scene, "scene", &open.scene),
            self.list(List::Style, "style", &style_below),
            self.list(List::Lighting, "lighting", &open.lighting),
            self.list(List::Mood, "mood", open.mood.as_deref().unwrap_or_default()),
            self.list(List::Camera, "camera", &open.camera),
        ];
        let around = vec![
            self.list(List::Surroundings, "surroundings", &open.surroundings),
            self.list(List::Props, "props", &open.props),
            self.tags(),
            self.list(List::Human, "human", &open.human),
            self.colors(&open),
            self.yes_or_no("match_product_colors", open.match_product_colors),
            self.yes_or_no("include_accessories", open.include_accessories),
            self.variety(&open),
        ];
        let words = vec![self.area("prompt", 3), self.area("custom", 3), self.area("custom_prompt", 5)];
        vec![
            self.group("scene", false, scene),
            self.group("picture", false, self.picture(&open)),
            self.group("around", true, around),
            self.group("words", true, words),
        ]
    }

    fn group(&self, word: &str, folding: bool, fields: Vec<Field>) -> FieldGroup {
        let filled = |field: &Field| field.error.is_some() || !self.form.value(field.name).is_empty();
        FieldGroup {
            title: self.w.t(format!("setting-group-{word}")).to_string(),
            folding,
            open: !folding || fields.iter().any(filled),
            fields,
        }
    }

    fn picture(&self, open: &Settings) -> Vec<Field> {
        let (w, now) = (self.w, self.form.value("aspect_ratio"));
        let shape = |ratio: &AspectRatio| Shape {
            choice: choice(ratio.as_str(), ratio.as_str(), now == ratio.as_str()),
            outline: Some(outline(*ratio)),
        };
        let any = Shape { choice: choice("", w.t("setting-auto"), now.is_empty()), outline: None };
        let shapes = std::iter::once(any).chain(AspectRatio::ALL.iter().map(shape)).collect();
        let sizes = Quality::ALL.iter().map(|quality| (quality.to_string(), quality.to_string()));
        let counts = (1..=VARIANTS_MAX).map(|count| (count.to_string(), count.to_string()));
        vec![
            self.field("aspect_ratio", open.aspect_ratio.as_str(), FieldBody::Shapes(shapes)),
            self.field("quality", open.quality.as_str(), FieldBody::Segments(self.with_auto("quality", sizes))),
            self.field("variants", &open.variants.to_string(), FieldBody::Segments(self.with_auto("variants", counts))),
            self.number("seed", 0, u32::MAX, &open.seed.map_or_else(|| w.t("setting-seed-open").to_string(), |seed| seed.to_string())),
        ]
    }

    fn list(&self, list: List, name: &'static str, open: &str) -> Field {
        let w = self.w;
        let now = self.form.value(name);
        let open = self.value(list, open);
        let mut choices = vec![choice("", w.t("setting-auto-is").with("value", &open), now.is_empty())];
        choices.extend(self.registry.list(list).iter().map(|value| choice(&value.key, value.label(w.locale()), now == value.key)));
        let takes_own = matches!(list, List::Scene | List::Style | List::Lighting | List::Surroundings);
        if takes_own {
            choices.push(choice(OWN, w.t("setting-own"), now == OWN));
        }
        let own = takes_own.then(|| self.form.value(&format!("{name}_own")).to_owned());
        self.field(name, &open, FieldBody::List { choices, own })
    }

    fn yes_or_no(&self, name: &'static str, open: bool) -> Field {
        let words = [true, false].map(|yes| (yes.to_string(), self.yes(yes)));
        self.field(name, &self.yes(open), FieldBody::Segments(self.with_auto(name, words)))
    }

    fn variety(&self, open: &Settings) -> Field {
        self.number("variety", 0, 100, &open.variety.to_string())
    }

    fn number(&self, name: &'static str, min: u32, max: u32, open: &str) -> Field {
        let value = self.form.value(name).to_owned();
        self.field(name, open, FieldBody::Number { value, min, max, open: open.to_owned() })
    }

    fn area(&self, name: &'static str, rows: u8) -> Field {
        let body =
            FieldBody::Area { value: self.form.value(name).to_owned(), rows, hint: self.w.t(format!("setting-{name}-hint")).to_string() };
        Field { beside: self.added(name, &self.below.merged(self.registry)), ..self.field(name, "", body) }
    }

    fn tags(&self) -> Field {
        let name = "props_tags";
        let tag = |tag: &String| choice(tag, self.tag(tag), self.form.has(name, tag));
        let body = FieldBody::Chips(self.registry.props_tags.iter().map(tag).collect());
        Field { beside: self.added(name, &self.below.merged(self.registry)), ..self.field(name, "", body) }
    }

    /// Colours add up over the layers; only while nobody chose any does the style bring one.
    fn colors(&self, open: &Settings) -> Field {
        let name = "colors";
        let chip = |color: &Value| choice(&color.key, color.label(self.w.locale()), self.form.has(name, &color.key));
        let body = FieldBody::Chips(self.registry.list(List::Colors).iter().map(chip).collect());
        let below = self.below.merged(self.registry);
        let field = self.field(name, &self.joined(open.colors.iter().map(|color| self.value(List::Colors, color))), body);
        if below.colors.is_empty() { field } else { Field { beside: self.added(name, &below), ..field } }
    }

    /// What weaker layers add to an additive field: it cannot be taken away here, so it is said.
    fn added(&self, name: &'static str, below: &SettingsLayer) -> String {
        let added = match name {
            "colors" => self.joined(below.colors.iter().map(|color| self.value(List::Colors, color))),
            "props_tags" => self.joined(below.props_tags.iter().map(|tag| self.tag(tag))),
            "custom" => self.joined(below.custom.iter().cloned()),
            _ => String::new(),
        };
        let said_below = self.below.origin(name, self.own, self.registry) != Origin::Default;
        match (added.is_empty(), said_below && self.form.value(name).is_empty()) {
            (false, _) => self.w.t("setting-also").with("value", added).with("origin", self.origin(name)).to_string(),
            (true, true) => self.origin(name),
            (true, false) => String::new(),
        }
    }

    fn tag(&self, tag: &str) -> String {
        self.w.t(format!("setting-prop-{}", tag.to_lowercase())).to_string()
    }

    fn joined(&self, words: impl Iterator<Item = String>) -> String {
        words.collect::<Vec<_>>().join(&self.w.t("list-separator").to_string())
    }

    fn field(&self, name: &'static str, open: &str, body: FieldBody) -> Field {
        let beside = match (self.form.value(name).is_empty(), open.is_empty()) {
            (_, true) => String::new(),
            (true, false) => match body {
                // A list says the value itself, as its first choice.
                FieldBody::List { .. } | FieldBody::Number { .. } => self.origin(name),
                _ => self.w.t("setting-open").with("value", open).with("origin", self.origin(name)).to_string(),
            },
            // The same, chosen: from now on it holds whatever others choose, but it replaces nothing.
            (false, false) if body.says(open) => String::new(),
            (false, false) => self.w.t("setting-instead").with("value", open).to_string(),
        };
        let label = self.w.t(format!("setting-{name}")).to_string();
        Field { name, label, beside, error: self.form.error(&format!("settings.{name}")), body }
    }

    fn origin(&self, name: &str) -> String {
        self.w.t(format!("origin-{}", self.below.origin(name, self.own, self.registry))).to_string()
    }

    fn with_auto(&self, name: &str, choices: impl IntoIterator<Item = (String, String)>) -> Vec<Choice> {
        let now = self.form.value(name);
        let auto = choice("", self.w.t("setting-auto"), now.is_empty());
        std::iter::once(auto).chain(choices.into_iter().map(|(value, word)| choice(&value, word, now == value))).collect()
    }

    fn yes(&self, yes: bool) -> String {
        self.w.t(if yes { "yes" } else { "no" }).to_string()
    }

    /// A value as people read it.
    fn value(&self, list: List, value: &str) -> String {
        value_word(self.registry, list, value, self.w)
    }
}

/// A value of a list as people read it: its label, the person's own words, or that there is none.
#[must_use]
pub fn value_word(registry: &Registry, list: List, value: &str, w: Words) -> String {
    match (value, value.strip_prefix(CUSTOM_PREFIX)) {
        ("", _) => w.t("setting-none").to_string(),
        (_, Some(own)) => w.t("setting-quoted").with("words", own).to_string(),
        (value, None) => registry.find(list, value).map_or_else(|| value.to_owned(), |found| found.label(w.locale()).to_owned()),
    }
}

fn choice(value: &str, word: impl ToString, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), word: word.to_string(), chosen }
}

/// The outline of a shape in a box of 16 by 16.
fn outline(ratio: AspectRatio) -> [f32; 4] {
    let (w, h) = ratio.parts();
    let scale = 14.0 / w.max(h) as f32;
    let (w, h) = (w as f32 * scale, h as f32 * scale);
    [(16.0 - w) / 2.0, (16.0 - h) / 2.0, w, h]
}
