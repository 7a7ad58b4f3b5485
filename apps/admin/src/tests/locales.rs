//! The sentences of both languages, held against each other and against what the code asks for.

use std::collections::{BTreeMap, BTreeSet};

use visualizer_domain::problem::Noun;
use visualizer_domain::user::Theme;
use visualizer_domain::{Permission, Role};

use super::templates::{between, files};
use crate::parts::place::{Place, RAIL};
use crate::routes;
use crate::routes::route::Surface;

/// Keys that are made from a stored word or a code; which ones must exist is checked one by one below.
const FAMILIES: [&str; 31] = [
    "api-",
    "approval-",
    "asset-status-",
    "conflict-",
    "decide-",
    "did-",
    "field-",
    "flash-",
    "flow-state-",
    "framed-",
    "job-",
    "kind-",
    "look-",
    "noun-",
    "origin-",
    "parked-",
    "part-",
    "permission-",
    "place-",
    "problem-",
    "product-field-",
    "products-by-",
    "prompt-",
    "rail-",
    "remark-",
    "role-",
    "session-state-",
    "setting-",
    "stage-",
    "theme-",
    "unfinished-",
];

/// Key and values (`$name`) of every sentence of a language.
fn sentences(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut sentences: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for (path, text) in files(&format!("locales/{language}"), "ftl") {
        for line in text.lines() {
            if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| !name.starts_with([' ', '#']) && !name.is_empty()) {
                key = name.to_owned();
                assert!(!sentences.contains_key(&key), "{}: {key} stands twice", path.display());
                sentences.insert(key.clone(), BTreeSet::new());
            }
            let values = line.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next()).map(str::to_owned);
            if let Some(known) = sentences.get_mut(&key) {
                known.extend(values);
            }
        }
    }
    sentences
}

/// Keys that templates and code name literally, with where.
fn named() -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    for (path, text) in files("templates", "html").into_iter().chain(files("src", "rs")) {
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        // What stands in the module's own tests proves the machinery, not the sentences.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for key in between(text, ".t(\"", '"') {
            named.insert(key.to_owned(), path.display().to_string());
        }
    }
    named
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_values() {
    let (english, japanese) = (sentences("en"), sentences("ja"));
    let missing: Vec<_> = english.keys().filter(|key| !japanese.contains_key(*key)).collect();
    let surplus: Vec<_> = japanese.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "not in Japanese: {missing:?}; only in Japanese: {surplus:?}");
    for (key, values) in &english {
        // A language may leave a value out, but never ask for one that the code does not give.
        assert!(japanese[key].is_subset(values) || values.is_subset(&japanese[key]), "{key}: {values:?} and {:?}", japanese[key]);
    }
}

#[test]
fn every_key_that_is_named_has_a_sentence() {
    let english = sentences("en");
    for (key, place) in named() {
        assert!(english.contains_key(&key), "{key} in {place}");
    }
}

#[test]
fn every_sentence_is_used() {
    let named = named();
    let unused: Vec<_> = sentences("en")
        .into_keys()
        .filter(|key| !named.contains_key(key) && !FAMILIES.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_stored_word_can_be_said() {
    let english = sentences("en");
    let places = [
        Place::Home,
        Place::Gallery,
        Place::Products,
        Place::Sessions,
        Place::Queue,
        Place::Members,
        Place::Client,
        Place::Clients,
        Place::Account,
    ];
    let table = routes::table();
    let operations = table.iter().filter(|row| row.surface == Surface::Api).filter_map(|row| row.operation.as_ref());
    let wanted = (Noun::ALL.iter().map(|word| format!("noun-{word}")))
        .chain(Role::ALL.iter().map(|word| format!("role-{word}")))
        .chain(Permission::ALL.iter().map(|word| format!("permission-{word}")))
        .chain(Theme::ALL.iter().map(|word| format!("theme-{word}")))
        .chain(places.iter().map(|place| place.word().to_owned()))
        .chain(RAIL.iter().filter_map(|group| group.title).map(str::to_owned))
        .chain(operations.map(|operation| format!("api-{}", operation.name)));
    for key in wanted {
        assert!(english.contains_key(&key), "{key}");
    }
}

#[test]
fn every_line_of_the_audit_trail_can_be_told() {
    let english = sentences("en");
    // What concerns the platform or a person's own account stands in no client's history.
    let told = ["asset.", "client.", "flow.", "job.", "member.", "product.", "product_image.", "run.", "session."];
    let mut missing = BTreeSet::new();
    for (_, text) in files("../../crates/control/src", "rs").into_iter().chain(files("../worker/src", "rs")) {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let words = text.split('"').skip(1).step_by(2).filter(|word| told.iter().any(|noun| word.starts_with(noun)));
        let verbs = words.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'_' | b'-')));
        missing.extend(verbs.map(|word| format!("did-{}", word.replace(['.', '_'], "-"))));
    }
    assert!(missing.len() > 20, "the actions are found: {missing:?}");
    missing.retain(|key| !english.contains_key(key));
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_code_that_the_rules_can_give_has_a_sentence() {
    let english = sentences("en");
    let mut missing = BTreeSet::new();
    for folder in ["../../crates/domain/src", "../../crates/control/src", "src"] {
        for (_, text) in files(folder, "rs") {
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            missing.extend(field_codes(text).map(|code| format!("field-{code}")));
            for before in ["Problem::conflict(\"", "Problem::Conflict { code: \""] {
                missing.extend(between(text, before, '"').map(|code| format!("conflict-{code}")));
            }
        }
    }
    missing.retain(|key| !english.contains_key(key));
    assert!(missing.is_empty(), "{missing:?}");
}

/// The literal that is the second argument of a call; a code that is a variable is checked where it is made.
fn field_codes(text: &str) -> impl Iterator<Item = &str> {
    ["FieldProblem::new(", "Problem::invalid("].into_iter().flat_map(move |call| text.split(call).skip(1)).filter_map(|rest| {
        let arguments = rest.split(')').next()?;
        arguments.rsplit_once(", ")?.1.strip_prefix('"')?.strip_suffix('"')
    })
}
