//! Files of pictures for programs: many as an archive. One by one and by hash they are the same answers as the pages' own.

use actix_web::web;
use schemars::JsonSchema;
use serde::Deserialize;
use visualizer_control::Control;

use super::asset_changes::Chosen;
use crate::admin::Admin;
use crate::answer::failure::Answer;
use crate::guard::visit::SignedVisit;
use crate::pages::downloads::{self, Bytes};
use crate::request::json::Json;

/// What to download.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Download {
    /// Which pictures. Versions say nothing here.
    pub of: Chosen,
    /// Which bytes of them. Without it the originals.
    #[serde(default)]
    pub form: Bytes,
}

/// Many pictures as a ZIP archive.
///
/// # Errors
/// As the page's download.
pub async fn archive(visit: SignedVisit, control: web::Data<Control>, admin: web::Data<Admin>, Json(download): Json<Download>) -> Answer {
    downloads::archive(&visit, &control, &admin, &download.of.into(), download.form).await
}
