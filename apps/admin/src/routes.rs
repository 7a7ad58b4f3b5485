//! The route table: every address that this program answers, who may, and what handles it. There is no other place where a
//! route can come from.

mod catalogue;
mod making;
mod review;

use actix_web::http::Method;

use crate::access::Access::{Public, SignedIn};
use crate::api::{account, description};
use crate::operation::Operation;
use crate::route::{Row, api, file, form, page};
use crate::{assets, health, pages};

/// Every row, grouped by what it is about.
#[must_use]
pub fn table() -> Vec<Row> {
    let mut rows = vec![
        page("/sign-in", Public, pages::sign_in::show),
        form("/sign-in", Public, pages::sign_in::open),
        form("/sign-out", Public, pages::sign_in::close),
        page("/account", SignedIn, pages::account::show),
        form("/account", SignedIn, pages::account::change),
        form("/clients/enter", SignedIn, pages::clients::enter),
        page("/api/docs", Public, pages::api_docs::show),
        api(Method::POST, "/api/sign-in", Public, account::sign_in)
            .operation(Operation::giving_nothing("sign-in").taking::<account::Credentials>()),
        api(Method::DELETE, "/api/sign-in", SignedIn, account::sign_out).operation(Operation::giving_nothing("sign-out")),
        api(Method::GET, "/api/account", SignedIn, account::show).operation(Operation::giving::<account::Account>("show-account")),
        api(Method::PUT, "/api/account/client", SignedIn, account::enter)
            .operation(Operation::giving_nothing("enter-client").taking::<account::ClientChosen>()),
        api(Method::GET, "/api/openapi.json", Public, description::show).operation(Operation::giving::<serde_json::Value>("description")),
        file("/assets/{hash}/{name:.*}", Public, assets::show),
        file("/health", Public, health::show),
    ];
    rows.extend(catalogue::rows());
    rows.extend(making::rows());
    rows.extend(review::rows());
    rows
}
