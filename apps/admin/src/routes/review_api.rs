//! Rows of the API about what people look at and judge: pictures, their bytes, runs and the queue.

use actix_web::http::Method;
use visualizer_domain::Permission;

use crate::api::{asset_changes, asset_files, asset_json, generated_assets as assets, generation_runs as runs, queue, unfinished_assets};
use crate::guard::access::Access::{Client, PlatformAdmin};
use crate::pages::{downloads, media};
use crate::request::asset_query::AssetQuery;
use crate::request::paging::{Listed, PageQuery};
use crate::routes::operation::Operation as O;
use crate::routes::route::{Row, api};

/// The rows.
pub fn rows() -> Vec<Row> {
    let (view, edit, review, generate) =
        (Client(Permission::View), Client(Permission::Edit), Client(Permission::Review), Client(Permission::Generate));
    let picture = |name| O::giving::<asset_json::AssetJson>(name).from_version();
    vec![
        api(Method::GET, "/api/generated-assets", view, assets::list)
            .operation(O::giving::<Listed<asset_json::AssetSummary>>("list-assets").with_query::<AssetQuery>().with_query::<PageQuery>()),
        // Each act has its own permission, which the command checks.
        api(Method::POST, "/api/generated-assets/change", view, asset_changes::change)
            .operation(O::giving::<asset_changes::ChangeReceipt>("change-assets").taking::<asset_changes::AssetChanges>()),
        api(Method::POST, "/api/generated-assets/undo", view, asset_changes::undo)
            .operation(O::giving::<asset_changes::ChangeReceipt>("undo-assets").taking::<asset_changes::TakenBack>()),
        api(Method::POST, "/api/generated-assets/download", view, asset_files::archive)
            .operation(O::giving_file("download-assets", "application/zip").taking::<asset_files::Download>()),
        api(Method::GET, "/api/generated-assets/unfinished", view, unfinished_assets::list).operation(
            O::giving::<Listed<runs::JobJson>>("list-unfinished-assets")
                .with_query::<unfinished_assets::Which>()
                .with_query::<AssetQuery>()
                .with_query::<PageQuery>(),
        ),
        api(Method::GET, "/api/generated-assets/{id}", view, assets::show).operation(O::giving::<asset_json::AssetJson>("show-asset")),
        api(Method::PATCH, "/api/generated-assets/{id}", edit, assets::describe)
            .operation(picture("describe-asset").taking::<assets::Patch>()),
        api(Method::DELETE, "/api/generated-assets/{id}", edit, assets::delete).operation(O::giving_nothing("delete-asset").from_version()),
        api(Method::POST, "/api/generated-assets/{id}/decision", review, assets::decide)
            .operation(picture("decide-asset").taking::<assets::DecisionTaken>()),
        api(Method::PUT, "/api/generated-assets/{id}/pin", review, assets::pin).operation(picture("pin-asset")),
        api(Method::DELETE, "/api/generated-assets/{id}/pin", review, assets::unpin).operation(picture("unpin-asset")),
        api(Method::POST, "/api/generated-assets/{id}/restore", edit, assets::restore).operation(picture("restore-asset")),
        api(Method::GET, "/api/generated-assets/{id}/file", view, downloads::one)
            .operation(O::giving_file("download-asset", "image/*").with_query::<downloads::FileQuery>()),
        api(Method::GET, "/api/media/{sha256}", view, media::original).operation(O::giving_file("show-media", "image/*")),
        api(Method::GET, "/api/media/{sha256}/{copy}", view, media::copy).operation(O::giving_file("show-media-copy", "image/*")),
        api(Method::GET, "/api/generation-runs/{id}", view, runs::show).operation(O::giving::<runs::RunJson>("show-run")),
        api(Method::POST, "/api/generation-runs/{id}/cancel", generate, runs::cancel).operation(O::giving::<runs::RunJson>("cancel-run")),
        api(Method::POST, "/api/generation-runs/{id}/retry", generate, runs::retry_run)
            .operation(O::giving_as::<runs::Retried>(202, "retry-run")),
        api(Method::POST, "/api/generation-jobs/{id}/retry", generate, runs::retry)
            .operation(O::giving_as::<runs::Retried>(202, "retry-job")),
        api(Method::GET, "/api/queue", view, queue::show).operation(O::giving::<queue::QueueJson>("show-queue")),
        api(Method::PUT, "/api/queue/kinds/{id}/pause", PlatformAdmin, queue::pause)
            .operation(O::giving_nothing("pause-kind").taking::<queue::PauseReason>()),
        api(Method::DELETE, "/api/queue/kinds/{id}/pause", PlatformAdmin, queue::resume).operation(O::giving_nothing("resume-kind")),
    ]
}
