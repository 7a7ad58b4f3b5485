//! The list of guards: the conditions that promises hang on, each with the tests that must notice when it is gone.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One guard: what it promises, where it stands, what removing it means, and which tests must notice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guard {
    /// The promise, and in brackets what keeps it.
    pub promise: String,
    /// The file that it stands in, from the root of the workspace.
    pub file: String,
    /// The text that keeps the promise. Stands exactly once in the file.
    pub find: String,
    /// What stands there without it.
    pub replace: String,
    /// The tests, as nextest filters them.
    pub tests: String,
    /// The package whose own tests are among them; otherwise they are all in `tests/tests/all`.
    pub package: Option<String>,
}

impl Guard {
    /// The text of its file in this copy of the workspace, whole.
    ///
    /// # Panics
    /// When the file is not there, or the guard does not stand in it exactly once.
    #[must_use]
    pub fn text(&self, root: &Path) -> String {
        let file = root.join(&self.file);
        let whole = std::fs::read_to_string(&file).unwrap_or_else(|err| panic!("{}: {err}", file.display()));
        let times = whole.matches(&self.find).count();
        assert_eq!(times, 1, "{}: the guard stands {times} times in {}: {}", self.promise, self.file, self.find);
        whole
    }
}

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every guard of `tests/guards/guards.toml`.
///
/// # Panics
/// When the list cannot be read.
#[must_use]
pub fn all() -> Vec<Guard> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct List {
        guard: Vec<Guard>,
    }
    let text = std::fs::read_to_string(root().join("tests/guards/guards.toml")).expect("the list of guards");
    toml::from_str::<List>(&text).expect("a list of guards").guard
}
