//! A plan in words: how many pictures, how large, about how long, what comes before it, and why something is not in it.

use visualizer_control::outlooks::{BEFORE_MAX, Outlook};
use visualizer_domain::Problem;
use visualizer_domain::plan::Plan;

use crate::answer::failure::Failure;
use crate::words::Words;
use crate::words::job_words;
use crate::words::problem_words;

/// The sum of what would be made.
#[derive(Debug, Clone)]
pub struct PlanSum {
    /// Pictures.
    pub pictures: usize,
    /// About how long they take once begun.
    pub span: String,
    /// Jobs that come before, in words; empty when there are none.
    pub before: String,
    /// What keeps everything from beginning; empty when nothing does.
    pub held: String,
}

/// The sum of some plans that would be admitted now.
#[must_use]
pub fn sum<'a>(plans: impl Iterator<Item = &'a Plan>, outlook: &Outlook, w: Words) -> PlanSum {
    let (pictures, ms) = plans.fold((0, 0), |(pictures, ms), plan| (pictures + plan.assets(), ms + plan.estimate_ms()));
    let before = match outlook.before {
        0 => String::new(),
        before if before >= BEFORE_MAX => w.t("plan-before-many").with("count", before).to_string(),
        before => w.t("plan-before").with("count", before).to_string(),
    };
    let held = outlook.pause.is_some() || outlook.workers == 0;
    PlanSum { pictures, span: about(ms, w), before, held: if held { job_words::waits(outlook, 0, w) } else { String::new() } }
}

/// "about 10 s" for so many milliseconds.
#[must_use]
pub fn about(ms: u64, w: Words) -> String {
    let seconds = i64::try_from(ms.div_ceil(1_000)).unwrap_or(i64::MAX);
    w.t("plan-about").with("span", w.span(seconds.max(1))).to_string()
}

/// "1024 × 1024" of the pictures of a plan, which all have the same size.
#[must_use]
pub fn pixels(plan: &Plan, w: Words) -> String {
    let recipe = plan.nodes.iter().find_map(|node| node.asset.as_ref()).map(|asset| &asset.recipe);
    recipe.map(|recipe| format!("{} × {}", w.n(i64::from(recipe.width)), w.n(i64::from(recipe.height)))).unwrap_or_default()
}

/// Why something cannot be made, each reason once.
#[must_use]
pub fn refusals(problem: &Problem, w: Words) -> Vec<String> {
    match problem {
        Problem::Invalid { fields } => fields.iter().map(|field| problem_words::field(field, w)).collect(),
        Problem::Conflict { code, values } => {
            let same = Problem::Conflict { code, values: values.clone() };
            vec![problem_words::detail(&Failure::from(same), w)]
        }
        other => vec![other.to_string()],
    }
}
