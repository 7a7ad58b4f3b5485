//! The studio's report as JSON for the asset's page. Whole numbers only: shares are in percent, places in ten-thousandths.

use serde_json::{Value, json};
use visualizer_studio::{Area, Choice, ProductPlace, ProductReport, Reason, Report};

/// `{scene, style, lighting, camera: {name, fitted}, remarks: [code],
/// products: [{name, shown, confidence, reasons: [{code, percent}], place}]}`, where `place` is null or
/// `{photo, picture: [left, top, width, height]}`.
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
        "place": product.place.as_ref().map(place),
    })
}

fn place(place: &ProductPlace) -> Value {
    json!({ "photo": area(&place.photo), "picture": area(&place.picture) })
}

fn area(area: &Area) -> [u16; 4] {
    [area.left, area.top, area.width, area.height].map(|part| (part * 10_000.0).round().clamp(0.0, 10_000.0) as u16)
}

fn reason(reason: &Reason) -> Value {
    json!({ "code": reason.code(), "percent": reason.percent().map(percent) })
}

fn percent(value: f32) -> u8 {
    value.round().clamp(0.0, 100.0) as u8
}
