//! The products of a flow: which it shows, which of them is the main one, and by which picture.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use visualizer_control::generation_flows::{self, FlowView};
use visualizer_control::{Control, collection_sessions};
use visualizer_domain::Problem;
use visualizer_domain::ids::{GenerationFlowId, ProductId, ProductImageId};
use visualizer_domain::problem::Noun;

use super::generation_flow_head::FlowHead;
use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::product_pick::{self, ProductPick};
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::path_id::PathId;
use crate::request::seen_version;
use crate::words::Words;

#[derive(Template)]
#[template(path = "generation_flow_products.html")]
struct FlowProductsPage {
    shell: Shell,
    w: Words,
    head: FlowHead,
    form: Filled,
    pick: ProductPick,
    meanwhile: Option<Meanwhile>,
}

/// What it shows, and what it could show.
///
/// # Errors
/// 404 for another client's flow.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    let view = generation_flows::view(&control, visit.actor(), &id).await?;
    let form = Form::holding(view.products.iter().map(|product| ("product", product.id.to_string())));
    page(&visit, &control, view, Filled::of(form, visit.words), None, StatusCode::OK).await
}

/// Searches on, makes another product the main one (`main:<id>`), or keeps what is ticked.
///
/// # Errors
/// What control refuses, other than fields and a version that is not the newest: with those the page comes back.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    let actor = visit.actor();
    if !form.has("do", "save") {
        let view = generation_flows::view(&control, actor, &id).await?;
        let form = match form.get("do").strip_prefix("main:") {
            Some(main) => with_main(&form, main)?,
            None => form,
        };
        return page(&visit, &control, view, Filled::of(form, visit.words), None, StatusCode::OK).await;
    }
    let (products, seen) = (product_pick::ids(&form)?, seen_version::of(&form)?);
    let typed = Filled::of(form, visit.words);
    match generation_flows::set_products(&control, actor, &id, seen, &products, visit.now()).await {
        Ok(()) => visit.see_other_saying(&format!("/generation-flows/{id}"), &Flash::new("saved")),
        Err(Problem::Stale { changed_by, .. }) => {
            let view = generation_flows::view(&control, actor, &id).await?;
            let names: Vec<&str> = view.products.iter().map(|product| product.name.as_str()).collect();
            let shown = (visit.words.t("place-products").to_string(), names.join(&visit.words.t("list-separator").to_string()));
            let meanwhile =
                Meanwhile { who: Changer::of(changed_by, visit.actor()), at: Some(view.flow.updated_at), differences: vec![shown] };
            page(&visit, &control, view, typed, Some(meanwhile), StatusCode::CONFLICT).await
        }
        Err(problem) => {
            let typed = typed.refused(problem)?;
            let view = generation_flows::view(&control, actor, &id).await?;
            page(&visit, &control, view, typed, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Chooses the picture that a product is shown by; the button says `<product>/<picture>`.
///
/// # Errors
/// 409 when the flow changed meanwhile or is generating.
pub async fn choose_image(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    let (product, image) = form.get("image").split_once('/').unwrap_or_default();
    let product = ProductId::parse(product).map_err(|_| Problem::not_found(Noun::Product, product))?;
    let image = ProductImageId::parse(image).map_err(|_| Problem::not_found(Noun::ProductImage, image))?;
    let seen = seen_version::of(&form)?;
    generation_flows::choose_base_image(&control, visit.actor(), &id, seen, &product, Some(&image), visit.now()).await?;
    visit.see_other(&format!("/generation-flows/{id}"))
}

/// The same form with one product before the others.
fn with_main(form: &Form, main: &str) -> Result<Form, Failure> {
    let mut products = product_pick::ids(form)?;
    products.sort_by_key(|id| id.as_str() != main);
    let rest = form.pairs().filter(|(name, _)| *name != "product").map(|(name, value)| (name.to_owned(), value.to_owned()));
    Ok(Form::holding(rest.chain(products.into_iter().map(|id| ("product".to_owned(), id.to_string())))))
}

async fn page(
    visit: &SignedVisit,
    control: &Control,
    view: FlowView,
    form: Filled,
    meanwhile: Option<Meanwhile>,
    status: StatusCode,
) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let pick = match &view.flow.session_id {
        Some(session) => {
            let products = collection_sessions::view(control, actor, session).await?.products;
            ProductPick::within(&products, form.form(), w)?
        }
        None => ProductPick::of(control, actor, form.form(), w).await?,
    };
    let head = FlowHead::of(&view, actor, w);
    visit.page_as(status, &FlowProductsPage { shell: visit.shell(Some(Place::Sessions)), w, head, form, pick, meanwhile })
}
