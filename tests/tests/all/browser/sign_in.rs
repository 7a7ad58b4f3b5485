//! The door.

use visualizer_tests::Site;
use visualizer_tests::browser::{Browser, Role, Setup};
use visualizer_tests::site::{EMAIL, PASSWORD};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_told_and_the_right_one_opens_the_door() {
    let (site, database) = Site::on_sqlite().await;
    let browser = Browser::open(Setup::default()).await;
    browser.go(&site.at("/account")).await;
    browser.fill("E-mail", EMAIL).await;
    browser.fill("Password", "a long enough guess").await;
    browser.press("Sign in").await;
    browser.see("E-mail and password do not match.").await;
    browser.fill("Password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.see("Owner").await;
    assert_eq!(browser.address().await, site.at("/account"), "where they wanted to go");
    drop((browser, site));
    database.remove().await;
}

/// Signs the owner in, and waits for the first page.
pub async fn sign_in(site: &Site, browser: &Browser) {
    browser.go(&site.at("/")).await;
    browser.fill("E-mail", EMAIL).await;
    browser.fill("Password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.find(Role::Link, "Products").await;
}
