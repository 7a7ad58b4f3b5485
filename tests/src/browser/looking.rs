//! What a person sees: the words of a page, and things by their role and name.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::Value;
use thirtyfour::WebElement;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner, WebDriverResult};

use super::Browser;

/// Longest wait for what a page shows at once.
const SOON: Duration = Duration::from_secs(20);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// What something is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Something to press that does something.
    Button,
    /// Something to press that leads somewhere.
    Link,
    /// Something to fill, tick or choose from.
    Field,
    /// A title.
    Heading,
    /// A picture.
    Image,
}

impl Role {
    fn selector(self) -> &'static str {
        match self {
            Self::Button => "button, summary, input[type=submit], [role=button]",
            Self::Link => "a[href]",
            Self::Field => "input:not([type=hidden]), textarea, select",
            Self::Heading => "h1, h2, h3",
            Self::Image => "img, svg[role=img]",
        }
    }
}

/// Elements of a selector that are shown and could have this name; the browser says afterwards whether they have it.
const CANDIDATES: &str = r#"
    const [selector, name] = arguments;
    // What lies behind an open dialog is out of reach.
    const reach = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
    const squeezed = (text) => (text ?? "").replace(/\s+/g, " ");
    const said = (e) => [e.textContent, e.ariaLabel, e.title, e.value, e.alt, e.placeholder, ...[...(e.labels ?? [])].map((l) => l.textContent),
        e.closest("fieldset")?.querySelector("legend")?.textContent, ...[...e.querySelectorAll("[alt]")].map((i) => i.alt)];
    return [...reach.querySelectorAll(selector)].filter((e) => e.checkVisibility() && said(e).some((text) => squeezed(text).includes(name)));
"#;

impl Browser {
    /// Goes to an address and waits until the page is there.
    ///
    /// # Panics
    /// When the browser does not get there.
    pub async fn go(&self, address: &str) {
        self.session.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Loads the page again.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn reload(&self) {
        self.session.refresh().await.expect("the page loads again");
    }

    /// Where the browser is.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn address(&self) -> String {
        self.session.current_url().await.expect("an address").into()
    }

    /// The words that the page shows.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn words(&self) -> String {
        let words = self.evaluate("return document.body.innerText", Vec::new()).await;
        words.as_str().unwrap_or_default().to_owned()
    }

    /// What a script of ours says about the page. It also works where the page's own scripts may not run.
    ///
    /// # Panics
    /// When the script breaks.
    pub async fn evaluate(&self, script: &str, arguments: Vec<Value>) -> Value {
        let said = self.session.execute(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"));
        said.json().clone()
    }

    /// Waits until the page shows these words.
    ///
    /// # Panics
    /// When it does not.
    pub async fn see(&self, words: &str) {
        self.see_within(words, SOON).await;
    }

    /// Waits until the page shows these words, for as long as they may take.
    ///
    /// # Panics
    /// When it does not.
    pub async fn see_within(&self, words: &str, longest: Duration) {
        self.until_within(&format!("the page shows “{words}”"), longest, async || Ok(self.shows(words).await?.then_some(()))).await;
    }

    /// Waits until the page does not show these words any more.
    ///
    /// # Panics
    /// When it goes on showing them.
    pub async fn see_no_more(&self, words: &str) {
        self.until(&format!("“{words}” is gone"), async || Ok((!self.shows(words).await?).then_some(()))).await;
    }

    /// Whether the page shows these words now, in one line or broken into several.
    pub async fn shows(&self, words: &str) -> WebDriverResult<bool> {
        let script = r#"return document.body.innerText.replace(/\s+/g, " ").includes(arguments[0])"#;
        let said = self.session.execute(script, vec![words.into()]).await?;
        Ok(said.json().as_bool().unwrap_or_default())
    }

    /// Waits for something with this role and name.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn find(&self, role: Role, name: &str) -> WebElement {
        self.until(&format!("a {role:?} named “{name}”"), async || Ok(self.named(role, name).await?.into_iter().next())).await
    }

    /// Everything that is shown with this role and name now. The browser itself says what something is called. A name that ends in `…`
    /// stands for all that begin so.
    pub async fn named(&self, role: Role, name: &str) -> WebDriverResult<Vec<WebElement>> {
        let beginning = name.strip_suffix('…');
        let part = beginning.unwrap_or(name);
        let candidates = self.session.execute(CANDIDATES, vec![role.selector().into(), part.into()]).await?.elements()?;
        let mut found = Vec::new();
        for candidate in candidates {
            let path = format!("element/{}/computedlabel", candidate.element_id());
            let called = self.ask(Method::GET, &path, None).await?;
            let called = called.as_str().unwrap_or_default().trim();
            if called == name || beginning.is_some_and(|beginning| called.starts_with(beginning)) {
                found.push(candidate);
            }
        }
        Ok(found)
    }

    /// Waits until `look` finds what it looks for.
    ///
    /// # Panics
    /// When it does not, with a picture of the page and its words.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> WebDriverResult<Option<T>>) -> T {
        self.until_within(what, SOON, look).await
    }

    /// Waits until `look` finds what it looks for, for as long as that may take.
    ///
    /// # Panics
    /// When it does not, with a picture of the page and its words.
    pub async fn until_within<T>(&self, what: &str, longest: Duration, mut look: impl AsyncFnMut() -> WebDriverResult<Option<T>>) -> T {
        let deadline = Instant::now() + longest;
        loop {
            // The page may be exchanged while it is looked at; the next look tells.
            let trouble = match look().await {
                Ok(Some(found)) => return found,
                Ok(None) => None,
                Err(error) => Some(error),
            };
            if Instant::now() > deadline {
                self.give_up(what, trouble).await;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn give_up(&self, what: &str, trouble: Option<WebDriverError>) -> ! {
        let picture = kept(&self.session.screenshot_as_png().await.unwrap_or_default());
        let address = self.session.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let words = self.words().await;
        let complaints = self.manners().await;
        let trouble = trouble.map(|error| format!("\nthe driver says: {}", first_line(&error))).unwrap_or_default();
        panic!("never so: {what}\nat {address}, see {}{trouble}\n{complaints:?}\n--- the page says\n{words}\n---", picture.display());
    }
}

fn first_line(error: &WebDriverError) -> String {
    let inner: &WebDriverErrorInner = error;
    inner.to_string().lines().next().unwrap_or_default().to_owned()
}

/// Keeps a picture where the logs of tests are.
fn kept(png: &[u8]) -> PathBuf {
    let test = std::thread::current().name().unwrap_or("browser").replace("::", "-");
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.ancestors().nth(3).map(|target| target.join("test-logs")).unwrap_or_default();
    let path = folder.join(format!("{test}-{}.png", std::process::id()));
    let _ = std::fs::create_dir_all(&folder);
    let _ = std::fs::write(&path, png);
    path
}
