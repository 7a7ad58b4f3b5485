//! Uploaded pictures of products for programs. The same bytes twice are refused, so that an upload that is sent again adds nothing.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::product_images::ProductImage;
use visualizer_control::{Control, product_images, products};
use visualizer_domain::Problem;
use visualizer_domain::ids::{ProductId, ProductImageId};
use visualizer_domain::problem::Noun;

use super::product_json::ProductImageJson;
use crate::answer::failure::{Answer, Failure};
use crate::answer::reply;
use crate::guard::visit::SignedVisit;
use crate::request::etag::IfMatch;
use crate::request::intake::{self, Destination};
use crate::request::json::Json;
use crate::request::path_id::PathId;
use crate::request::upload::{RefusedFile, Upload};
use crate::words::Words;
use crate::words::problem_words;
use crate::words::upload_words;

/// The field that files are sent in.
pub const FIELD: &str = "images";

/// What became of the files of an upload.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImagesAdded {
    /// Pictures that were added, in the order in which they came.
    added: Vec<ProductImageJson>,
    /// Files that were not.
    refused: Vec<FileRefused>,
    /// Why the files behind these were not even looked at, in the reader's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken_off: Option<String>,
}

/// A file that was not added.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileRefused {
    /// What it is called.
    file_name: String,
    /// A stable name of what is wrong.
    code: String,
    /// What is wrong, in the reader's language.
    detail: String,
}

/// All pictures of a product, in an order.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageOrder {
    /// Every picture of the product, each once.
    images: Vec<ProductImageId>,
}

/// What a picture shows, in words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageDescription {
    /// For those who do not see it; empty takes it back.
    alt_text: String,
}

/// Which picture stands for its product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrimaryImage {
    /// The picture.
    image: ProductImageId,
}

/// Adds files, each by itself: those that are refused are named beside those that are added.
///
/// # Errors
/// 404 when there is no such product; the refusal of the file, or of each one, when none was added.
pub async fn add(visit: SignedVisit, mut upload: Upload, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    let to = Destination { control: &control, actor: visit.actor(), product: &id, now: visit.now() };
    let taken = intake::take(to, &mut upload, None).await.or_failure()?;
    let images = products::view(&control, visit.actor(), &id).await?.images;
    let added = images.into_iter().filter(|image| taken.added.contains(&image.id));
    let added: Vec<_> = added.map(|image| ProductImageJson::of(image, visit.words)).collect();
    let Some(first) = taken.added.first() else { return Err(nothing_added(taken.refused, visit.words)) };
    let location = format!("/api/products/{id}/images/{first}");
    let refused = taken.refused.into_iter().map(|file| FileRefused::of(file, visit.words)).collect();
    let broken_off = taken.broken_off.map(|failure| problem_words::title(&failure, visit.words));
    Ok(HttpResponse::Created().insert_header((header::LOCATION, location)).json(ImagesAdded { added, refused, broken_off }))
}

/// One picture.
///
/// # Errors
/// 404 when it is not here.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, path: web::Path<(String, String)>) -> Answer {
    answer(&visit, &control, &path).await
}

/// Puts the pictures of a product into another order.
///
/// # Errors
/// 409 when the list is not all of them.
pub async fn order(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<ProductId>,
    Json(order): Json<ImageOrder>,
) -> Answer {
    product_images::reorder(&control, visit.actor(), &id, &order.images, visit.now()).await?;
    reply::done()
}

/// Makes a picture the one that stands for the product.
///
/// # Errors
/// 404, or 409 when it was refused.
pub async fn primary(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<ProductId>,
    Json(chosen): Json<PrimaryImage>,
) -> Answer {
    let image = find(&visit, &control, &id, &chosen.image).await?;
    product_images::set_primary(&control, visit.actor(), &image.id, visit.now()).await?;
    reply::done()
}

/// Changes what a picture shows, in words.
///
/// # Errors
/// 412 when it was changed meanwhile.
pub async fn describe(
    visit: SignedVisit,
    control: web::Data<Control>,
    path: web::Path<(String, String)>,
    seen: IfMatch,
    Json(description): Json<ImageDescription>,
) -> Answer {
    let image = of_path(&visit, &control, &path).await?;
    let seen = seen.version().unwrap_or(image.version);
    product_images::set_alt_text(&control, visit.actor(), &image.id, seen, &description.alt_text, visit.now()).await?;
    answer(&visit, &control, &path).await
}

/// Deletes a picture; it can be restored.
///
/// # Errors
/// 404 when it is not here.
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, path: web::Path<(String, String)>) -> Answer {
    let image = of_path(&visit, &control, &path).await?;
    product_images::delete(&control, visit.actor(), &image.id, visit.now()).await?;
    reply::done()
}

/// Takes a deleted picture back.
///
/// # Errors
/// 404, or 409 when there is no room for it any more.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, path: web::Path<(String, String)>) -> Answer {
    let (product, image) = ids(&path)?;
    let image = product_images::view(&control, visit.actor(), &product, &image).await?;
    product_images::restore(&control, visit.actor(), &image.id, false, visit.now()).await?;
    answer(&visit, &control, &path).await
}

/// The problem of an upload of which nothing was added. One file has its own; several are refused fields, one for each.
fn nothing_added(mut refused: Vec<RefusedFile>, words: Words) -> Failure {
    match (refused.len(), refused.pop()) {
        (0, _) | (_, None) => Problem::invalid(FIELD, "no-file").into(),
        (1, Some(only)) => only.problem.into(),
        (_, Some(last)) => {
            refused.push(last);
            let field = |(at, file): (usize, RefusedFile)| upload_words::refusal(format!("{FIELD}[{at}]"), file.problem, words);
            Problem::Invalid { fields: refused.into_iter().enumerate().map(field).collect() }.into()
        }
    }
}

impl FileRefused {
    fn of(file: RefusedFile, words: Words) -> Self {
        let refusal = upload_words::refusal(file.name, file.problem, words);
        Self { code: refusal.code.to_owned(), detail: problem_words::field(&refusal, words), file_name: refusal.field }
    }
}

async fn answer(visit: &SignedVisit, control: &Control, path: &(String, String)) -> Answer {
    let image = ProductImageJson::of(of_path(visit, control, path).await?, visit.words);
    reply::json_version(&image, image.version())
}

async fn of_path(visit: &SignedVisit, control: &Control, path: &(String, String)) -> Result<ProductImage, Failure> {
    let (product, image) = ids(path)?;
    find(visit, control, &product, &image).await
}

/// A picture that is not deleted.
async fn find(visit: &SignedVisit, control: &Control, product: &ProductId, image: &ProductImageId) -> Result<ProductImage, Failure> {
    let found = product_images::view(control, visit.actor(), product, image).await?;
    if found.deleted_at.is_none() { Ok(found) } else { Err(Problem::not_found(Noun::ProductImage, image).into()) }
}

fn ids((product, image): &(String, String)) -> Result<(ProductId, ProductImageId), Problem> {
    let product = ProductId::parse(product).map_err(|_| Problem::not_found(Noun::Product, product))?;
    let image = ProductImageId::parse(image).map_err(|_| Problem::not_found(Noun::ProductImage, image))?;
    Ok((product, image))
}
