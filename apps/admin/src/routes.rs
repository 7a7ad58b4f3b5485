//! The route table: every address that this program answers, who may, and what handles it. There is no other place where a
//! route can come from.

use actix_web::http::Method;

use crate::access::Access::{Public, SignedIn};
use crate::operation::Operation;
use crate::route::{Row, api, file, form, page};
use crate::{assets, health, pages};

/// Every row, grouped by what it is about.
#[must_use]
pub fn table() -> Vec<Row> {
    vec![
        page("/sign-in", Public, pages::sign_in::show),
        form("/sign-in", Public, pages::sign_in::open),
        form("/sign-out", Public, pages::sign_in::close),
        page("/account", SignedIn, pages::account::show),
        form("/account", SignedIn, pages::account::change),
        form("/clients/enter", SignedIn, pages::clients::enter),
        page("/api/docs", Public, pages::api_docs::show),
        api(Method::GET, "/api/openapi.json", Public, crate::api::description::show)
            .operation(Operation::giving::<serde_json::Value>("description")),
        file("/assets/{hash}/{name:.*}", Public, assets::show),
        file("/health", Public, health::show),
    ]
}
