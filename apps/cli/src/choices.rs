//! Tells what may be chosen when something else was: every list that a refused option belongs to.

use std::fmt::Display;
use std::str::FromStr;

use visualizer_domain::Problem;
use visualizer_domain::aspect_ratio::AspectRatio;
use visualizer_domain::problem::FieldProblem;
use visualizer_domain::quality::Quality;
use visualizer_domain::registry::{List, Registry};
use visualizer_domain::settings_layer::CUSTOM_PREFIX;

use crate::failure::Failure;

/// An option that is one of few words.
pub(crate) fn parsed<T: FromStr>(option: &str, text: Option<&str>) -> Result<Option<T>, Failure> {
    let Some(text) = text else { return Ok(None) };
    text.parse().map(Some).map_err(|_| refused(option, text, &known(option)))
}

/// Refused settings, each with what may be chosen.
pub(crate) fn failure(problem: Problem) -> Failure {
    match &problem {
        Problem::Invalid { fields } if fields.iter().all(|field| field.code == "not-a-choice") => {
            let told: Vec<String> = fields.iter().map(told).collect();
            Failure::new(told.join("\n")).asked_wrongly()
        }
        _ => problem.into(),
    }
}

fn told(field: &FieldProblem) -> String {
    let option = format!("--{}", field.field.trim_start_matches("settings."));
    let value = field.values.iter().find(|(name, _)| *name == "value").map_or("", |(_, value)| value.as_str());
    sentence(&option, value, &known(&option))
}

fn refused(option: &str, text: &str, known: &[String]) -> Failure {
    Failure::new(sentence(option, text, known)).asked_wrongly()
}

fn sentence(option: &str, text: &str, known: &[String]) -> String {
    format!("{option} is {text:?}, which is not known; one of: {}", known.join(", "))
}

fn known(option: &str) -> Vec<String> {
    // Each of these lists takes one's own words too.
    let own = || format!("{CUSTOM_PREFIX} and your own words");
    let listed = |list| Registry::built_in().list(list).iter().map(|value| value.key.clone()).chain([own()]).collect();
    match option {
        "--scene" => listed(List::Scene),
        "--style" => listed(List::Style),
        "--lighting" => listed(List::Lighting),
        "--aspect" => words(AspectRatio::ALL),
        "--quality" => words(Quality::ALL),
        _ => Vec::new(),
    }
}

fn words<T: Display>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_domain::settings::SettingsLayer;

    #[test]
    fn an_unknown_scene_is_answered_with_the_known_ones() {
        let layer = SettingsLayer { scene: Some("Moon".into()), ..SettingsLayer::default() };
        let failure = failure(layer.check(Registry::built_in()).expect_err("refused"));
        let told = failure.told();
        assert!(told.starts_with("--scene is \"Moon\", which is not known; one of: Studio Set, Living Room"), "{told}");
        assert!(told.ends_with("custom: and your own words"), "{told}");
        assert!(parsed::<AspectRatio>("--aspect", Some("5:4")).expect_err("refused").told().contains("21:9"));
    }
}
