//! Jobs in the reader's words: what is being done, why something waits, why it could not be made. Shared by a flow's results and the queue.

use visualizer_control::outlooks::Outlook;
use visualizer_domain::job::JobProblem;

use crate::words::Words;

/// Why a job could not be done.
#[must_use]
pub fn problem(problem: Option<&JobProblem>, w: Words) -> String {
    let sentence = problem.and_then(|problem| w.t(format!("job-{}", problem.code)).text());
    sentence.unwrap_or_else(|| w.t("job-other").to_string())
}

/// What is being done to a job that runs.
#[must_use]
pub fn stage(stage: Option<&str>, w: Words) -> String {
    let word = stage.and_then(|stage| w.t(format!("stage-{stage}")).text());
    word.unwrap_or_else(|| w.t("stage-other").to_string())
}

/// Why a job was set aside.
#[must_use]
pub fn parked(reason: Option<&str>, w: Words) -> String {
    let sentence = reason.and_then(|reason| w.t(format!("parked-{reason}")).text());
    sentence.unwrap_or_else(|| w.t("parked-other").to_string())
}

/// Why a job that could begin has not begun, `after` others of its own run. What stops everything comes before the queue.
#[must_use]
pub fn waits(outlook: &Outlook, after: usize, w: Words) -> String {
    let before = outlook.before + i64::try_from(after).unwrap_or(i64::MAX);
    match (&outlook.pause, outlook.workers, before) {
        (Some(pause), _, _) => match &pause.reason {
            Some(reason) => w.t("waits-paused-because").with("reason", reason).to_string(),
            None => w.t("waits-paused").to_string(),
        },
        (None, 0, _) => w.t("waits-nobody").to_string(),
        (None, _, 0) => w.t("waits-next").to_string(),
        (None, _, before) => w.t("waits-after").with("count", before).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_control::outlooks::Pause;
    use visualizer_domain::user::Locale;

    const NOW: time::OffsetDateTime = datetime!(2026-11-21 8:00 UTC);

    #[test]
    fn what_stops_everything_is_said_before_the_queue() {
        let w = Words::new(Locale::En, NOW);
        let busy = Outlook { before: 3, pause: None, workers: 1 };
        assert_eq!(waits(&busy, 2, w), "5 before it");
        assert_eq!(waits(&Outlook { before: 0, ..busy.clone() }, 0, w), "Begins next");
        assert_eq!(waits(&Outlook { workers: 0, ..busy.clone() }, 0, w), "No worker is running; it begins when one starts");
        let pause = Pause { kind: "image.generate".into(), paused_by_name: "A".into(), paused_at: NOW, reason: Some("new disk".into()) };
        assert_eq!(waits(&Outlook { pause: Some(pause), ..busy }, 0, w), "Paused: new disk");
    }

    #[test]
    fn a_code_without_a_sentence_is_still_told() {
        let w = Words::new(Locale::Ja, NOW);
        let known = JobProblem::fail("picture-truncated", "detail for the log");
        assert!(!problem(Some(&known), w).contains("detail"));
        assert_eq!(problem(Some(&JobProblem::fail("no-such-code", "")), w), problem(None, w));
        assert_eq!(stage(Some("no-such-stage"), w), stage(None, w));
    }
}
