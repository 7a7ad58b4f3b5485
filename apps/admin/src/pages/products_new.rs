//! A new product: what it is, and its pictures, in one form.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::products;
use visualizer_domain::Problem;
use visualizer_domain::ids::ProductId;
use visualizer_domain::picture_limits::{BYTES_MAX, IMAGES_PER_UPLOAD_MAX};
use visualizer_domain::problem::Noun;
use visualizer_domain::settings::SettingsLayer;

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::product_form::{self, ProductFields};
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::pages::product;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::idempotency::IdempotencyKey;
use crate::request::intake::{self, Destination};
use crate::request::once::{Made, once};
use crate::request::upload::Upload;
use crate::words::Words;
use crate::words::upload_words::UploadNotice;

#[derive(Template)]
#[template(path = "products_new.html")]
struct NewProductPage {
    shell: Shell,
    w: Words,
    fields: ProductFields,
    key: String,
    files_max: usize,
    bytes_max: u64,
}

/// The empty form.
///
/// # Errors
/// When the categories cannot be read or the page cannot be written.
pub async fn show(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    page(&visit, &control, Filled::empty(visit.words), StatusCode::OK).await
}

/// Adds the product, then its pictures one by one. The product stays when a picture is refused; its page says which and why.
///
/// # Errors
/// What control refuses, but for the fields, with which the form comes back.
pub async fn create(request: HttpRequest, visit: SignedVisit, mut upload: Upload, control: web::Data<Control>) -> Answer {
    // The fields stand before the pictures, so they are all there when the first picture is.
    let first = upload.next_or_refused().await?;
    let form = upload.form().clone();
    let mut is_new = false;
    let made = add(&request, &visit, &control, &form, &mut is_new).await;
    let made = match made {
        Ok(made) => made,
        Err(failure) => {
            upload.drain().await;
            return match failure {
                Failure::Problem(problem @ Problem::Invalid { .. }) => {
                    page(&visit, &control, Filled::of(form, visit.words).refused(problem)?, StatusCode::UNPROCESSABLE_ENTITY).await
                }
                other => Err(other),
            };
        }
    };
    if !is_new {
        upload.drain().await;
        return visit.see_other(&made.location);
    }
    let id = ProductId::parse(made.location.rsplit('/').next().unwrap_or_default())
        .map_err(|_| Problem::not_found(Noun::Product, &made.location))?;
    let to = Destination { control: &control, actor: visit.actor(), product: &id, now: visit.now() };
    let intake = intake::take(to, &mut upload, first).await;
    match UploadNotice::of(intake, visit.words) {
        None => visit.see_other_saying(&made.location, &Flash::new("product-added").with("name", form.get("name"))),
        Some(notice) => product::after_upload(&visit, &control, &id, notice).await,
    }
}

/// Adds the product, unless the same form was sent before.
async fn add(request: &HttpRequest, visit: &SignedVisit, control: &Control, form: &Form, is_new: &mut bool) -> Result<Made, Failure> {
    let (key, now) = (IdempotencyKey::of_form(form), visit.now());
    let draft = product_form::draft(form, SettingsLayer::default());
    let make = async || {
        let id = products::create(control, visit.actor(), &draft, now).await?;
        *is_new = true;
        Ok(id)
    };
    let tell = async |id: &_| Made::new(format!("/products/{id}"), 1, &());
    once(control, visit.actor(), request, &key, (&form.pairs().collect::<Vec<_>>(), now), make, tell).await
}

async fn page(visit: &SignedVisit, control: &Control, form: Filled, status: StatusCode) -> Result<HttpResponse, Failure> {
    let w = visit.words;
    let page = NewProductPage {
        shell: visit.shell(Some(Place::Products)),
        w,
        fields: ProductFields::around(form, control, visit.actor(), w).await?,
        key: IdempotencyKey::fresh(),
        files_max: IMAGES_PER_UPLOAD_MAX,
        bytes_max: BYTES_MAX,
    };
    visit.page_as(status, &page)
}
