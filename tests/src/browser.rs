//! A person at a real browser: headless Chromium with a folder of its own, which ends with its test, however that ends.
//!
//! What is there to press and to fill is found as people and screen readers find it: by role and name. Everything waits for what it
//! wants to see, up to a deadline; when it does not come, a picture of the page is kept and the words on it are told. Nothing sleeps for
//! a fixed time, and nothing here knows the pages.

mod acting;
mod looking;
mod manners;
mod process;

use std::path::PathBuf;

use reqwest::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, RequestData, SessionId, WebDriver};

pub use looking::Role;
pub use manners::Manners;

use process::Process;

/// A window as wide and high as a desk has.
pub const DESK: (u32, u32) = (1440, 900);
/// A window as wide and high as a phone has.
pub const PHONE: (u32, u32) = (390, 844);

/// How a browser is set up.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// Whether the system is dark.
    pub dark: bool,
    /// The language that pages are asked for in.
    pub language: &'static str,
    /// Width and height of the window, in CSS pixels.
    pub size: (u32, u32),
}

impl Default for Setup {
    fn default() -> Self {
        Self { scripts: true, dark: false, language: "en", size: DESK }
    }
}

/// A browser with one open page.
#[derive(Debug)]
pub struct Browser {
    // Chromium goes first: its folder can only be removed when nobody writes there any more.
    process: Process,
    session: WebDriver,
}

impl Browser {
    /// Opens a browser.
    ///
    /// # Panics
    /// When there is none, or it does not start.
    pub async fn open(setup: Setup) -> Self {
        let process = Process::start().await;
        let capabilities = capabilities(&setup, &process).expect("capabilities are plain JSON");
        // thirtyfour speaks HTTP by rustls, which wants to be told whose cryptography to use; somebody may have said so before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let session = WebDriver::new(process.address(), capabilities).await.expect("Chromium starts");
        // Ending Chromium is the business of `Process`, which also does it when a test panics.
        let _ = session.clone().leak();
        let browser = Self { process, session };
        browser.resize(setup.size).await;
        browser
    }

    /// Gives the window another size, in CSS pixels.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Asks the DevTools of the page.
    ///
    /// # Panics
    /// When they refuse.
    pub async fn devtools(&self, method: &str, params: Value) -> Value {
        let body = json!({ "cmd": method, "params": params });
        self.ask(Method::POST, "goog/cdp/execute", Some(body)).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// A picture of what the window shows, as PNG.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn picture(&self) -> Vec<u8> {
        self.session.screenshot_as_png().await.expect("a picture of the window")
    }

    /// The folder that downloads come into.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.process.folder().join("downloads")
    }

    /// A question that thirtyfour has no function for.
    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> WebDriverResult<Value> {
        self.session.cmd(Question { method, path: path.to_owned(), body }).await?.value_json()
    }
}

fn capabilities(setup: &Setup, process: &Process) -> WebDriverResult<thirtyfour::ChromeCapabilities> {
    let folder = process.folder();
    let mut chrome = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--hide-scrollbars",
        // Chromium ends when this pipe closes, which it does when its driver ends.
        "--remote-debugging-pipe",
    ] {
        chrome.add_arg(argument)?;
    }
    chrome.add_arg(&format!("--user-data-dir={}", folder.join("profile").display()))?;
    chrome.add_arg(&format!("--blink-settings=preferredColorScheme={}", if setup.dark { 0 } else { 1 }))?;
    // What a person sets who allows no site to run scripts: 1 allows, 2 blocks.
    let scripts = if setup.scripts { 1 } else { 2 };
    let wishes = json!({
        "intl.accept_languages": setup.language,
        "profile.managed_default_content_settings.javascript": scripts,
        "download.default_directory": folder.join("downloads"),
        "download.prompt_for_download": false,
    });
    chrome.add_experimental_option("prefs", wishes)?;
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(chrome)
}

/// A request to the driver, below its session.
#[derive(Debug)]
struct Question {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl FormatRequestData for Question {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let request = RequestData::new(self.method.clone(), format!("session/{session}/{}", self.path));
        match &self.body {
            Some(body) => request.add_body(body.clone()),
            None => request,
        }
    }
}
