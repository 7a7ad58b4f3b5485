//! Writes a picture of every page into a folder: at a desk and on a phone, light and dark, in English and Japanese. Whoever changes how
//! pages look looks at them all. Run by `bin/screenshots`; compares nothing and judges nothing.

use std::path::{Path, PathBuf};

use serde_json::json;
use visualizer_control::users;
use visualizer_domain::user::{Locale, Theme};
use visualizer_tests::Site;
use visualizer_tests::browser::{Browser, DESK, PHONE, Role, Setup};
use visualizer_tests::furnished::furnish;
use visualizer_tests::site::{EMAIL, PASSWORD};
use visualizer_tests::tour::{Stop, Tour};

/// Pages longer than this many CSS pixels are cut off.
const LONGEST: u64 = 4000;

/// The path of the product that was furnished with a photograph and pictures.
const MUG: &str = "return [...document.links].find((link) => link.textContent.includes('Stoneware mug')).pathname";
/// Draws the page as it would be without the window's edge.
const HEIGHT: &str = "return document.documentElement.scrollHeight";
/// Loads what a reader would only load by scrolling, and waits until every picture is there.
const LOADED: &str = "for (const i of document.images) i.loading = 'eager'; await document.fonts.ready; \
    await Promise.all([...document.images].map((i) => i.decode().catch(() => null)));";

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/screenshots".into()));
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    let (site, database) = Site::on_sqlite().await;
    println!("· making pictures to show");
    furnish(&site).await;
    let browser = Browser::open(Setup::default()).await;
    let mut album = Album { site: &site, browser: &browser, folder: &folder, pictures: 0 };

    let door = Stop { row: "/sign-in", path: "/sign-in".into() };
    for language in [Locale::En, Locale::Ja] {
        let headers = json!({ "headers": { "Accept-Language": language.as_str() } });
        browser.devtools("Network.enable", json!({})).await;
        browser.devtools("Network.setExtraHTTPHeaders", headers).await;
        album.take(&door, language).await;
    }
    album.speak(Locale::En).await;
    sign_in(&site, &browser).await;
    // One that has everything a product can have; the newest has nothing yet.
    browser.go(&site.at("/products")).await;
    browser.find(Role::Link, "Stoneware mug").await;
    let product = browser.evaluate(MUG, Vec::new()).await;
    let tour = Tour::through(&browser, &site.address, &["/", product.as_str().expect("a path")]).await;
    let stops: Vec<Stop> = tour.stops.iter().cloned().chain(beneath(&tour)).collect();
    for language in [Locale::En, Locale::Ja] {
        album.speak(language).await;
        for stop in &stops {
            album.take(stop, language).await;
        }
    }
    println!("· {} pictures of {} pages in {}", album.pictures, stops.len() + 1, folder.display());
    drop((browser, site));
    database.remove().await;
}

async fn sign_in(site: &Site, browser: &Browser) {
    browser.devtools("Network.setExtraHTTPHeaders", json!({ "headers": {} })).await;
    browser.go(&site.at("/")).await;
    browser.fill("E-mail", EMAIL).await;
    browser.fill("Password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.find(Role::Link, "Products").await;
}

/// Pages that only a button leads to, where they lie beneath one that was found: `/generation-flows/{id}/generate`.
fn beneath(tour: &Tour) -> Vec<Stop> {
    let above = |row: &&'static str| {
        let stop =
            tour.stops.iter().filter(|stop| stop.row.contains('{') && row.starts_with(stop.row)).max_by_key(|stop| stop.row.len())?;
        let rest = row[stop.row.len()..].strip_prefix('/').filter(|rest| !rest.contains('{'))?;
        Some(Stop { row, path: format!("{}/{rest}", stop.path) })
    };
    tour.missed.iter().filter_map(above).collect()
}

/// The pictures as they are taken.
struct Album<'a> {
    site: &'a Site,
    browser: &'a Browser,
    folder: &'a Path,
    pictures: usize,
}

impl Album<'_> {
    /// The owner's pages are in this language from now on.
    async fn speak(&self, language: Locale) {
        let house = &self.site.house;
        users::set_preferences(&house.control, &house.owner, language, Theme::System, house.now()).await.expect("a language");
    }

    /// Takes a page in both sizes and both themes: `products-id.phone.dark.ja.png`.
    async fn take(&mut self, stop: &Stop, language: Locale) {
        for (device, size) in [("desk", DESK), ("phone", PHONE)] {
            for theme in ["light", "dark"] {
                let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
                self.browser.devtools("Emulation.setEmulatedMedia", scheme).await;
                let picture = self.whole(stop, size).await;
                let path = self.folder.join(format!("{}.{device}.{theme}.{language}.png", stop.name()));
                std::fs::write(&path, picture).expect("a picture is written");
                self.pictures += 1;
            }
        }
        println!("  {language}  {}", stop.row);
    }

    /// A picture of a page from its beginning to its end.
    async fn whole(&self, stop: &Stop, (width, height): (u32, u32)) -> Vec<u8> {
        self.browser.resize((width, height)).await;
        self.browser.go(&self.site.at(&stop.path)).await;
        let tall = self.browser.evaluate(HEIGHT, Vec::new()).await.as_u64().unwrap_or_default().clamp(height.into(), LONGEST);
        self.browser.resize((width, u32::try_from(tall).unwrap_or(height))).await;
        self.browser
            .devtools("Runtime.evaluate", json!({ "expression": format!("(async () => {{ {LOADED} }})()"), "awaitPromise": true }))
            .await;
        self.browser.picture().await
    }
}
