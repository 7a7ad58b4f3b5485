//! What holds on every page of a site with something of everything in it.

use std::collections::BTreeMap;

use thirtyfour::Key;
use visualizer_tests::Site;
use visualizer_tests::browser::{Browser, DESK, Manners, Setup};
use visualizer_tests::furnished::furnish;
use visualizer_tests::tour::Tour;

use super::sign_in::sign_in;

/// Rows of the table that no link leads to, and why that is right.
const NOT_LINKED: &[(&str, &str)] = &[
    ("/products/{id}/images", "only the address that an upload leaves behind; it leads back to the product"),
    ("/generation-flows/{id}/settings", "only the address that refused settings leave behind; it leads back to the flow"),
];

/// What must go where no mouse is: each thing that takes the focus shows it.
const FOCUS: &str = r#"
    const wrong = [];
    const ringed = (e) => e && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) > 0;
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]");
    for (const e of all) {
        if (e.tabIndex > 0) wrong.push("jumps the queue: " + e.outerHTML.slice(0, 120));
        if (e.tabIndex < 0 || e.disabled || !e.checkVisibility({ visibilityProperty: true })) continue;
        e.focus({ focusVisible: true });
        if (document.activeElement !== e) continue;
        // Boxes and radios are often drawn by what stands around them.
        if (![e, e.parentElement, e.closest("label"), e.nextElementSibling].some(ringed)) wrong.push("no focus: " + e.outerHTML.replace(/\s+/g, " ").slice(0, 120));
    }
    document.activeElement?.blur();
    return wrong;
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_found_and_has_good_manners() {
    let (site, database) = Site::on_sqlite().await;
    furnish(&site).await;
    let browser = Browser::open(Setup::default()).await;
    let mut wrong: BTreeMap<String, Manners> = BTreeMap::new();
    browser.go(&site.at("/sign-in")).await;
    wrong.insert("/sign-in".into(), manners(&browser).await);
    sign_in(&site, &browser).await;

    let tour = Tour::through(&browser, &site.address, &["/", "/sign-in"]).await;
    let expected = NOT_LINKED.iter().map(|(row, _)| *row).collect();
    assert_eq!(tour.missed, expected, "pages that no link leads to");
    for stop in &tour.stops {
        browser.resize(DESK).await;
        browser.go(&site.at(&stop.path)).await;
        wrong.entry(stop.row.into()).or_default().extend(manners(&browser).await);
    }
    wrong.retain(|_, wrong| !wrong.is_empty());
    assert!(wrong.is_empty(), "{wrong:#?}");
    drop((browser, site));
    database.remove().await;
}

async fn manners(browser: &Browser) -> Manners {
    let mut wrong = browser.manners().await;
    wrong.extend(browser.sentences(FOCUS).await);
    wrong.extend(skip_link(browser).await);
    for width in [1440, 390, 320] {
        wrong.extend(browser.wider_than(width).await);
    }
    wrong
}

/// The first thing that the keyboard reaches leads past the navigation.
async fn skip_link(browser: &Browser) -> Option<String> {
    if browser.evaluate("return !document.querySelector('nav')", Vec::new()).await == true {
        return None;
    }
    browser.reload().await;
    // A question begins at its answer.
    if browser.evaluate("return document.querySelector('main').contains(document.activeElement)", Vec::new()).await == true {
        return None;
    }
    browser.keys(Key::Tab + "").await;
    let first = browser.focused().await;
    let words = first.text().await.unwrap_or_default();
    browser.keys(Key::Enter + "").await;
    browser.keys(Key::Tab + "").await;
    let inside = browser.evaluate("return document.querySelector('main').contains(document.activeElement)", Vec::new()).await;
    (words.is_empty() || inside != true).then(|| format!("the keyboard does not get past the navigation by “{words}”"))
}
