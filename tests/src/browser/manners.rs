//! What must hold on every page: nothing to complain about in the console, nothing wider than the window, and what people need who do not
//! see or do not point.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Browser;

/// What is wrong with a page, in sentences; empty when nothing is.
pub type Manners = BTreeSet<String>;

const RULES: &str = r#"
    const wrong = [];
    const called = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 120);
    const shown = (e) => e.checkVisibility({ visibilityProperty: true });
    if (!document.documentElement.lang) wrong.push("html has no lang");
    if (!document.title.trim()) wrong.push("the page has no title");
    const heads = [...document.querySelectorAll("h1")].filter(shown);
    if (heads.length !== 1) wrong.push(`${heads.length} h1`);
    if (document.querySelectorAll("main").length !== 1) wrong.push("not exactly one main");
    for (const image of document.images) {
        if (!image.hasAttribute("alt")) wrong.push("no alt: " + called(image));
        if (image.complete && !image.naturalWidth && image.loading !== "lazy") wrong.push("broken picture: " + called(image));
    }
    const ids = new Set();
    for (const e of document.querySelectorAll("[id]")) ids.has(e.id) ? wrong.push("two ids " + e.id) : ids.add(e.id);
    for (const e of document.querySelectorAll("[style]")) if (!e.style.length) wrong.push("style that the policy refuses: " + called(e));
    for (const e of document.querySelectorAll("input:not([type=hidden]), textarea, select"))
        if (shown(e) && !e.labels?.length && !e.ariaLabel && !e.getAttribute("aria-labelledby")) wrong.push("a field without a name: " + called(e));
    for (const e of document.querySelectorAll("a[href], button"))
        if (shown(e) && !e.closest("[aria-hidden=true]") && !(e.innerText.trim() || e.textContent.trim() || e.ariaLabel || e.title || e.querySelector("img[alt]:not([alt=''])")))
            wrong.push("nothing to call it by: " + called(e));
    for (const e of document.querySelectorAll("[aria-describedby], [aria-labelledby]"))
        for (const id of `${e.getAttribute("aria-describedby") ?? ""} ${e.getAttribute("aria-labelledby") ?? ""}`.split(" "))
            if (id && !document.getElementById(id)) wrong.push("speaks of nothing: #" + id);
    return wrong;
"#;

const WIDER: &str = r#"
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const inside = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== "visible") return true; };
    const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > wide + 0.5 && !inside(e));
    return [`wider than ${wide} px: ` + (out.at(-1)?.outerHTML ?? document.body.className).replace(/\s+/g, " ").slice(0, 160)];
"#;

/// A line of the console.
#[derive(Deserialize)]
struct Line {
    level: String,
    message: String,
}

impl Browser {
    /// What the console complained of since it was last asked: errors of scripts, refusals of the policy, files that are missing.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn complaints(&self) -> Vec<String> {
        let lines = self.session.browser_log().await.expect("the console");
        let lines = lines.into_iter().map(|line| Line { level: line.level, message: line.message });
        lines.filter(|line| line.level == "SEVERE" || line.level == "WARNING").map(|line| line.message).collect()
    }

    /// What is wrong with the page as it stands.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn manners(&self) -> Manners {
        let mut wrong: Manners = self.complaints().await.into_iter().map(|line| format!("console: {line}")).collect();
        wrong.extend(self.sentences(RULES).await);
        wrong
    }

    /// What sticks out of the window when it is this wide.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn wider_than(&self, width: u32) -> Vec<String> {
        self.resize((width, 844)).await;
        self.sentences(WIDER).await
    }

    /// What a script of ours finds, as a list of sentences.
    ///
    /// # Panics
    /// When it gives anything else.
    pub async fn sentences(&self, script: &str) -> Vec<String> {
        serde_json::from_value(self.evaluate(script, Vec::new()).await).expect("a list of sentences")
    }
}
