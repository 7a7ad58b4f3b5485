//! Rows of the API about sessions and flows, and having them generated. Runs are among what people look at (`review_api`).

use actix_web::http::Method;
use visualizer_domain::Permission::{Edit, Generate, View};

use crate::api::collection_session_json::{SessionJson, SessionStatus, SessionSummary};
use crate::api::generation_flow_json::{FlowJson, FlowSummary};
use crate::api::{collection_sessions as sessions, generation as making, generation_flows as flows};
use crate::guard::access::Access::Client;
use crate::request::paging::{Listed, PageQuery};
use crate::routes::operation::Operation as O;
use crate::routes::route::{Row, api};
use visualizer_domain::settings::SettingsLayer;

/// The rows.
pub fn rows() -> Vec<Row> {
    let mut rows = of_sessions();
    rows.extend(of_flows());
    rows
}

fn of_sessions() -> Vec<Row> {
    let (view, edit, generate) = (Client(View), Client(Edit), Client(Generate));
    let changed = |name| O::giving::<SessionJson>(name).from_version();
    vec![
        api(Method::GET, "/api/collection-sessions", view, sessions::list).operation(
            O::giving::<Listed<SessionSummary>>("list-sessions").with_query::<sessions::SessionQuery>().with_query::<PageQuery>(),
        ),
        api(Method::POST, "/api/collection-sessions", edit, sessions::create)
            .operation(O::giving_as::<SessionJson>(201, "create-session").taking::<sessions::SessionDraft>().once_by_key()),
        api(Method::GET, "/api/collection-sessions/{id}", view, sessions::show).operation(O::giving::<SessionJson>("show-session")),
        api(Method::PATCH, "/api/collection-sessions/{id}", edit, sessions::rename)
            .operation(changed("rename-session").taking::<sessions::SessionPatch>()),
        api(Method::DELETE, "/api/collection-sessions/{id}", edit, sessions::delete)
            .operation(O::giving_nothing("delete-session").with_query::<sessions::DeleteQuery>().from_version()),
        api(Method::POST, "/api/collection-sessions/{id}/restore", edit, sessions::restore)
            .operation(O::giving::<SessionJson>("restore-session")),
        api(Method::PUT, "/api/collection-sessions/{id}/settings", edit, sessions::set_settings)
            .operation(changed("set-session-settings").taking::<SettingsLayer>()),
        api(Method::PUT, "/api/collection-sessions/{id}/products", edit, sessions::set_products)
            .operation(changed("set-session-products").taking::<sessions::ProductList>()),
        api(Method::POST, "/api/collection-sessions/{id}/products", edit, sessions::add_products)
            .operation(O::giving::<SessionJson>("add-session-products").taking::<sessions::ProductList>()),
        api(Method::POST, "/api/collection-sessions/{id}/fill", edit, sessions::fill)
            .operation(O::giving::<sessions::FilledJson>("fill-session")),
        api(Method::GET, "/api/collection-sessions/{id}/preview", view, making::preview_session)
            .operation(O::giving::<making::SessionPreview>("preview-session").with_query::<making::SessionPlanQuery>()),
        api(Method::POST, "/api/collection-sessions/{id}/generate", generate, making::generate_session)
            .operation(O::giving_as::<making::AllAdmitted>(202, "generate-session").taking::<making::SessionAdmission>().once_by_key()),
        api(Method::GET, "/api/collection-sessions/{id}/status", view, making::status)
            .operation(O::giving::<SessionStatus>("session-status")),
    ]
}

fn of_flows() -> Vec<Row> {
    let (view, edit, generate) = (Client(View), Client(Edit), Client(Generate));
    let changed = |name| O::giving::<FlowJson>(name).from_version();
    vec![
        api(Method::GET, "/api/generation-flows", view, flows::list)
            .operation(O::giving::<Listed<FlowSummary>>("list-flows").with_query::<flows::FlowQuery>().with_query::<PageQuery>()),
        api(Method::POST, "/api/generation-flows", edit, flows::create)
            .operation(O::giving_as::<FlowJson>(201, "create-flow").taking::<flows::FlowDraft>().once_by_key()),
        api(Method::GET, "/api/generation-flows/{id}", view, flows::show).operation(O::giving::<FlowJson>("show-flow")),
        api(Method::PATCH, "/api/generation-flows/{id}", edit, flows::rename)
            .operation(changed("rename-flow").taking::<flows::FlowPatch>()),
        api(Method::DELETE, "/api/generation-flows/{id}", edit, flows::delete).operation(O::giving_nothing("delete-flow")),
        api(Method::POST, "/api/generation-flows/{id}/restore", edit, flows::restore).operation(O::giving::<FlowJson>("restore-flow")),
        api(Method::POST, "/api/generation-flows/{id}/duplicate", edit, flows::duplicate)
            .operation(O::giving_as::<FlowJson>(201, "duplicate-flow").once_by_key()),
        api(Method::PUT, "/api/generation-flows/{id}/settings", edit, flows::set_settings)
            .operation(changed("set-flow-settings").taking::<SettingsLayer>()),
        api(Method::PUT, "/api/generation-flows/{id}/products", edit, flows::set_products)
            .operation(changed("set-flow-products").taking::<crate::api::collection_sessions::ProductList>()),
        api(Method::PUT, "/api/generation-flows/{id}/base-image", edit, flows::choose_image)
            .operation(changed("choose-flow-image").taking::<flows::BaseImage>()),
        api(Method::PUT, "/api/generation-flows/{id}/favorite", edit, flows::favorite)
            .operation(O::giving_nothing("favorite-flow").taking::<flows::FavoriteFlow>()),
        api(Method::GET, "/api/generation-flows/{id}/preview", view, making::preview)
            .operation(O::giving::<making::FlowPreview>("preview-flow")),
        api(Method::POST, "/api/generation-flows/{id}/generate", generate, making::generate)
            .operation(O::giving_as::<making::Admitted>(202, "generate-flow").taking::<making::Admission>().once_by_key()),
    ]
}
