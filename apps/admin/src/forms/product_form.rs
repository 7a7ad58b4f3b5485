//! What people say about a product, as a form: filled from a product, read back as a draft. The settings that its flows begin with
//! are `settings_form`.

use visualizer_control::Control;
use visualizer_control::products::{self, Product, ProductDraft};
use visualizer_domain::Actor;
use visualizer_domain::problem::Outcome;
use visualizer_domain::registry::List;
use visualizer_domain::settings::SettingsLayer;

use crate::forms::{Filled, Form};
use crate::words::Words;

/// Names of the fields, in the order of the page.
pub const FIELDS: [&str; 5] = ["name", "category", "sku", "description", "scene_types"];

/// The fields as a page shows them; its template includes `product_fields.html`.
pub struct ProductFields {
    /// What was typed, and what is wrong with it.
    pub form: Filled,
    /// Scenes that can be said to suit it: what is sent, and what is read.
    pub scenes: Vec<(String, String)>,
    /// Categories in use, to choose from while typing.
    pub categories: Vec<String>,
}

impl ProductFields {
    /// The fields around what was typed.
    ///
    /// # Errors
    /// When the categories cannot be read.
    pub async fn around(form: Filled, control: &Control, actor: &Actor, w: Words) -> Outcome<Self> {
        let scene = control.registry.list(List::Scene).iter().map(|scene| (scene.key.clone(), scene.label(w.locale()).to_owned()));
        let categories = products::categories(control, actor).await?;
        Ok(Self { form, scenes: scene.collect(), categories: categories.into_iter().map(|category| category.name).collect() })
    }
}

/// The form of a product as it is.
#[must_use]
pub fn filled(product: &Product) -> Form {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let facts = [
        ("name", product.name.clone()),
        ("category", said(&product.category)),
        ("sku", said(&product.sku)),
        ("description", said(&product.description)),
    ];
    let mut form = Form::holding(facts);
    product.scene_types.iter().for_each(|scene| form.push("scene_types", scene.clone()));
    form
}

/// What a form says about a product.
#[must_use]
pub fn draft(form: &Form, default_settings: SettingsLayer) -> ProductDraft {
    ProductDraft {
        name: form.get("name").to_owned(),
        description: form.get("description").to_owned(),
        category: form.get("category").to_owned(),
        sku: form.get("sku").to_owned(),
        scene_types: form.all("scene_types").map(str::to_owned).collect(),
        default_settings,
    }
}
