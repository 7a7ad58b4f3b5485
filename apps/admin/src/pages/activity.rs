//! What people and workers did, in words: lines of the audit trail, those that belong together told as one.

use serde_json::Value;
use time::{Duration, OffsetDateTime};
use visualizer_control::generated_assets::Line;

use crate::words::Words;

/// Lines of one person doing one thing within this time are told as one.
const TOGETHER: Duration = Duration::minutes(10);

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// Icon of the sprite.
    pub icon: &'static str,
    /// `ok`, `bad` or nothing.
    pub kind: &'static str,
    /// Who, when it was a person.
    pub who: Option<String>,
    /// What they did; a sentence that goes on after the name, or stands alone without one.
    pub did: String,
    /// What they said about it.
    pub note: Option<String>,
    /// Where to look at it.
    pub href: Option<String>,
    /// When, the last time.
    pub at: OffsetDateTime,
}

/// Tells lines that come newest first.
#[must_use]
pub fn happenings(lines: &[Line], w: Words) -> Vec<Happening> {
    let mut groups: Vec<(&Line, i64)> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some((first, count)) if together(first, line) => *count += 1,
            _ => groups.push((line, 1)),
        }
    }
    groups.into_iter().map(|(line, count)| told(line, count, w)).collect()
}

fn together(newer: &Line, older: &Line) -> bool {
    let reason = |line: &Line| line.to.as_ref().and_then(|to| to["reason"].as_str().map(str::to_owned));
    newer.action == older.action
        && newer.actor_kind == older.actor_kind
        && newer.actor_name == older.actor_name
        && reason(newer) == reason(older)
        && newer.at - older.at < TOGETHER
}

fn told(line: &Line, count: i64, w: Words) -> Happening {
    let who = line.actor_name.clone().filter(|_| line.actor_kind == "user");
    let word = line.action.replace(['.', '_'], "-");
    let did = w.t(format!("did-{word}")).with("count", count).text();
    let (icon, kind) = look(&line.action);
    Happening {
        icon,
        kind,
        // A sentence about a worker names nobody; one that was forgotten still says who.
        did: did.unwrap_or_else(|| w.t("did-other").to_string()),
        who,
        note: line.to.as_ref().and_then(note),
        href: (count == 1 || line.action.starts_with("run.")).then(|| href(line)).flatten(),
        at: line.at,
    }
}

/// What somebody wrote along with what they did.
fn note(to: &Value) -> Option<String> {
    ["reason", "name", "alt_text"].iter().find_map(|field| to[*field].as_str()).map(str::to_owned)
}

fn look(action: &str) -> (&'static str, &'static str) {
    match action {
        "asset.approve" => ("check", "ok"),
        "asset.reject" => ("x", "bad"),
        "asset.reopen" | "asset.undo" => ("undo-2", ""),
        "asset.complete" => ("images", ""),
        "asset.pin" | "asset.unpin" => ("pin", ""),
        "asset.describe" => ("pencil", ""),
        "run.admit" => ("play", ""),
        "run.cancel" | "job.cancel" => ("ban", ""),
        "job.retry" => ("rotate-ccw", ""),
        "job.fail" => ("triangle-alert", "bad"),
        "job.park" => ("pause", ""),
        action if action.ends_with(".delete") || action.ends_with(".remove") => ("trash-2", ""),
        action if action.ends_with(".restore") => ("archive-restore", ""),
        action if action.starts_with("product") => ("package", ""),
        action if action.starts_with("session.") || action.starts_with("flow.") => ("layers", ""),
        action if action.starts_with("member.") => ("users", ""),
        action if action.starts_with("client.") => ("building-2", ""),
        _ => ("circle-dot", ""),
    }
}

fn href(line: &Line) -> Option<String> {
    let id = &line.subject_id;
    Some(match line.subject_kind.as_str() {
        "asset" => format!("/generated-assets/{id}"),
        "product" => format!("/products/{id}"),
        "product_image" => format!("/products/{}", line.to.as_ref()?["product"].as_str()?),
        "session" => format!("/collection-sessions/{id}"),
        "flow" => format!("/generation-flows/{id}"),
        "run" => format!("/generation-flows/{}", line.to.as_ref()?["subject"].as_str()?),
        "job" => "/queue".to_owned(),
        "member" => "/members".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::datetime;
    use visualizer_domain::user::Locale;

    const NOW: OffsetDateTime = datetime!(2026-11-21 8:00 UTC);

    fn line(action: &str, name: &str, minutes_ago: i64, to: Option<Value>) -> Line {
        Line {
            at: NOW - Duration::minutes(minutes_ago),
            actor_kind: if name.is_empty() { "worker" } else { "user" }.into(),
            actor_id: None,
            actor_name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            action: action.into(),
            subject_kind: action.split('.').next().unwrap_or_default().into(),
            subject_id: "x1".into(),
            from: None,
            to,
        }
    }

    #[test]
    fn what_one_person_did_at_one_go_is_told_once() {
        let w = Words::new(Locale::En, NOW);
        let lines = [
            line("asset.approve", "Reviewer", 1, None),
            line("asset.approve", "Reviewer", 2, None),
            line("asset.approve", "Other", 3, None),
            line("asset.approve", "Other", 40, None),
        ];
        let told: Vec<_> = happenings(&lines, w).into_iter().map(|h| (h.who.unwrap(), h.did)).collect();
        let expected = [("Reviewer", "approved 2 pictures"), ("Other", "approved a picture"), ("Other", "approved a picture")];
        assert_eq!(told, expected.map(|(who, did)| (who.to_owned(), did.to_owned())));
    }

    #[test]
    fn two_reasons_are_two_sentences_and_each_is_quoted() {
        let w = Words::new(Locale::En, NOW);
        let reject = |reason: &str| line("asset.reject", "Reviewer", 1, Some(json!({ "reason": reason })));
        let told = happenings(&[reject("Too dark"), reject("Cut off")], w);
        assert_eq!(told.iter().filter_map(|h| h.note.as_deref()).collect::<Vec<_>>(), ["Too dark", "Cut off"]);
        assert_eq!(told[0].href.as_deref(), Some("/generated-assets/x1"));
    }

    #[test]
    fn a_worker_has_no_name_and_an_unknown_action_is_still_told() {
        let w = Words::new(Locale::En, NOW);
        let told = happenings(&[line("asset.complete", "", 1, None), line("moon.land", "Pilot", 2, None)], w);
        assert_eq!((told[0].who.as_deref(), told[0].did.as_str()), (None, "A picture was made"));
        assert_eq!(told[1].did, "changed something");
    }
}
