//! Routes of the catalogue: products and their uploaded pictures.

use crate::access::Access::Client;
use crate::pages::{product, product_edit, product_image, product_images, product_life, products, products_new};
use crate::route::{Row, form, page, stream, upload};
use visualizer_domain::Permission::{Edit, View};

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
