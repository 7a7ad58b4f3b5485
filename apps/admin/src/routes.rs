//! The route table: every address that this program answers, who may, and what handles it. There is no other place where a
//! route can come from.

pub mod operation;
pub mod route;

mod catalogue;
mod making;
mod making_api;
mod people;
mod review;
mod review_api;

use actix_web::http::Method;

use crate::answer::assets;
use crate::api::{account, description};
use crate::guard::access::Access::{Anyone, Public, SignedIn};
use crate::health;
use crate::pages;
use crate::routes::operation::Operation;
use crate::routes::route::{Row, api, file, form, page};

/// Every row, grouped by what it is about.
#[must_use]
pub fn table() -> Vec<Row> {
    let mut rows = vec![
        page("/sign-in", Public, pages::sign_in::show),
        form("/sign-in", Public, pages::sign_in::open),
        form("/sign-out", Public, pages::sign_in::close),
        page("/api/docs", Public, pages::api_docs::show),
        api(Method::POST, "/api/sign-in", Public, account::sign_in)
            .operation(Operation::giving_nothing("sign-in").taking::<account::Credentials>()),
        api(Method::DELETE, "/api/sign-in", SignedIn, account::sign_out).operation(Operation::giving_nothing("sign-out")),
        api(Method::GET, "/api/openapi.json", Public, description::show).operation(Operation::giving::<serde_json::Value>("description")),
        file("/assets/{hash}/{name:.*}", Anyone, assets::show),
        file("/health", Anyone, health::show),
    ];
    rows.extend(catalogue::rows());
    rows.extend(catalogue::api_rows());
    rows.extend(making::rows());
    rows.extend(making_api::rows());
    rows.extend(people::rows());
    rows.extend(people::api_rows());
    rows.extend(review::rows());
    rows.extend(review_api::rows());
    rows
}
