//! What `generate` leaves behind: pictures, their light copies, and a manifest that says how each was made.

use std::path::Path;

use futures_util::TryStreamExt as _;
use serde::Serialize;
use tokio::io::AsyncWriteExt as _;
use visualizer_control::Control;
use visualizer_control::downloads::{self, Entry, Form};
use visualizer_control::generated_assets::{self, Selection};
use visualizer_control::product_images::ProductImage;
use visualizer_control::queue::Job;
use visualizer_domain::Actor;
use visualizer_domain::ids::AssetId;
use visualizer_domain::job::JobState;

use crate::failure::Failure;
use crate::words::words;

/// Name of the manifest's file.
const FILE: &str = "manifest.json";

/// What was made, and from what.
#[derive(Debug, Serialize)]
pub(crate) struct Manifest {
    version: &'static str,
    photos: Vec<UsedPhoto>,
    pub(crate) pictures: Vec<MadePicture>,
    failures: Vec<String>,
}

#[derive(Debug, Serialize)]
struct UsedPhoto {
    file: Option<String>,
    sha256: String,
    width: i64,
    height: i64,
    /// Cut out of its ground; otherwise shown as a framed print.
    cut_out: bool,
    /// How sure that is, in percent.
    confidence: u8,
    /// Why it was not cut out.
    reason: Option<String>,
}

/// A picture that was made.
#[derive(Debug, Serialize)]
pub(crate) struct MadePicture {
    file: String,
    display_file: String,
    sha256: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    size_bytes: Option<i64>,
    seed: Option<i64>,
    made_in_ms: Option<i64>,
    draft: bool,
    recipe: Option<serde_json::Value>,
    report: Option<serde_json::Value>,
}

/// Writes the pictures of these jobs and the manifest into a folder that is there.
pub(crate) async fn export(
    control: &Control,
    actor: &Actor,
    images: &[ProductImage],
    jobs: &[Job],
    out: &Path,
) -> Result<Manifest, Failure> {
    let mut done: Vec<&Job> = jobs.iter().filter(|job| job.state == JobState::Done).collect();
    done.sort_by_key(|job| job.variant);
    let mut pictures = Vec::new();
    for job in done {
        if let Some(asset) = &job.asset_id {
            pictures.push(picture(control, actor, job, asset, out).await?);
        }
    }
    let failures = jobs.iter().filter_map(|job| job.problem.as_ref()).map(|problem| problem.detail.clone()).collect();
    let manifest = Manifest { version: env!("CARGO_PKG_VERSION"), photos: images.iter().map(used).collect(), pictures, failures };
    let path = out.join(FILE);
    std::fs::write(&path, manifest.json()?).map_err(|error| unwritten(&path, &error))?;
    Ok(manifest)
}

async fn picture(control: &Control, actor: &Actor, job: &Job, id: &AssetId, out: &Path) -> Result<MadePicture, Failure> {
    let selection = Selection::These(vec![(id.clone(), None)]);
    let mut files = Vec::new();
    for form in [Form::Original, Form::Display] {
        for entry in downloads::entries(control, actor, &selection, form).await? {
            files.push(write(control, actor, &entry, out).await?);
        }
    }
    let asset = generated_assets::view(control, actor, id).await?.asset;
    let made_in = job.finished_at.zip(job.started_at).map(|(finished, started)| finished - started);
    let mut files = files.into_iter();
    Ok(MadePicture {
        file: files.next().unwrap_or_default(),
        display_file: files.next().unwrap_or_default(),
        sha256: asset.sha256,
        width: asset.width,
        height: asset.height,
        size_bytes: asset.size_bytes,
        seed: asset.seed,
        made_in_ms: made_in.and_then(|span| i64::try_from(span.whole_milliseconds()).ok()),
        draft: asset.draft,
        recipe: asset.recipe,
        report: asset.report,
    })
}

/// Writes one file, and gives its name.
async fn write(control: &Control, actor: &Actor, entry: &Entry, out: &Path) -> Result<String, Failure> {
    let path = out.join(&entry.file_name);
    let mut pieces = downloads::open(control, actor, entry).await?.stream;
    let mut file = tokio::fs::File::create(&path).await.map_err(|error| unwritten(&path, &error))?;
    while let Some(piece) = pieces.try_next().await.map_err(|error| Failure::new("a picture cannot be read back").because(&error))? {
        file.write_all(&piece).await.map_err(|error| unwritten(&path, &error))?;
    }
    file.flush().await.map_err(|error| unwritten(&path, &error))?;
    Ok(entry.file_name.clone())
}

fn used(image: &ProductImage) -> UsedPhoto {
    let ground = image.ground.as_ref();
    UsedPhoto {
        file: image.file_name.clone(),
        sha256: image.sha256.clone(),
        width: image.width,
        height: image.height,
        cut_out: ground.is_some_and(|ground| ground.plain),
        confidence: ground.map_or(0, |ground| ground.confidence),
        reason: ground.filter(|ground| !ground.plain).map(|ground| reason(&ground.reason)),
    }
}

/// The sentence that the pages have for it, or its code.
fn reason(code: &str) -> String {
    words().t(format!("ground-{code}")).text().unwrap_or_else(|| code.replace('-', " "))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be written", path.display())).because(error)
}

impl Manifest {
    fn json(&self) -> Result<String, Failure> {
        serde_json::to_string_pretty(self).map_err(|error| Failure::new("the manifest cannot be written as JSON").because(&error))
    }

    /// Prints it as it is stored.
    pub(crate) fn print_json(&self) -> Result<(), Failure> {
        println!("{}", self.json()?);
        Ok(())
    }

    /// Prints a line for each picture, and what a person should know.
    pub(crate) fn print_table(&self, out: &Path) {
        let wide = self.pictures.iter().map(|picture| picture.file.chars().count()).max().unwrap_or(4).max(4);
        if !self.pictures.is_empty() {
            println!("{:wide$}  {:>11}  {:>10}  {:>10}  {:>6}", "file", "pixels", "bytes", "seed", "ms");
        }
        for picture in &self.pictures {
            let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
            let pixels = format!("{} x {}", number(picture.width), number(picture.height));
            let (bytes, seed, ms) = (number(picture.size_bytes), number(picture.seed), number(picture.made_in_ms));
            println!("{:wide$}  {pixels:>11}  {bytes:>10}  {seed:>10}  {ms:>6}", picture.file);
        }
        for photo in self.photos.iter().filter(|photo| !photo.cut_out) {
            let file = photo.file.as_deref().unwrap_or("the photograph");
            println!("{file} is shown as a framed print: {}", photo.reason.as_deref().unwrap_or("it has no plain ground"));
        }
        for failure in &self.failures {
            println!("not made: {failure}");
        }
        if !self.pictures.is_empty() {
            println!("drafts of the built-in renderer, with {FILE}, in {}", out.display());
        }
    }
}
