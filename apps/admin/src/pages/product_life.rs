//! What becomes of a product besides what people say about it: marked as a favourite, deleted, taken back.

use actix_web::web;
use visualizer_control::Control;
use visualizer_control::products;
use visualizer_domain::ids::ProductId;

use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::request::path_id::PathId;

/// Marks the product as a favourite, or no longer, and goes back to the page that it was asked from.
///
/// # Errors
/// 404 when there is no such product.
pub async fn favorite(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>, form: Form) -> Answer {
    products::set_favorite(&control, visit.actor(), &id, form.has("is_favorite", "true"), visit.now()).await?;
    let back = if visit.again == "/" { format!("/products/{id}") } else { visit.again.clone() };
    visit.see_other(&back)
}

/// Deletes the product. Its page stays, and offers the way back.
///
/// # Errors
/// 404 when there is no such product, or it is deleted already.
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    products::delete(&control, visit.actor(), &id, visit.now()).await?;
    visit.see_other(&format!("/products/{id}"))
}

/// Takes the product back.
///
/// # Errors
/// 404 when there is no such product, or it is not deleted.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    products::restore(&control, visit.actor(), &id, visit.now()).await?;
    visit.see_other_saying(&format!("/products/{id}"), &Flash::new("product-restored"))
}
