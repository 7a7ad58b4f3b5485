//! What the documents say about the repository is true: every path in them leads somewhere, and the reference of settings is the list
//! of settings.

use std::path::{Path, PathBuf};

use visualizer_domain::configuration_key::{KEYS, Otherwise};

#[test]
fn every_path_that_a_document_names_is_there() {
    let mut lost = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page");
        let here = page.parent().expect("a page lies in a folder");
        let quoted = text.split('`').skip(1).step_by(2).filter(|word| is_path(word)).map(|word| root().join(word));
        let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let linked = linked.filter(|to| !to.contains("://")).map(|to| here.join(to.split('#').next().unwrap_or(to)));
        for path in quoted.chain(linked).filter(|path| !path.exists()) {
            lost.push(format!("{} names {}", page.display(), path.display()));
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn the_reference_of_settings_is_the_list_of_settings() {
    let page = std::fs::read_to_string(root().join("docs/operating.md")).expect("the page is there");
    let (_, rest) =
        page.split_once("| setting | variable | otherwise | what it is |\n|---|---|---|---|\n").expect("the page has the table");
    let (said, _) = rest.split_once("<!-- end of configuration -->").expect("the table has an end");
    let rows = KEYS.iter().map(|key| {
        let otherwise = match key.otherwise {
            Otherwise::Value(value) => format!("`{value}`"),
            Otherwise::Words(words) => words.to_owned(),
        };
        format!("| `{}` | `{}` | {otherwise} | {} |\n", key.name, key.variable(), key.what)
    });
    let meant: String = rows.collect();
    assert_eq!(said, meant, "put this into docs/operating.md:\n{meant}");
}

/// A path from the root: at least one slash, and a first part that is a folder of ours.
fn is_path(word: &str) -> bool {
    let first = word.split('/').next().unwrap_or_default();
    let known = ["apps", "bin", "crates", "docs", "migration", "tests"].contains(&first);
    known && word.contains('/') && !word.contains([' ', '*', '{', '<'])
}

fn pages() -> Vec<PathBuf> {
    let docs = root().join("docs");
    let decisions = docs.join("decisions");
    let files = [docs, decisions].into_iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder of pages"));
    let pages =
        files.map(|entry| entry.expect("an entry").path()).filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.chain([root().join("README.md")]).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace")
}
