//! What a maker says about its work, in words: why a product is shown as a framed print, and which of a person's own words the built-in
//! renderer does not know. The whole report stands beside it as JSON; one that has another shape says nothing here.

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
    let asked = [(&settings.scene, &report.scene), (&settings.style, &report.style), (&settings.lighting, &report.lighting)];
    let unknown = asked.into_iter().filter(|(_, took)| !took.fitted).filter_map(|(asked, took)| {
        let own = asked.strip_prefix(CUSTOM_PREFIX)?;
        let text = w.t("asset-not-known-about").with("asked", own.to_owned()).with("took", took.name.clone()).to_string();
        Some(Remark { title: w.t("asset-not-known").to_string(), text })
    });
    framed.chain(unknown).collect()
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
        assert_eq!(told(&report(true, "cut-out"), &own), Vec::<String>::new());
    }

    #[test]
    fn a_framed_print_says_why() {
        let said = told(&report(true, "framed-print"), &json!({}));
        assert!(said.len() == 1 && said[0].contains("not plain"), "{said:?}");
        assert!(told(&json!({ "other": "maker" }), &json!({})).is_empty());
    }
}
