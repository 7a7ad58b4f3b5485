//! What people say about a product, and what its flows begin with: changing both. When somebody was faster the form comes back with
//! what was typed, beside what they wrote.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::products::{self, Product};
use visualizer_domain::Problem;
use visualizer_domain::ids::ProductId;
use visualizer_domain::settings_origin::{Below, Origin};

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::product_form::{self, ProductFields};
use crate::forms::settings_fields::{FieldBody, FieldGroup, SettingsFields};
use crate::forms::settings_form;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::path_id::PathId;
use crate::request::seen_version;
use crate::words::Words;
use crate::words::setting_words;

#[derive(Template)]
#[template(path = "product_edit.html")]
struct ProductEditPage {
    shell: Shell,
    w: Words,
    id: String,
    name: String,
    version: i64,
    fields: ProductFields,
    groups: Vec<FieldGroup>,
    meanwhile: Option<Meanwhile>,
}

/// The form.
///
/// # Errors
/// 404 when there is no such product, 409 when it is deleted.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    let product = live(&control, &visit, &id).await?;
    let form = whole(&product);
    page(&visit, &control, product, Filled::of(form, visit.words), None, StatusCode::OK).await
}

/// Keeps what was typed.
///
/// # Errors
/// 404; what control refuses, but for the fields and the version, with which the form comes back.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>, form: Form) -> Answer {
    let seen = seen_version::of(&form)?;
    let settings = settings_form::read(&form, control.registry);
    let typed = Filled::of(form, visit.words);
    let changed = match settings {
        Err(problem) => Err(problem),
        Ok(settings) => {
            let draft = product_form::draft(typed.form(), settings);
            products::update(&control, visit.actor(), &id, seen, &draft, visit.now()).await
        }
    };
    match changed {
        Ok(()) => visit.see_other_saying(&format!("/products/{id}"), &Flash::new("saved")),
        Err(Problem::Stale { changed_by, .. }) => {
            let product = live(&control, &visit, &id).await?;
            let differences = differences(&product, typed.form(), &control, visit.words);
            let meanwhile = Meanwhile { who: Changer::of(changed_by, visit.actor()), at: Some(product.updated_at), differences };
            page(&visit, &control, product, typed, Some(meanwhile), StatusCode::CONFLICT).await
        }
        Err(problem) => {
            let product = live(&control, &visit, &id).await?;
            page(&visit, &control, product, typed.refused(problem)?, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// A product that can be changed.
async fn live(control: &Control, visit: &SignedVisit, id: &ProductId) -> Result<Product, Failure> {
    let product = products::find(control, visit.actor(), id).await?;
    match product.deleted_at {
        Some(_) => Err(Problem::conflict("deleted").into()),
        None => Ok(product),
    }
}

fn whole(product: &Product) -> Form {
    let mut form = product_form::filled(product);
    settings_form::filled(&product.default_settings).pairs().for_each(|(name, value)| form.push(name, value));
    form
}

/// What is now said about the product, where it differs from what was typed: the field's label, and what stands there.
fn differences(product: &Product, typed: &Form, control: &Control, w: Words) -> Vec<(String, String)> {
    let now = product_form::filled(product);
    let said =
        |form: &Form, name: &str| form.all(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let facts = product_form::FIELDS.into_iter().filter(|name| said(&now, name) != said(typed, name));
    let facts =
        facts.map(|name| (w.t(format!("product-field-{name}")).to_string(), said(&now, name).join(&w.t("list-separator").to_string())));
    let typed = settings_form::read(typed, control.registry).unwrap_or_default();
    facts.chain(setting_words::differing(&product.default_settings, &typed, control.registry, w)).collect()
}

async fn page(
    visit: &SignedVisit,
    control: &Control,
    product: Product,
    form: Filled,
    meanwhile: Option<Meanwhile>,
    status: StatusCode,
) -> Result<HttpResponse, Failure> {
    let w = visit.words;
    let client = visualizer_control::clients::find(control, visit.actor()).await?;
    let below = Below::of([(Origin::Client, client.settings)]);
    let fields = SettingsFields { w, registry: control.registry, below: &below, own: &product.default_settings, form: &form };
    let groups = fields.groups();
    let page = ProductEditPage {
        shell: visit.shell(Some(Place::Products)),
        w,
        id: product.id.to_string(),
        name: product.name,
        version: product.version,
        groups,
        fields: ProductFields::around(form, control, visit.actor(), w).await?,
        meanwhile,
    };
    visit.page_as(status, &page)
}
