//! The main job as people do it: from a photograph to reviewed pictures that are taken home. Once with scripts on SQLite, live and by
//! keyboard, and once without any on PostgreSQL.

use std::time::Duration;

use thirtyfour::Key;
use visualizer_db::generated_assets;
use visualizer_domain::ids::AssetId;
use visualizer_domain::recipe::Recipe;
use visualizer_tests::Site;
use visualizer_tests::browser::{Browser, Role, Setup};

use super::archive;
use super::sign_in::sign_in;

/// A photograph on its own ground, as a shop has them.
const PHOTOGRAPH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/products/mug.jpg");
/// Two small pictures, on a machine that does much else.
const MADE_WITHIN: Duration = Duration::from_secs(120);
/// How the pictures are read out: the product, and a number.
const MADE: &str = "Stoneware mug…";

/// Keeps in the tab that a picture came while the page stood. When all are made the page is loaded again, and this is still there.
const WATCH: &str = r#"
    const made = () => document.querySelectorAll('#sheet img').length;
    new MutationObserver(() => made() && (sessionStorage.came ??= "without loading")).observe(document.body, { childList: true, subtree: true });
    return made();
"#;
const CAME: &str = "return sessionStorage.came ?? 'with the page'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photograph_becomes_reviewed_pictures_live_and_by_keyboard() {
    let (site, database) = Site::on_sqlite().await;
    let browser = Browser::open(Setup::default()).await;
    sign_in(&site, &browser).await;
    add_product(&browser).await;
    make_flow(&browser).await;
    settle(&browser).await;
    browser.press("Generate 2").await;
    browser.see("By the built-in renderer, as drafts.").await;

    browser.press("Generate 2").await;
    browser.see("Making pictures").await;
    assert_eq!(browser.evaluate(WATCH, Vec::new()).await, 0, "nothing is made yet");
    both(&browser).await;
    assert_eq!(browser.evaluate(CAME, Vec::new()).await, "without loading", "the first picture came to the page as it was");

    review_by_keyboard(&browser).await;
    compare(&browser).await;
    take_home(&site, &browser).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    drop((browser, site));
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_can_be_done_without_scripts() {
    let (site, database) = Site::on_postgres().await;
    let browser = Browser::open(Setup { scripts: false, ..Setup::default() }).await;
    sign_in(&site, &browser).await;
    add_product(&browser).await;
    make_flow(&browser).await;
    settle(&browser).await;
    // What was chosen is known to the server only when the form is sent; its next page counts two.
    browser.press("Generate 4").await;
    browser.see("By the built-in renderer, as drafts.").await;
    browser.press("Generate 2").await;
    browser.see("Making pictures").await;
    // Without scripts the page asks the browser to load it again now and then.
    both(&browser).await;

    review_by_buttons(&browser).await;
    take_home(&site, &browser).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    drop((browser, site));
    database.remove().await;
}

/// Whether the original is shown over the result, inside its frame and smaller.
const LAID_OVER: &str = r#"
    const box = document.querySelector('.compare.is-on');
    const [frame, original] = [box, box.querySelector('[data-overlay] img')].map((part) => part.getBoundingClientRect());
    return original.width > 40 && original.width < frame.width && original.left >= frame.left && original.right <= frame.right;
"#;

/// A product with a photograph, whose check is watched to its end.
async fn add_product(browser: &Browser) {
    browser.follow("Products").await;
    browser.follow("Add product").await;
    browser.fill("Name", "Stoneware mug").await;
    browser.fill("Category", "Mug").await;
    browser.give("Drop pictures, or choose them…", &[PHOTOGRAPH.into()]).await;
    browser.press("Add product").await;
    browser.see("Stoneware mug added.").await;
    let original = "Stoneware mug";
    browser.until("the original is checked", async || Ok(browser.named(Role::Image, original).await?.into_iter().next())).await;
}

/// A session of the product, and the flow that shows it.
async fn make_flow(browser: &Browser) {
    browser.follow("Sessions").await;
    browser.follow("New session").await;
    browser.fill("Name", "Winter table").await;
    browser.choose("Stoneware mug…").await;
    browser.press("Make the session").await;
    browser.see("No flows yet").await;
    browser.press("Make its flow").await;
    browser.see("1 flow made.").await;
    browser.follow("Stoneware mug").await;
    browser.see("Nothing made yet in this flow").await;
}

/// What the flow is to look like.
async fn settle(browser: &Browser) {
    browser.select("Scene…", "Kitchen").await;
    browser.select("Style…", "Scandinavian").await;
    browser.choose("4:3").await;
    browser.choose("1k").await;
    browser.choose("2").await;
}

