//! Renders every combination of what is listed and puts the pictures side by side on one PNG, to be looked at.
//!
//! ```text
//! cargo run --release --example sheet -- out=sheet.png photo=mug.jpg,sofa.jpg scene=Kitchen,Office style=Modern seed=1,2 \
//!     size=1024x768 cell=480 columns=4 quality=preview
//! ```
//! `photo=a.jpg+b.jpg` shows two products together. Other keys: `light`, `camera`, `mood`, `colors`, `surroundings`, `props`.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use visualizer_imaging::{DecodeLimits, Raster, decode, png, resize};
use visualizer_studio::{Brief, ProductPhoto, Quality, Studio};

/// Keys that are combined with each other; later ones change fastest.
const COMBINED: [&str; 10] = ["photo", "scene", "style", "light", "camera", "mood", "colors", "surroundings", "props", "seed"];

fn main() -> Result<(), Box<dyn Error>> {
    let given: HashMap<String, String> =
        std::env::args().skip(1).filter_map(|a| a.split_once('=').map(|(k, v)| (k.into(), v.into()))).collect();
    let get = |key: &str, or: &str| given.get(key).cloned().unwrap_or_else(|| or.to_owned());
    let (width, height) =
        get("size", "1024x768").split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?))).ok_or("size=WIDTHxHEIGHT")?;
    let (cell, columns): (u32, usize) = (get("cell", "480").parse()?, get("columns", "4").parse()?);
    let quality = match get("quality", "1k").as_str() {
        "preview" => Quality::Preview,
        "2k" => Quality::K2,
        "4k" => Quality::K4,
        _ => Quality::K1,
    };
    let mut combinations: Vec<HashMap<&str, String>> = vec![HashMap::new()];
    for key in COMBINED {
        let values = get(key, if key == "seed" { "1" } else { "" });
        combinations = combinations
            .iter()
            .flat_map(|c| values.split(',').map(move |v| c.iter().map(|(k, v)| (*k, v.clone())).chain([(key, v.to_owned())]).collect()))
            .collect();
    }
    let studio = Studio::new();
    let mut pictures = Vec::new();
    for c in &combinations {
        let products = c["photo"].split('+').map(photo).collect::<Result<Vec<_>, _>>()?;
        let brief = Brief {
            products,
            scene: &c["scene"],
            style: &c["style"],
            lighting: &c["light"],
            camera: &c["camera"],
            mood: &c["mood"],
            colors: &c["colors"],
            surroundings: &c["surroundings"],
            props: &c["props"],
            width,
            height,
            quality,
            seed: c["seed"].parse()?,
        };
        let start = Instant::now();
        let rendered = studio.render(&brief, &mut |_, _| {}, &|| false)?;
        let report = &rendered.report;
        print!("{} / {} / {}, {} ms", report.scene.name, report.style.name, report.lighting.name, start.elapsed().as_millis());
        for p in &report.products {
            print!("; {} {} {:.2}{}", p.name, p.shown.code(), p.confidence, p.reasons.iter().map(|r| format!(", {r}")).collect::<String>());
        }
        println!();
        pictures.push(resize::fit_within(&rendered.raster, if width >= height { cell } else { cell * height / width }));
    }
    std::fs::write(get("out", "sheet.png"), png(&sheet(&pictures, columns)?)?)?;
    Ok(())
}

fn photo(file: &str) -> Result<ProductPhoto, Box<dyn Error>> {
    let raster = decode(&std::fs::read(file).map_err(|e| format!("{file}: {e}"))?, &DecodeLimits::default())?.raster;
    Ok(ProductPhoto { name: Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned(), category: None, raster })
}

/// The pictures in rows, all of one size.
fn sheet(pictures: &[Raster], columns: usize) -> Result<Raster, Box<dyn Error>> {
    const GAP: u32 = 6;
    let (w, h) = pictures.first().map(|p| (p.width() + GAP, p.height() + GAP)).ok_or("nothing to show")?;
    let columns = columns.clamp(1, pictures.len());
    let mut out = Raster::filled(w * columns as u32 + GAP, h * pictures.len().div_ceil(columns) as u32 + GAP, [246, 245, 243, 255])?;
    let stride = out.width() as usize * 4;
    for (i, p) in pictures.iter().enumerate() {
        let (x0, y0) = ((i % columns) * w as usize + GAP as usize, (i / columns) * h as usize + GAP as usize);
        for (y, row) in p.pixels().chunks_exact(p.width() as usize * 4).enumerate() {
            let at = (y0 + y) * stride + x0 * 4;
            out.pixels_mut()[at..at + row.len()].copy_from_slice(row);
        }
    }
    Ok(out)
}
