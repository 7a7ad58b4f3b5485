//! What a person does: pressing, filling, choosing, typing, and taking what is downloaded.

use std::path::{Path, PathBuf};
use std::time::Duration;

use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, TypingData, WebElement};

use super::{Browser, Role};

/// Longest wait for a download to be whole.
const DOWNLOAD: Duration = Duration::from_secs(30);

impl Browser {
    /// Presses the button of this name.
    ///
    /// # Panics
    /// When it cannot be pressed.
    pub async fn press(&self, name: &str) {
        self.click(Role::Button, name).await;
    }

    /// Follows the link of this name.
    ///
    /// # Panics
    /// When it cannot be followed.
    pub async fn follow(&self, name: &str) {
        self.click(Role::Link, name).await;
    }

    /// Clicks the first thing of this role and name; again when the page changed under the pointer.
    ///
    /// # Panics
    /// When it cannot be clicked.
    pub async fn click(&self, role: Role, name: &str) {
        let what = format!("a {role:?} named “{name}” takes a click");
        self.until(&what, async || match self.named(role, name).await?.first() {
            Some(found) => self.reach(found).await.map(Some),
            None => Ok(None),
        })
        .await;
    }

    /// Clicks on something after scrolling it out from under what stays in place while a page scrolls, as a person does.
    async fn reach(&self, element: &WebElement) -> WebDriverResult<()> {
        let script = r#"arguments[0].scrollIntoView({ block: "nearest", behavior: "instant" })"#;
        self.session.execute(script, vec![element.to_json()?]).await?;
        element.click().await
    }

    /// Writes into the field of this name, instead of what is there.
    ///
    /// # Panics
    /// When it cannot be written into.
    pub async fn fill(&self, name: &str, text: &str) {
        let what = format!("a field named “{name}” takes text");
        self.until(&what, async || {
            let Some(field) = self.named(Role::Field, name).await?.into_iter().next() else { return Ok(None) };
            field.clear().await?;
            field.send_keys(text).await.map(Some)
        })
        .await;
    }

    /// Ticks a box, or chooses one of several, by its label.
    ///
    /// # Panics
    /// When it cannot be chosen.
    pub async fn choose(&self, name: &str) {
        let what = format!("“{name}” can be chosen");
        self.until(&what, async || {
            let Some(field) = self.named(Role::Field, name).await?.into_iter().next() else { return Ok(None) };
            // Boxes are often drawn by their labels, and those are what people click.
            let label = self.session.execute("return arguments[0].labels[0] ?? arguments[0]", vec![field.to_json()?]).await?;
            self.reach(&label.element()?).await?;
            Ok(field.is_selected().await?.then_some(()))
        })
        .await;
    }

    /// Chooses an entry of the list of this name.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn select(&self, name: &str, entry: &str) {
        let what = format!("“{entry}” can be selected as “{name}”");
        self.until(&what, async || {
            let Some(list) = self.named(Role::Field, name).await?.into_iter().next() else { return Ok(None) };
            let option = list.find(By::XPath(format!(".//option[normalize-space()={}]", quoted(entry)))).await?;
            option.click().await?;
            Ok(option.is_selected().await?.then_some(()))
        })
        .await;
    }

    /// Gives files to the field for files of this name.
    ///
    /// # Panics
    /// When it does not take them.
    pub async fn give(&self, name: &str, files: &[PathBuf]) {
        let paths: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        let what = format!("a field named “{name}” takes files");
        self.until(&what, async || {
            let Some(field) = self.named(Role::Field, name).await?.into_iter().next() else { return Ok(None) };
            field.send_keys(paths.join("\n")).await.map(Some)
        })
        .await;
    }

    /// Types where the focus is, as on a keyboard.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.session.action_chain().send_keys(keys).perform().await.expect("keys reach the page");
    }

    /// What has the focus.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn focused(&self) -> WebElement {
        self.session.active_element().await.expect("something has the focus")
    }

    /// Takes what `ask` has downloaded: its name and its bytes.
    ///
    /// # Panics
    /// When nothing comes.
    pub async fn download(&self, ask: impl Future<Output = ()>) -> (String, Vec<u8>) {
        let before = files(&self.downloads());
        ask.await;
        let path = self
            .until_within("a file is downloaded", DOWNLOAD, async || {
                let now = files(&self.downloads());
                // Chromium writes beside the file, under a name that ends so, and renames it when it is whole.
                let whole = now.iter().all(|path| path.extension().is_none_or(|ending| ending != "crdownload"));
                WebDriverResult::Ok(now.into_iter().find(|path| whole && !before.contains(path)))
            })
            .await;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, std::fs::read(&path).expect("what was downloaded can be read"))
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    // Hidden files are the browser's own, on their way.
    paths.filter(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'))).collect()
}

/// A text as XPath writes it.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
