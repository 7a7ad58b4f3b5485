//! Takes the pictures of an upload into a product, one after the other. A file that is refused does not stand in the way of the
//! others; trouble that the next file would meet too ends the intake, and what was taken before it stays.

use time::OffsetDateTime;
use visualizer_control::Control;
use visualizer_control::product_images::{self, Upload as Picture};
use visualizer_domain::ids::{ProductId, ProductImageId};
use visualizer_domain::{Actor, Problem};

use crate::answer::failure::Failure;
use crate::request::upload::{File, RefusedFile, Upload};

/// What became of the files of an upload.
#[derive(Debug, Default)]
pub struct Intake {
    /// Pictures that were taken, in the order in which they came.
    pub added: Vec<ProductImageId>,
    /// Files that were not.
    pub refused: Vec<RefusedFile>,
    /// Why the files behind these were not even looked at.
    pub broken_off: Option<Failure>,
}

impl Intake {
    /// The intake, unless it failed before it came to anything.
    ///
    /// # Errors
    /// What broke it off, when nothing was taken and no file is to blame.
    pub fn or_failure(self) -> Result<Self, Failure> {
        match self.broken_off {
            Some(failure) if self.added.is_empty() && self.refused.is_empty() => Err(failure),
            _ => Ok(self),
        }
    }
}

/// Where pictures go, and who brings them.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'a> {
    /// What commands work with.
    pub control: &'a Control,
    /// Who brings them.
    pub actor: &'a Actor,
    /// Whose pictures they are.
    pub product: &'a ProductId,
    /// When.
    pub now: OffsetDateTime,
}

/// Takes every file that is still to come. `first` is one that was read already, because fields stand before it.
pub async fn take(to: Destination<'_>, upload: &mut Upload, first: Option<Result<File, RefusedFile>>) -> Intake {
    let mut intake = Intake::default();
    if let Some(first) = first {
        to.receive(first, &mut intake).await;
    }
    while intake.broken_off.is_none() {
        match upload.next_or_refused().await {
            Ok(Some(file)) => to.receive(file, &mut intake).await,
            Ok(None) => return intake,
            Err(failure) => return Intake { broken_off: Some(failure), ..intake },
        }
    }
    upload.drain().await;
    intake
}

impl Destination<'_> {
    async fn receive(&self, file: Result<File, RefusedFile>, intake: &mut Intake) {
        let File { name, bytes, .. } = match file {
            Ok(file) => file,
            Err(refused) => return intake.refused.push(refused),
        };
        let picture = Picture { file_name: Some(name.clone()), bytes };
        match product_images::add(self.control, self.actor, self.product, picture, self.now).await {
            Ok(id) => intake.added.push(id),
            Err(problem) if is_about_the_file(&problem) => intake.refused.push(RefusedFile { name, problem }),
            Err(problem) => {
                tracing::error!(product = %self.product, code = problem.code(), "an upload broke off: {problem}");
                intake.broken_off = Some(problem.into());
            }
        }
    }
}

/// False for trouble that the next file would meet too.
fn is_about_the_file(problem: &Problem) -> bool {
    matches!(problem, Problem::Invalid { .. } | Problem::Conflict { .. } | Problem::TooLarge { .. } | Problem::UnsupportedMedia { .. })
}
