//! `visualizer generate`: the main job without a browser, through the same commands, queue and worker as everything else, in an
//! installation that lasts as long as the job.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, value_parser};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use visualizer_control::generation_flows::{self, FlowDraft};
use visualizer_control::product_images::ProductImage;
use visualizer_control::runs::{self, Admit};
use visualizer_domain::Clock;
use visualizer_domain::configuration::{LogFormat, LogSettings};
use visualizer_domain::generation_flow::PRODUCTS_MAX;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::registry::Registry;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::settings_layer::VARIANTS_MAX;
use visualizer_domain::text::Name;
use visualizer_program::stop_token;

use crate::choices::Refused;
use crate::failure::Failure;
use crate::photo::{Photo, add};
use crate::trial::Trial;
use crate::waiting::Waiting;
use crate::{log, manifest};

/// Exit code when some pictures were made and some were not.
const PARTLY: u8 = 3;

/// Options of `generate`.
#[derive(Debug, Args)]
#[command(after_help = "Ends with 0 when all was made, 1 when nothing was, 2 when something was asked wrongly, 3 when a part was made.")]
pub(crate) struct Generate {
    /// Photograph of the product: JPEG, PNG or WebP. Up to three, the main product first.
    #[arg(long = "photo", value_name = "FILE", required = true)]
    photos: Vec<PathBuf>,
    /// Where the product is set, such as "Kitchen"; or "custom:" and your own words.
    #[arg(long)]
    scene: Option<String>,
    /// Such as "Scandinavian".
    #[arg(long)]
    style: Option<String>,
    /// Such as "Morning Light" [otherwise what the style brings along].
    #[arg(long)]
    lighting: Option<String>,
    /// 1:1, 2:3, 3:2, 3:4, 4:3, 9:16, 16:9 or 21:9 [otherwise 1:1].
    #[arg(long)]
    aspect: Option<String>,
    /// 1k, 2k or 4k [otherwise 1k].
    #[arg(long)]
    quality: Option<String>,
    /// How many pictures, 1 to 8 [otherwise 4].
    #[arg(long, allow_negative_numbers = true, value_parser = value_parser!(u8).range(1..=i64::from(VARIANTS_MAX)))]
    variants: Option<u8>,
    /// Makes the same pictures again.
    #[arg(long, allow_negative_numbers = true)]
    seed: Option<u32>,
    /// What the product is called [otherwise the name of the file].
    #[arg(long)]
    name: Option<String>,
    /// What kind of thing it is, such as "Table lamp".
    #[arg(long)]
    category: Option<String>,
    /// Folder for the pictures; files of the same name are replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Print the manifest instead of a table.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(asked: Generate) -> Result<ExitCode, Failure> {
    let settings = asked.settings()?;
    let photos = asked.read_photos()?;
    std::fs::create_dir_all(&asked.out)
        .map_err(|error| Failure::new(format!("the folder {} cannot be made", asked.out.display())).because(&error))?;
    let bars = MultiProgress::new();
    log::begin(&LogSettings { filter: "warn".to_owned(), format: LogFormat::Text }, &bars)?;
    let stop = stop_token()?;

    let trial = Trial::open().await?;
    let (control, actor) = (&trial.control, &trial.actor);
    let waiting = Waiting { control, actor, stop: &stop };
    let bar = bars.add(bar_of("looking at the photograph"));
    let mut products = Vec::new();
    for photo in &photos {
        products.push(add(control, actor, photo).await?);
    }
    let images = waiting.for_checks(&products).await?;
    refuse_unusable(&photos, &images)?;

    let draft = FlowDraft { name: flow_name(&settings), products, settings, ..FlowDraft::default() };
    let flow = generation_flows::create(control, actor, draft, Clock::System.now()).await?;
    let run = runs::generate(control, actor, &flow, Admit::default(), Clock::System.now()).await?;
    bar.set_message("making pictures");
    let (run, jobs) = waiting.for_runs(&[run], &bar).await?.remove(0);
    bar.finish_and_clear();

    let manifest = manifest::export(control, actor, &images, &jobs, &asked.out).await?;
    if asked.json {
        manifest.print_json()?
    } else {
        manifest.print_table(&asked.out)
    }
    trial.close().await?;
    match (manifest.pictures.len(), run.counts.total()) {
        (0, _) => Ok(ExitCode::FAILURE),
        (made, wanted) if (made as i64) < wanted => Ok(ExitCode::from(PARTLY)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

impl Generate {
    fn settings(&self) -> Result<SettingsLayer, Failure> {
        let mut refused = Refused::default();
        let layer = SettingsLayer {
            scene: self.scene.clone(),
            style: self.style.clone(),
            lighting: self.lighting.clone(),
            aspect_ratio: refused.parsed("--aspect", self.aspect.as_deref()),
            quality: refused.parsed("--quality", self.quality.as_deref()),
            variants: self.variants,
            seed: self.seed,
            ..SettingsLayer::default()
        };
        refused.or(layer.check(Registry::built_in()))
    }

    fn read_photos(&self) -> Result<Vec<Photo>, Failure> {
        if self.photos.len() > PRODUCTS_MAX {
            return Err(Failure::new(format!("{} photographs, and one picture shows at most {PRODUCTS_MAX} products", self.photos.len()))
                .asked_wrongly());
        }
        let first_name = std::iter::once(self.name.as_deref()).chain(std::iter::repeat(None));
        self.photos.iter().zip(first_name).map(|(path, name)| Photo::read(path, name, self.category.as_deref())).collect()
    }
}

/// A photograph that is broken inside is found by the worker.
fn refuse_unusable(photos: &[Photo], images: &[ProductImage]) -> Result<(), Failure> {
    let refused = photos.iter().zip(images).find(|(_, image)| image.check_state == CheckState::Refused);
    match refused {
        Some((photo, image)) => {
            let detail = image.check_problem.as_ref().map_or("it is broken", |problem| problem.detail.as_str());
            Err(Failure::new(format!("{} cannot be used: {detail}", photo.path.display())).asked_wrongly())
        }
        None => Ok(()),
    }
}

/// Becomes part of the file names, so that another scene does not replace these files.
fn flow_name(settings: &SettingsLayer) -> String {
    let resolved = settings.clone().resolve(Registry::built_in());
    format!("{} {}", resolved.scene, resolved.style).chars().take(Name::MAX).collect()
}

fn bar_of(message: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:26} [{bar:40}] {percent}% {elapsed}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(100).with_style(style.progress_chars("=> ")).with_message(message);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
