//! A photograph from the command line, and the product that is made of it.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use visualizer_control::Control;
use visualizer_control::product_images::{self, Upload};
use visualizer_control::products::{self, ProductDraft};
use visualizer_domain::ids::ProductId;
use visualizer_domain::picture_limits::BYTES_MAX;
use visualizer_domain::{Actor, Clock};

use crate::failure::Failure;

/// A photograph, read.
#[derive(Debug)]
pub(crate) struct Photo {
    pub(crate) path: PathBuf,
    name: String,
    category: String,
    bytes: Bytes,
}

impl Photo {
    /// Reads the file. Nothing larger than an upload may be is taken into memory.
    pub(crate) fn read(path: &Path, name: Option<&str>, category: Option<&str>) -> Result<Self, Failure> {
        let unread = |error: std::io::Error| Failure::new(format!("{} cannot be read", path.display())).because(&error).asked_wrongly();
        let size = std::fs::metadata(path).map_err(unread)?.len();
        if size > BYTES_MAX {
            let told =
                format!("{} has {:.1} MB, and a photograph may have {} MB", path.display(), size as f64 / 1e6, BYTES_MAX / 1_000_000);
            return Err(Failure::new(told).asked_wrongly());
        }
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().replace(['-', '_'], " "));
        Ok(Self {
            path: path.to_owned(),
            name: name.map(str::to_owned).or(stem).unwrap_or_else(|| "product".to_owned()),
            category: category.unwrap_or_default().to_owned(),
            bytes: std::fs::read(path).map_err(unread)?.into(),
        })
    }
}

/// Adds the product with its photograph.
pub(crate) async fn add(control: &Control, actor: &Actor, photo: &Photo) -> Result<ProductId, Failure> {
    let draft = ProductDraft { name: photo.name.clone(), category: photo.category.clone(), ..ProductDraft::default() };
    let product = products::create(control, actor, &draft, Clock::System.now()).await?;
    let file_name = photo.path.file_name().map(|name| name.to_string_lossy().into_owned());
    let upload = Upload { file_name, bytes: photo.bytes.clone() };
    let added = product_images::add(control, actor, &product, upload, Clock::System.now()).await;
    added.map_err(|problem| Failure::from(problem).about(&photo.path.display().to_string()))?;
    Ok(product)
}
