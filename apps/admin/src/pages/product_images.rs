//! The pictures of a product, changed from its page: adding, ordering, which one stands for it, deleting and taking back.

use actix_web::web;
use visualizer_control::Control;
use visualizer_control::{product_images, products};
use visualizer_domain::Problem;
use visualizer_domain::ids::{ProductId, ProductImageId};
use visualizer_domain::problem::Noun;

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::answer::links;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::pages::product;
use crate::request::intake::{self, Destination};
use crate::request::path_id::PathId;
use crate::request::upload::Upload;
use crate::words::upload_words::UploadNotice;

/// Adds the files of a form, each by itself. The product's page says which were refused, and why.
///
/// # Errors
/// 404 when there is no such product; trouble that met the first file already.
pub async fn add(visit: SignedVisit, mut upload: Upload, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    let to = Destination { control: &control, actor: visit.actor(), product: &id, now: visit.now() };
    let intake = intake::take(to, &mut upload, None).await.or_failure()?;
    let added = intake.added.len();
    match UploadNotice::of(intake, visit.words) {
        Some(notice) => product::after_upload(&visit, &control, &id, notice).await,
        None if added == 0 => visit.see_other(&page(&id)),
        None => visit.see_other_saying(&page(&id), &Flash::new("images-added").with("count", added)),
    }
}

/// A reload of the page that an upload came back with leads to the product.
///
/// # Errors
/// None; the type is that of handlers.
pub async fn after(visit: SignedVisit, PathId(id): PathId<ProductId>) -> Answer {
    visit.see_other(&page(&id))
}

/// Puts the pictures into another order: a whole one (`order`, once for each picture), or one picture `earlier` or `later`.
///
/// # Errors
/// 409 when pictures were added or removed meanwhile.
pub async fn order(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>, form: Form) -> Answer {
    let order = match form.contains("order") {
        true => form.all("order").map(image_id).collect::<Result<Vec<_>, _>>()?,
        false => moved(&control, &visit, &id, &form).await?,
    };
    product_images::reorder(&control, visit.actor(), &id, &order, visit.now()).await?;
    visit.see_other(&page(&id))
}

/// The order with one picture a place earlier or later. At either end it stays.
async fn moved(control: &Control, visit: &SignedVisit, id: &ProductId, form: &Form) -> Result<Vec<ProductImageId>, Failure> {
    let view = products::view(control, visit.actor(), id).await?;
    let mut order: Vec<ProductImageId> = view.images.into_iter().map(|image| image.id).collect();
    let (name, is_earlier) = if form.contains("earlier") { ("earlier", true) } else { ("later", false) };
    let image = image_id(form.get(name))?;
    let at = order.iter().position(|other| *other == image).ok_or_else(|| Problem::not_found(Noun::ProductImage, &image))?;
    let to = if is_earlier { at.saturating_sub(1) } else { (at + 1).min(order.len() - 1) };
    order.swap(at, to);
    Ok(order)
}

/// Makes a picture the one that stands for the product.
///
/// # Errors
/// 404, or 409 when it was refused.
pub async fn primary(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>, form: Form) -> Answer {
    let image = product_images::view(&control, visit.actor(), &id, &image_id(form.get("image"))?).await?;
    product_images::set_primary(&control, visit.actor(), &image.id, visit.now()).await?;
    visit.see_other(&page(&id))
}

/// Deletes a picture. The product's page offers the way back.
///
/// # Errors
/// 404 when there is no such picture.
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>, form: Form) -> Answer {
    let image = product_images::view(&control, visit.actor(), &id, &image_id(form.get("image"))?).await?;
    product_images::delete(&control, visit.actor(), &image.id, visit.now()).await?;
    let was_primary = image.is_primary.to_string();
    visit.see_other(&links::with_query(&page(&id), [("deleted_image", image.id.as_str()), ("was_primary", &was_primary)]))
}

/// Takes a deleted picture back, in its place and standing.
///
/// # Errors
/// 404, or 409 when there is no room for it any more.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>, form: Form) -> Answer {
    let image = product_images::view(&control, visit.actor(), &id, &image_id(form.get("image"))?).await?;
    product_images::restore(&control, visit.actor(), &image.id, form.has("primary", "true"), visit.now()).await?;
    visit.see_other_saying(&page(&id), &Flash::new("image-restored"))
}

fn page(id: &ProductId) -> String {
    format!("/products/{id}")
}

fn image_id(text: &str) -> Result<ProductImageId, Problem> {
    ProductImageId::parse(text).map_err(|_| Problem::not_found(Noun::ProductImage, text))
}