async fn both(browser: &Browser) {
    let what = "both pictures, and the end of the run";
    browser
        .until_within(what, MADE_WITHIN, async || {
            Ok((browser.named(Role::Image, MADE).await?.len() == 2 && !browser.shows("Making pictures").await?).then_some(()))
        })
        .await;
}

/// The original lies over the result where the product stands, smaller than the picture that the product is set in, and the edge between
/// them moves by keyboard.
async fn compare(browser: &Browser) {
    browser.keys("c").await;
    browser.see("Move the edge").await;
    assert_eq!(browser.evaluate(LAID_OVER, Vec::new()).await, true);
    let edge = "return document.querySelector('.compare input').valueAsNumber";
    let before = browser.evaluate(edge, Vec::new()).await.as_i64().expect("a number");
    browser.keys(Key::Left + "").await;
    assert_eq!(browser.evaluate(edge, Vec::new()).await, before - 4);
    browser.keys(Key::Escape + "").await;
    browser.see("Recipe").await;
}

/// Approves one and rejects the other without touching the mouse, and takes one decision back.
async fn review_by_keyboard(browser: &Browser) {
    browser.follow("Gallery").await;
    browser.see("2 pictures").await;
    browser.keys("a").await;
    browser.see("Approved Stoneware mug").await;
    // The next one is the current one now.
    browser.keys("r").await;
    browser.fill("Why", "The mug is too small.").await;
    browser.keys(Key::Tab + "").await;
    browser.keys(Key::Enter + "").await;
    browser.see("Rejected Stoneware mug").await;
    browser.keys("z").await;
    browser.see("Taken back for Stoneware mug").await;
    browser.keys(Key::Left + "").await;
    browser.keys(Key::Right + "").await;
    browser.keys("r").await;
    browser.fill("Why", "The handle is cut off.").await;
    browser.press("Reject 1 picture").await;
    browser.see("Rejected Stoneware mug").await;
    browser.keys("z").await;
    browser.see("Taken back for Stoneware mug").await;
    // What was taken back is the current one again, and Enter sends the reason from where it was written.
    browser.keys("r").await;
    browser.fill("Why", "The handle is cut off.").await;
    browser.keys(Key::Enter + "").await;
    browser.see("Rejected Stoneware mug").await;
    decided(browser, "The handle is cut off.").await;
}

/// The same by the buttons of each picture's own page.
async fn review_by_buttons(browser: &Browser) {
    browser.follow("Gallery").await;
    browser.see("2 pictures").await;
    browser.click(Role::Image, MADE).await;
    browser.press("Approve…").await;
    browser.see("Approved Stoneware mug").await;
    browser.press("Reject…").await;
    browser.fill("Why", "The handle is cut off.").await;
    browser.press("Reject 1 picture").await;
    browser.see("Rejected Stoneware mug").await;
    decided(browser, "The handle is cut off.").await;
}

/// The gallery counts one of each, and the rejected one says why.
async fn decided(browser: &Browser, why: &str) {
    browser.follow("Gallery").await;
    browser.follow("Approved 1").await;
    browser.see("1 of 2").await;
    browser.follow("Rejected 1").await;
    browser.see("1 of 2").await;
    browser.click(Role::Image, MADE).await;
    browser.see(why).await;
    browser.see("Owner").await;
}

/// Downloads the picture that is open, then both in an archive, and looks into the files.
async fn take_home(site: &Site, browser: &Browser) {
    let address = browser.address().await;
    let id = address.rsplit('/').next().and_then(|last| last.split('?').next()).expect("an id in the address");
    let id = AssetId::parse(id).expect("an id");
    let assets = generated_assets::of(site.house.control.db.read(), &site.house.client);
    let asset = assets.find(&id).await.expect("an answer").expect("the picture");
    let recipe: Recipe = serde_json::from_value(asset.recipe.expect("a recipe")).expect("a recipe that can be read");

    let (name, png) = browser.download(browser.follow("PNG")).await;
    let size = archive::size_of(&name, &png);
    assert_eq!(size, (recipe.width, recipe.height), "{name} is as large as its recipe says");
    // English writes thousands with a comma.
    let told = browser.words().await.replace(',', "");
    assert!(told.contains(&format!("{} × {} pixels", size.0, size.1)), "{told}");

    browser.follow("Gallery").await;
    browser.find(Role::Field, "Select…").await;
    for frame in browser.named(Role::Field, "Select…").await.expect("boxes to tick") {
        frame.click().await.expect("a tick");
    }
    let (name, zip) = browser.download(browser.press("Download")).await;
    let files = archive::files(&name, zip).await;
    assert_eq!(files.len(), 2, "{files:?}");
    for (name, bytes) in &files {
        assert_eq!(archive::size_of(name, bytes), size, "{name}");
    }
    assert!(files.iter().any(|(_, bytes)| *bytes == png), "the one from before is among them");
}
