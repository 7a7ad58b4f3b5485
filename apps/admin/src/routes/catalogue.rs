//! Routes of the catalogue: products and their uploaded pictures.

use actix_web::http::Method;
use visualizer_domain::Permission::{Edit, View};

use crate::api::{product_images as images_api, product_json, products as api_products};
use crate::guard::access::Access::Client;
use crate::pages::{product, product_edit, product_image, product_images, product_life, products, products_new};
use crate::request::paging::Listed;
use crate::request::product_query::ProductQuery;
use crate::routes::operation::Operation;
use crate::routes::route::{Row, api, form, page, stream, upload};

/// The rows.
#[must_use]
pub fn rows() -> Vec<Row> {
    vec![
        page("/products", Client(View), products::show),
        upload("/products", Client(Edit), products_new::create),
        page("/products/new", Client(Edit), products_new::show),
        page("/products/{id}", product::ACCESS, product::show),
        stream("/products/{id}/events", product::ACCESS, product::events),
        page("/products/{id}/edit", Client(Edit), product_edit::show),
        form("/products/{id}/edit", Client(Edit), product_edit::change),
        form("/products/{id}/favorite", Client(Edit), product_life::favorite),
        form("/products/{id}/delete", Client(Edit), product_life::delete),
        form("/products/{id}/restore", Client(Edit), product_life::restore),
        page("/products/{id}/images", Client(View), product_images::after),
        upload("/products/{id}/images", Client(Edit), product_images::add),
        form("/products/{id}/images/order", Client(Edit), product_images::order),
        form("/products/{id}/images/primary", Client(Edit), product_images::primary),
        form("/products/{id}/images/delete", Client(Edit), product_images::delete),
        form("/products/{id}/images/restore", Client(Edit), product_images::restore),
        page("/products/{id}/images/{image}", Client(View), product_image::show),
        form("/products/{id}/images/{image}", Client(Edit), product_image::describe),
    ]
}

/// The rows for programs.
#[must_use]
pub fn api_rows() -> Vec<Row> {
    use api_products::{Favorite, ProductFacts};
    use images_api::{FIELD, ImageDescription, ImageOrder, ImagesAdded, PrimaryImage};
    use product_json::{ProductImageJson, ProductJson, ProductSummary};
    vec![
        api(Method::GET, "/api/products", Client(View), api_products::list)
            .operation(Operation::giving::<Listed<ProductSummary>>("list-products").with_query::<ProductQuery>()),
        api(Method::POST, "/api/products", Client(Edit), api_products::create)
            .operation(Operation::giving_as::<ProductJson>(201, "create-product").taking::<ProductFacts>().once_by_key()),
        api(Method::GET, "/api/products/{id}", Client(View), api_products::show)
            .operation(Operation::giving::<ProductJson>("show-product")),
        api(Method::PUT, "/api/products/{id}", Client(Edit), api_products::update)
            .operation(Operation::giving::<ProductJson>("update-product").taking::<ProductFacts>().from_version()),
        api(Method::DELETE, "/api/products/{id}", Client(Edit), api_products::delete)
            .operation(Operation::giving_nothing("delete-product")),
        api(Method::POST, "/api/products/{id}/restore", Client(Edit), api_products::restore)
            .operation(Operation::giving::<ProductJson>("restore-product")),
        api(Method::PUT, "/api/products/{id}/favorite", Client(Edit), api_products::favorite)
            .operation(Operation::giving_nothing("mark-product").taking::<Favorite>()),
        api(Method::POST, "/api/products/{id}/images", Client(Edit), images_api::add)
            .operation(Operation::giving_as::<ImagesAdded>(201, "add-product-images").taking_files(FIELD)),
        api(Method::PUT, "/api/products/{id}/images/order", Client(Edit), images_api::order)
            .operation(Operation::giving_nothing("order-product-images").taking::<ImageOrder>()),
        api(Method::PUT, "/api/products/{id}/images/primary", Client(Edit), images_api::primary)
            .operation(Operation::giving_nothing("choose-primary-image").taking::<PrimaryImage>()),
        api(Method::GET, "/api/products/{id}/images/{image}", Client(View), images_api::show)
            .operation(Operation::giving::<ProductImageJson>("show-product-image")),
        api(Method::PUT, "/api/products/{id}/images/{image}", Client(Edit), images_api::describe)
            .operation(Operation::giving::<ProductImageJson>("describe-product-image").taking::<ImageDescription>().from_version()),
        api(Method::DELETE, "/api/products/{id}/images/{image}", Client(Edit), images_api::delete)
            .operation(Operation::giving_nothing("delete-product-image")),
        api(Method::POST, "/api/products/{id}/images/{image}/restore", Client(Edit), images_api::restore).operation(Operation::giving::<
            ProductImageJson,
        >(
            "restore-product-image",
        )),
    ]
}
