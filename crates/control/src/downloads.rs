//! Downloads: which files a selection of assets is, under which names, and the stream of each.

use std::collections::HashMap;

use visualizer_db::generated_assets as rows;
use visualizer_domain::generated_asset::AssetStatus;
use visualizer_domain::ids::AssetId;
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::rendition::RenditionKind;
use visualizer_domain::text::text_file_name;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;
use crate::generated_assets::{Selection, chosen};
use crate::media::{self, Media};

/// Which bytes of an asset to download.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// As it was made: PNG, lossless.
    #[default]
    Original,
    /// As pages show it: WebP, smaller.
    Display,
}

/// One file of a download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The asset.
    pub id: AssetId,
    /// Its file name, with the number that pages show; unique within the download, safe on every system.
    pub file_name: String,
    sha256: String,
    form: Form,
}

/// The files of a selection. Deleted and unfinished assets have none.
///
/// # Errors
/// [`Problem::NotFound`] for an unknown id; [`Problem::Invalid`] when nothing or more than `BULK_MAX` is selected.
pub async fn entries(control: &Control, actor: &Actor, selection: &Selection, form: Form) -> Outcome<Vec<Entry>> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let chosen = chosen(conn, client, selection).await?;
    let ids: Vec<AssetId> = chosen.into_iter().map(|(id, _)| id).collect();
    let files = rows::of(conn, client).files(&ids).await.doing("reading the files of assets")?;
    if let Some(missing) = ids.iter().find(|id| !files.iter().any(|file| file.id == **id)) {
        return Err(Problem::not_found(Noun::Asset, missing));
    }
    let mut taken: HashMap<String, u32> = HashMap::new();
    let finished = files.into_iter().filter(|file| file.status == AssetStatus::Completed && !file.is_deleted);
    let entries: Vec<Entry> = finished
        .filter_map(|file| {
            let extension = if form == Form::Original { "png" } else { "webp" };
            let stem = text_file_name(&[file.product_name.as_deref(), file.flow_name.as_deref()], file.id.as_str());
            let name = file.variant.map_or_else(|| stem.clone(), |number| format!("{stem}-{number:02}"));
            // Another flow may be called the same. No name of a picture has a low line in it.
            let n = taken.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1);
            let name = if *n == 1 { name } else { format!("{name}_{n}") };
            Some(Entry { file_name: format!("{name}.{extension}"), id: file.id, sha256: file.sha256?, form })
        })
        .collect();
    if entries.is_empty() { Err(Problem::conflict("not-finished")) } else { Ok(entries) }
}

/// Opens one file of a download.
///
/// # Errors
/// When its bytes are gone or the storage does not answer.
pub async fn open(control: &Control, actor: &Actor, entry: &Entry) -> Outcome<Media> {
    let copy = match entry.form {
        Form::Original => None,
        Form::Display => Some(RenditionKind::Display),
    };
    media::open(control, actor, &entry.sha256, copy).await
}
