//! Tells what may be chosen when something else was: every list that a refused option belongs to.

use std::fmt::Display;
use std::str::FromStr;

use visualizer_domain::Problem;
use visualizer_domain::aspect_ratio::AspectRatio;
use visualizer_domain::problem::FieldProblem;
use visualizer_domain::quality::Quality;
use visualizer_domain::registry::{List, Registry};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::settings_layer::CUSTOM_PREFIX;

use crate::failure::Failure;

/// What was asked for and is not known: all of it is told at once, each with what may be chosen.
#[derive(Default)]
pub(crate) struct Refused(Vec<String>);

impl Refused {
    /// An option that is one of few words.
    pub(crate) fn parsed<T: FromStr>(&mut self, option: &str, text: Option<&str>) -> Option<T> {
        let text = text?;
        text.parse().map_err(|_| self.0.push(sentence(option, text, &known(option)))).ok()
    }

    /// The settings, when they and everything before them are known.
    pub(crate) fn or(mut self, settings: Result<SettingsLayer, Problem>) -> Result<SettingsLayer, Failure> {
        match settings {
            Ok(settings) if self.0.is_empty() => return Ok(settings),
            Ok(_) => {}
            Err(Problem::Invalid { fields }) if fields.iter().all(|field| field.code == "not-a-choice") => {
                self.0.extend(fields.iter().map(told));
            }
            Err(problem) => return Err(problem.into()),
        }
        Err(Failure::new(self.0.join("\n")).asked_wrongly())
    }
}

fn told(field: &FieldProblem) -> String {
    let option = format!("--{}", field.field.trim_start_matches("settings."));
    let value = field.values.iter().find(|(name, _)| *name == "value").map_or("", |(_, value)| value.as_str());
    sentence(&option, value, &known(&option))
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

    #[test]
    fn an_unknown_scene_is_answered_with_the_known_ones() {
        let layer = SettingsLayer { scene: Some("Moon".into()), ..SettingsLayer::default() };
        let told = Refused::default().or(layer.check(Registry::built_in())).expect_err("refused").told();
        assert!(told.starts_with("--scene is \"Moon\", which is not known; one of: Studio Set, Living Room"), "{told}");
        assert!(told.ends_with("custom: and your own words"), "{told}");
    }

    #[test]
    fn everything_that_is_not_known_is_told_at_once() {
        let mut refused = Refused::default();
        assert_eq!(refused.parsed::<AspectRatio>("--aspect", Some("5:4")), None);
        let layer = SettingsLayer { scene: Some("Moon".into()), style: Some("Foo".into()), ..SettingsLayer::default() };
        let told = refused.or(layer.check(Registry::built_in())).expect_err("refused").told();
        for line in ["--aspect is \"5:4\"", "21:9", "--scene is \"Moon\"", "--style is \"Foo\""] {
            assert!(told.contains(line), "{told}");
        }
    }
}
