//! Waiting for workers, on behalf of one person: until uploads are looked at, until runs have ended.

use std::time::Duration;

use indicatif::ProgressBar;
use tokio_util::sync::CancellationToken;
use visualizer_control::Control;
use visualizer_control::product_images::ProductImage;
use visualizer_control::queue::Job;
use visualizer_control::runs::Run;
use visualizer_control::{products, runs};
use visualizer_domain::Actor;
use visualizer_domain::ids::{ProductId, RunId};
use visualizer_domain::product_image::CheckState;

use crate::failure::Failure;

/// How often it is looked.
const EVERY: Duration = Duration::from_millis(100);

/// Somebody who waits.
pub(crate) struct Waiting<'a> {
    pub(crate) control: &'a Control,
    pub(crate) actor: &'a Actor,
    /// Cancelled when nobody waits any longer.
    pub(crate) stop: &'a CancellationToken,
}

impl Waiting<'_> {
    /// Waits until every picture of these products was looked at, and gives the pictures in the order of the products.
    pub(crate) async fn for_checks(&self, products: &[ProductId]) -> Result<Vec<ProductImage>, Failure> {
        let mut checked = Vec::new();
        for product in products {
            loop {
                let images = products::view(self.control, self.actor, product).await?.images;
                if images.iter().all(|image| image.check_state != CheckState::Pending) {
                    checked.extend(images);
                    break;
                }
                self.pause().await?;
            }
        }
        Ok(checked)
    }

    /// Waits until nothing more of these runs happens by itself. The bar shows the percent of all of them together.
    pub(crate) async fn for_runs(&self, runs: &[RunId], bar: &ProgressBar) -> Result<Vec<(Run, Vec<Job>)>, Failure> {
        bar.set_length(runs.len() as u64 * 100);
        loop {
            let mut seen = Vec::with_capacity(runs.len());
            for run in runs {
                seen.push(runs::view(self.control, self.actor, run).await?);
            }
            bar.set_position(seen.iter().map(|(run, _)| if is_over(run) { 100 } else { u64::from(run.percent()) }).sum());
            if seen.iter().all(|(run, _)| is_over(run)) {
                return Ok(seen);
            }
            self.pause().await?;
        }
    }

    async fn pause(&self) -> Result<(), Failure> {
        tokio::select! {
            () = self.stop.cancelled() => Err(Failure::new("stopped")),
            () = tokio::time::sleep(EVERY) => Ok(()),
        }
    }
}

/// A parked job waits for a person, and nobody would come here.
fn is_over(run: &Run) -> bool {
    run.outcome.is_some() || run.counts.waiting + run.counts.ready + run.counts.running == 0
}
