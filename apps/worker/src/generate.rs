//! `image.generate`: inputs read, the maker run on a thread of its own, the picture and its copies stored.

use visualizer_db::job_claims::ClaimedJob;
use visualizer_domain::job::JobProblem;
use visualizer_domain::picture_header::PictureType;
use visualizer_generation::{MadeImage, MakeProblem, Picture};

use crate::claim::Place;
use crate::finish::{Made, MadePicture};
use crate::inputs::{self, GenerateInputs};
use crate::progress::Progress;
use crate::stop::StopSignal;
use crate::store;
use crate::worker::Worker;

/// Makes one picture.
pub(crate) async fn make(
    worker: &Worker,
    job: &ClaimedJob,
    signal: &StopSignal,
    progress: Progress,
    place: &Place,
) -> Result<Made, JobProblem> {
    let asset = job.asset_id.clone().ok_or_else(|| JobProblem::fail("input", "the job has no asset to make"))?;
    let inputs = inputs::for_generation(worker, job).await?;
    let made = render(worker, inputs, signal.clone(), progress.clone(), place.clone()).await?;
    progress.report("store", 96);
    let original = store::picture(worker, &job.client_id, PictureType::Png, made.png).await?;
    let renditions = store::renditions(worker, &job.client_id, made.renditions).await?;
    Ok(Made::Picture(MadePicture { asset, original, renditions, width: made.width, height: made.height, report: made.report }))
}

/// Runs the maker. When the job is stopped, this is dropped and the maker goes on until it looks at `signal`; it keeps its place among the
/// jobs at once for as long.
async fn render(
    worker: &Worker,
    inputs: GenerateInputs,
    signal: StopSignal,
    progress: Progress,
    place: Place,
) -> Result<MadeImage, JobProblem> {
    let maker = worker.image_generate();
    let work = tokio::task::spawn_blocking(move || {
        let _place = place;
        let pictures = inputs.pictures.into_iter().map(|(input, bytes)| Picture::read(input, &bytes)).collect::<Result<Vec<_>, _>>()?;
        maker.make(&inputs.recipe, &pictures, &mut |stage, percent| progress.report(stage, percent), &|| signal.is_stopped())
    });
    match work.await {
        Ok(made) => made.map_err(|problem| make_problem(&problem)),
        Err(broken) => Err(JobProblem::retry("maker-broken", broken.to_string())),
    }
}

fn make_problem(problem: &MakeProblem) -> JobProblem {
    JobProblem::fail(problem.code(), problem.to_string())
}
