//! The studio's report as JSON for the asset's page. Whole numbers only: shares are in percent.

use serde_json::{Value, json};
use visualizer_studio::{Choice, ProductReport, Reason, Report};

/// `{scene, style, lighting, camera: {name, fitted}, remarks: [code], products: [{name, shown, confidence, reasons: [{code, percent}]}]}`.
pub(super) fn json(report: &Report) -> Value {
    json!({
        "scene": choice(&report.scene),
        "style": choice(&report.style),
        "lighting": choice(&report.lighting),
        "camera": choice(&report.camera),
        "remarks": report.remarks.iter().map(|remark| remark.code()).collect::<Vec<_>>(),
        "products": report.products.iter().map(product).collect::<Vec<_>>(),
    })
}

fn choice(choice: &Choice) -> Value {
    json!({ "name": choice.name, "fitted": choice.fitted })
}

fn product(product: &ProductReport) -> Value {
    json!({
        "name": product.name,
        "shown": product.shown.code(),
        "confidence": percent(product.confidence * 100.0),
        "reasons": product.reasons.iter().map(reason).collect::<Vec<_>>(),
    })
}

fn reason(reason: &Reason) -> Value {
    json!({ "code": reason.code(), "percent": reason.percent().map(percent) })
}

fn percent(value: f32) -> u8 {
    value.round().clamp(0.0, 100.0) as u8
}
