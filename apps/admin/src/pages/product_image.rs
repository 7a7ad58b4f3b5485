//! One uploaded picture of a product: seen large, what its check found, and what it shows in words. Opens in place over the product.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::product_images::ProductImage;
use visualizer_control::{product_images, products};
use visualizer_domain::ids::{ProductId, ProductImageId};
use visualizer_domain::problem::Noun;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::{Permission, Problem};

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::parts::place::Place;
use crate::parts::product_image_card::{self, Check};
use crate::parts::shell::Shell;
use crate::request::seen_version;
use crate::words::Words;

#[derive(Template)]
#[template(path = "product_image.html")]
struct ProductImagePage {
    shell: Shell,
    w: Words,
    product: String,
    product_name: String,
    image: ProductImage,
    name: String,
    alt: String,
    check: Check,
    form: Filled,
    meanwhile: Option<Meanwhile>,
    may_edit: bool,
    may_lead: bool,
}

/// The page.
///
/// # Errors
/// 404 when the product has no such picture.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, path: web::Path<(String, String)>) -> Answer {
    page(&visit, &control, &path, None, None, StatusCode::OK).await
}

/// Keeps what the picture shows, in words.
///
/// # Errors
/// 404; what control refuses, but for the text and the version, with which the form comes back.
pub async fn describe(visit: SignedVisit, control: web::Data<Control>, path: web::Path<(String, String)>, form: Form) -> Answer {
    let (product, image) = ids(&path)?;
    let seen = seen_version::of(&form)?;
    let described = product_images::set_alt_text(&control, visit.actor(), &image, seen, form.get("alt_text"), visit.now()).await;
    let typed = Filled::of(form, visit.words);
    match described {
        Ok(()) => visit.see_other_saying(&format!("/products/{product}"), &Flash::new("saved")),
        Err(Problem::Stale { changed_by, .. }) => {
            page(&visit, &control, &path, Some(typed), Some(Changer::of(changed_by, visit.actor())), StatusCode::CONFLICT).await
        }
        Err(problem) => {
            let refused = typed.refused(problem)?;
            page(&visit, &control, &path, Some(refused), None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// `changed_by` is there when somebody was faster.
async fn page(
    visit: &SignedVisit,
    control: &Control,
    path: &(String, String),
    typed: Option<Filled>,
    changed_by: Option<Changer>,
    status: StatusCode,
) -> Result<HttpResponse, Failure> {
    let (w, (product, id)) = (visit.words, ids(path)?);
    let view = products::view(control, visit.actor(), &product).await?;
    let image = view.images.into_iter().find(|image| image.id == id).ok_or_else(|| Problem::not_found(Noun::ProductImage, &id))?;
    let said = image.alt_text.clone().unwrap_or_default();
    let may_edit = visit.actor().may(Permission::Edit) && view.product.deleted_at.is_none();
    let page = ProductImagePage {
        shell: visit.shell(Some(Place::Products)),
        w,
        product: product.to_string(),
        name: product_image_card::name(&image, w),
        alt: image.alt_text.clone().unwrap_or_else(|| view.product.name.clone()),
        product_name: view.product.name,
        check: product_image_card::check(&image, w),
        meanwhile: changed_by.map(|who| meanwhile(who, &said, typed.as_ref(), w)),
        form: typed.unwrap_or_else(|| Filled::of(Form::holding([("alt_text", said)]), w)),
        may_edit,
        may_lead: may_edit && !image.is_primary && image.check_state != CheckState::Refused,
        image,
    };
    visit.page_as(status, &page)
}

/// Ordering makes new versions too, so what stands there now may be just what was typed.
fn meanwhile(who: Changer, said: &str, typed: Option<&Filled>, w: Words) -> Meanwhile {
    let differs = typed.is_none_or(|typed| typed.value("alt_text") != said);
    Meanwhile { who, at: None, differences: differs.then(|| (w.t("image-alt").to_string(), said.to_owned())).into_iter().collect() }
}

fn ids((product, image): &(String, String)) -> Result<(ProductId, ProductImageId), Problem> {
    let product = ProductId::parse(product).map_err(|_| Problem::not_found(Noun::Product, product))?;
    let image = ProductImageId::parse(image).map_err(|_| Problem::not_found(Noun::ProductImage, image))?;
    Ok((product, image))
}
