//! What a maker says about its work, in words: why a product is shown as a framed print, what the built-in renderer made of a person's
//! own words, and what it cannot do. The whole report stands beside it as JSON; one that has another shape says nothing here.

use serde::Deserialize;
use serde_json::Value;
use visualizer_domain::settings::{CUSTOM_PREFIX, Settings};

use crate::words::Words;

/// Something that a person should know about a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub title: String,
    /// What it is.
    pub text: String,
}

#[derive(Debug, Deserialize)]
struct Report {
    scene: Choice,
    style: Choice,
    lighting: Choice,
    /// Pictures that were made before this was told have none.
    camera: Option<Choice>,
    #[serde(default)]
    remarks: Vec<String>,
    products: Vec<Product>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    name: String,
    fitted: bool,
}

#[derive(Debug, Deserialize)]
struct Product {
    shown: String,
    reasons: Vec<Reason>,
}

#[derive(Debug, Deserialize)]
struct Reason {
    code: String,
}

/// The remarks on a picture that was made with these settings.
#[must_use]
pub fn remarks(report: &Value, settings: &Settings, w: Words) -> Vec<Remark> {
    let Ok(report) = Report::deserialize(report) else { return Vec::new() };
    let framed = report.products.iter().filter(|product| product.shown == "framed-print").map(|product| Remark {
        title: w.t("asset-framed").to_string(),
        text: framed(product.reasons.first().map_or("other", |reason| &reason.code), w),
    });
    let asked = [
        (&settings.scene, Some(&report.scene)),
        (&settings.style, Some(&report.style)),
        (&settings.lighting, Some(&report.lighting)),
        (&settings.camera, report.camera.as_ref()),
    ];
    let own = asked.into_iter().filter_map(|(asked, took)| {
        let (own, took) = (asked.strip_prefix(CUSTOM_PREFIX)?, took?);
        let (title, text) =
            if took.fitted { ("remark-read-as", "remark-read-as-about") } else { ("remark-not-known", "remark-not-known-about") };
        let text = w.t(text).with("asked", own.to_owned()).with("took", took.name.clone()).to_string();
        Some(Remark { title: w.t(title).to_string(), text })
    });
    let said = report.remarks.iter().filter_map(|code| {
        let (title, text) = match code.as_str() {
            "not-from-above" => ("remark-not-known", "remark-not-from-above"),
            "night-in-scene" => ("remark-read-as", "remark-night-in-scene"),
            _ => return None,
        };
        let text = w.t(text).with("light", report.lighting.name.clone()).to_string();
        Some(Remark { title: w.t(title).to_string(), text })
    });
    framed.chain(own).chain(said).collect()
}

/// Why the whole photograph is shown instead of its product.
#[must_use]
pub fn framed(code: &str, w: Words) -> String {
    w.t(format!("framed-{code}")).text().unwrap_or_else(|| w.t("framed-other").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::datetime;
    use visualizer_domain::registry::Registry;
    use visualizer_domain::settings::SettingsLayer;
    use visualizer_domain::user::Locale;

    fn told(report: &Value, settings: &Value) -> Vec<String> {
        let registry = Registry::built_in();
        let layer: SettingsLayer = serde_json::from_value(settings.clone()).expect("a layer");
        let settings = layer.check(registry).expect("documented").resolve(registry);
        let words = Words::new(Locale::En, datetime!(2026-11-21 8:00 UTC));
        remarks(report, &settings, words).into_iter().map(|remark| remark.text).collect()
    }

    fn report(fitted: bool, shown: &str) -> Value {
        let known = json!({ "name": "Modern", "fitted": true });
        let products =
            [json!({ "name": "Mug", "shown": shown, "confidence": 40, "reasons": [{ "code": "ground-not-plain", "percent": 17 }] })];
        json!({ "scene": { "name": "Studio Set", "fitted": fitted }, "style": known, "lighting": known, "products": products })
    }

    #[test]
    fn own_words_that_the_renderer_does_not_know_are_told() {
        let own = json!({ "scene": "custom:on a wet street" });
        let said = told(&report(false, "cut-out"), &own);
        assert!(said.len() == 1 && said[0].contains("on a wet street") && said[0].contains("Studio Set"), "{said:?}");
        assert_eq!(told(&report(false, "cut-out"), &json!({})), Vec::<String>::new());
    }

    #[test]
    fn own_words_that_the_renderer_knows_are_told_with_what_it_made_of_them() {
        let said = told(&report(true, "cut-out"), &json!({ "scene": "custom:a rooftop pool" }));
        assert!(said.len() == 1 && said[0].contains("a rooftop pool") && said[0].contains("Studio Set"), "{said:?}");
    }

    #[test]
    fn what_the_renderer_cannot_do_or_read_out_of_words_is_told() {
        let mut report = report(true, "cut-out");
        report["remarks"] = json!(["not-from-above", "night-in-scene", "a code of tomorrow"]);
        let said = told(&report, &json!({}));
        assert!(said.len() == 2 && said[0].contains("straight down") && said[1].contains("Modern"), "{said:?}");
    }

    #[test]
    fn a_framed_print_says_why() {
        let said = told(&report(true, "framed-print"), &json!({}));
        assert!(said.len() == 1 && said[0].contains("not plain"), "{said:?}");
        assert!(told(&json!({ "other": "maker" }), &json!({})).is_empty());
    }
}
