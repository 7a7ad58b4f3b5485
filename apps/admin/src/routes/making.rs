//! Sessions, flows and runs: what is gathered, set and made.

use visualizer_domain::Permission::{Edit, Generate, View};

use crate::guard::access::Access::Client;
use crate::pages::{
    collection_session, collection_session_life, collection_session_new, collection_session_plan, collection_session_products,
    collection_session_settings, collection_sessions, generation_flow, generation_flow_life, generation_flow_new, generation_flow_plan,
    generation_flow_products, generation_flow_settings, generation_flows,
};
use crate::routes::route::{Row, form, page, stream};

/// The rows.
pub fn rows() -> Vec<Row> {
    let mut rows = sessions();
    rows.extend(flows());
    rows
}

fn sessions() -> Vec<Row> {
    let (view, edit, generate) = (Client(View), Client(Edit), Client(Generate));
    vec![
        page("/collection-sessions", view, collection_sessions::list),
        form("/collection-sessions", edit, collection_session_new::make),
        page("/collection-sessions/new", edit, collection_session_new::show),
        page("/collection-sessions/{id}", view, collection_session::show),
        stream("/collection-sessions/{id}/events", view, collection_session::events),
        page("/collection-sessions/{id}/products", view, collection_session_products::show),
        form("/collection-sessions/{id}/products", edit, collection_session_products::change),
        page("/collection-sessions/{id}/products/add", edit, collection_session_products::show_add),
        form("/collection-sessions/{id}/products/add", edit, collection_session_products::add),
        page("/collection-sessions/{id}/settings", view, collection_session_settings::show),
        form("/collection-sessions/{id}/settings", edit, collection_session_settings::change),
        form("/collection-sessions/{id}/name", edit, collection_session_settings::rename),
        form("/collection-sessions/{id}/fill", edit, collection_session_life::fill),
        page("/collection-sessions/{id}/generate", generate, collection_session_plan::show),
        form("/collection-sessions/{id}/generate", generate, collection_session_plan::generate),
        page("/collection-sessions/{id}/delete", edit, collection_session_life::show_delete),
        form("/collection-sessions/{id}/delete", edit, collection_session_life::delete),
        form("/collection-sessions/{id}/restore", edit, collection_session_life::restore),
    ]
}

fn flows() -> Vec<Row> {
    let (view, edit, generate) = (Client(View), Client(Edit), Client(Generate));
    vec![
        page("/generation-flows", view, generation_flows::list),
        form("/generation-flows", edit, generation_flow_new::make),
        page("/generation-flows/new", edit, generation_flow_new::show),
        page("/generation-flows/{id}", view, generation_flow::show),
        stream("/generation-flows/{id}/events", view, generation_flow::events),
        page("/generation-flows/{id}/settings", view, generation_flow_settings::after),
        form("/generation-flows/{id}/settings", edit, generation_flow_settings::change),
        page("/generation-flows/{id}/products", edit, generation_flow_products::show),
        form("/generation-flows/{id}/products", edit, generation_flow_products::change),
        form("/generation-flows/{id}/base-image", edit, generation_flow_products::choose_image),
        page("/generation-flows/{id}/generate", generate, generation_flow_plan::show),
        form("/generation-flows/{id}/generate", generate, generation_flow_plan::generate),
        form("/generation-flows/{id}/stop", generate, generation_flow_life::stop),
        form("/generation-flows/{id}/retry", generate, generation_flow_life::retry),
        form("/generation-flows/{id}/name", edit, generation_flow_life::rename),
        form("/generation-flows/{id}/favorite", edit, generation_flow_life::favorite),
        form("/generation-flows/{id}/duplicate", edit, generation_flow_life::duplicate),
        form("/generation-flows/{id}/delete", edit, generation_flow_life::delete),
        form("/generation-flows/{id}/restore", edit, generation_flow_life::restore),
    ]
}
