//! Rows of what people look at and judge: Home, the gallery, one picture, its bytes, and the queue.

use visualizer_domain::Permission;

use crate::guard::access::Access::{Client, PlatformAdmin};
use crate::pages;
use crate::routes::route::{Row, file, form, page, stream};

const VIEW: crate::guard::access::Access = Client(Permission::View);

/// The rows.
pub fn rows() -> Vec<Row> {
    vec![
        page("/", VIEW, pages::dashboard::show),
        stream("/live/dashboard", VIEW, pages::dashboard::follow),
        page("/generated-assets", VIEW, pages::generated_assets::show),
        // Each act has its own permission, which the command checks.
        form("/generated-assets/decide", VIEW, pages::asset_decisions::decide),
        form("/generated-assets/undo", VIEW, pages::asset_receipt::undo),
        file("/generated-assets/download", VIEW, pages::downloads::matching),
        form("/generated-assets/download", VIEW, pages::downloads::picked),
        page("/generated-assets/unfinished", VIEW, pages::unfinished_assets::show),
        stream("/generated-assets/unfinished/events", VIEW, pages::unfinished_assets::events),
        page("/generated-assets/{id}", VIEW, pages::generated_asset::show),
        form("/generated-assets/{id}/alt-text", Client(Permission::Edit), pages::generated_asset::describe),
        page("/generated-assets/{id}/compare", VIEW, pages::compare::show),
        file("/generated-assets/{id}/file", VIEW, pages::downloads::one),
        file("/media/{sha256}", VIEW, pages::media::original),
        file("/media/{sha256}/{copy}", VIEW, pages::media::copy),
        page("/queue", VIEW, pages::queue::show),
        stream("/live/queue", VIEW, pages::queue::follow),
        form("/queue/retry", Client(Permission::Generate), pages::queue_steering::retry),
        form("/queue/stop", Client(Permission::Generate), pages::queue_steering::stop),
        form("/queue/pause", PlatformAdmin, pages::queue_steering::pause),
        form("/queue/resume", PlatformAdmin, pages::queue_steering::resume),
    ]
}
