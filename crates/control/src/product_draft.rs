//! What people write about a product, and what of it may be stored.

use visualizer_db::products::ProductFacts;
use visualizer_domain::Problem;
use visualizer_domain::problem::{FieldProblem, FieldProblems, Outcome};
use visualizer_domain::registry::{List, Registry};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::{Description, Name};

/// Most scenes that are said to suit a product.
pub const SCENE_TYPES_MAX: usize = 20;

/// What people say about a product, as they wrote it. Empty texts are left unsaid.
#[derive(Debug, Clone, Default)]
pub struct ProductDraft {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What kind of thing it is; the prompt names it by this.
    pub category: String,
    /// The shop's number for it.
    pub sku: String,
    /// Scenes that suit it.
    pub scene_types: Vec<String>,
    /// What flows begin with when they show this product first.
    pub default_settings: SettingsLayer,
}

impl ProductDraft {
    /// The facts that may be written, with every scene and setting in its documented spelling.
    pub(crate) fn check(&self, registry: &Registry) -> Outcome<ProductFacts> {
        let mut problems = FieldProblems::default();
        let name = problems.text("name", Name::parse(&self.name));
        let description = problems.text("description", Description::parse(&self.description)).filter(|text| !text.as_str().is_empty());
        let mut short = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => problems.text(field, Name::parse(text)),
        };
        let (category, sku) = (short("category", &self.category), short("sku", &self.sku));
        let scene_types = scenes(&self.scene_types, registry, &mut problems);
        let default_settings = match self.default_settings.clone().check(registry) {
            Ok(settings) => settings,
            Err(Problem::Invalid { fields }) => {
                fields.into_iter().for_each(|field| problems.push(field));
                SettingsLayer::default()
            }
            Err(problem) => return Err(problem),
        };
        problems.check()?;
        let name = name.ok_or_else(|| Problem::invalid("name", "empty"))?;
        Ok(ProductFacts { name, description, category, sku, scene_types, default_settings })
    }
}

/// The documented spelling of each scene, once.
fn scenes(texts: &[String], registry: &Registry, problems: &mut FieldProblems) -> Vec<String> {
    if texts.len() > SCENE_TYPES_MAX {
        problems.push(FieldProblem::new("scene_types", "too-many").with("max", SCENE_TYPES_MAX));
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        match registry.find(List::Scene, text) {
            Some(scene) if found.contains(&scene.key) => {}
            Some(scene) => found.push(scene.key.clone()),
            None => {
                let shown: String = text.chars().take(60).collect();
                problems.push(FieldProblem::new("scene_types", "not-a-choice").with("value", shown));
            }
        }
    }
    found
}
