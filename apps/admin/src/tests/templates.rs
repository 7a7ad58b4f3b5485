//! Rules that hold for every template, read from the files: nothing inline, icons that exist, links that lead somewhere; and
//! the parts, drawn once each in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use actix_web::http::Method;
use askama::Template;
use visualizer_domain::Problem;
use visualizer_domain::user::Locale;

use super::NOW;
use crate::forms::{Filled, Form};
use crate::parts::frame::{Frame, FrameBody, Larger, Leads, Mark, Retry};
use crate::parts::place::RAIL;
use crate::request::paging::Pager;
use crate::routes;
use crate::words::Words;

pub fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                walk(&entry, ending, found);
            } else if entry.extension().is_some_and(|known| known == ending) {
                let text = fs::read_to_string(&entry).unwrap();
                found.push((entry, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    found.sort();
    found
}

/// The texts between `before` and `after`.
pub fn between<'a>(text: &'a str, before: &'a str, after: char) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

#[test]
fn no_template_holds_a_script_a_style_or_a_handler() {
    for (path, text) in files("templates", "html") {
        for forbidden in [" style=", "<style", " onclick=", " onload=", " onsubmit=", "javascript:", "http://", "https://"] {
            assert!(!text.contains(forbidden), "{}: {forbidden}", path.display());
        }
        assert_eq!(text.matches("<script").count(), text.matches("<script type=\"module\" src=").count(), "{}", path.display());
    }
}

#[test]
fn every_icon_is_in_the_sprite() {
    let sprite = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icons/sprite.svg")).unwrap();
    let known: BTreeSet<_> = between(&sprite, "id=\"", '"').collect();
    for (path, text) in files("templates", "html") {
        for icon in between(&text, "icon(\"", '"') {
            assert!(known.contains(icon), "{}: {icon}", path.display());
        }
    }
}

/// Addresses that templates and the navigation name ahead of their pages. A page that comes takes itself off this list, or the test fails.
const AHEAD: [&str; 0] = [];

#[test]
fn every_link_and_form_leads_to_a_row_of_the_table() {
    let table = routes::table();
    let leads = |method: &Method, address: &str| {
        let wanted: Vec<_> = address.split('?').next().unwrap_or_default().split('/').collect();
        table.iter().filter(|row| row.method == *method).any(|row| {
            let path: Vec<_> = row.path.split('/').collect();
            path.len() == wanted.len() && path.iter().zip(&wanted).all(|(a, b)| a.starts_with('{') || b.contains("{{") || a == b)
        })
    };
    for (path, text) in files("templates", "html") {
        // A value inside an address stands for one part of it, whatever signs it is written with.
        for (at, _) in text.match_indices("href=\"/").chain(text.match_indices("action=\"/")) {
            let tag = &text[text[..at].rfind('<').unwrap_or(0)..at];
            let asks = text[at..].starts_with("href") || tag.contains("method=\"get\"");
            let method = if asks { Method::GET } else { Method::POST };
            let address = text[at..].split('"').nth(1).unwrap_or_default();
            assert_ne!(leads(&method, address), AHEAD.contains(&address), "{}: {method} {address}", path.display());
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_its_token() {
    for (path, text) in files("templates", "html") {
        let posts = text.matches("method=\"post\"").count();
        assert!(text.matches("p::token(shell)").count() >= posts, "{}", path.display());
    }
}

#[test]
fn every_place_of_the_navigation_has_a_page() {
    let table = routes::table();
    for place in RAIL.iter().flat_map(|group| group.places) {
        let has_page = table.iter().any(|row| row.path == place.path() && row.method == Method::GET);
        assert_ne!(has_page, AHEAD.contains(&place.path()), "{}", place.path());
    }
}

/// Every part once, so that none rots unseen.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% import "parts.html" as p %}
{{ p::brand() }}{{ p::icon("check", "icon-l") }}{{ p::state("is-ok", "check", "Done") }}{{ p::state_box("is-live", "loader-circle", "Running") }}
{{ p::mark("ok", "check", "Approved") }}{{ p::moment(w, at) }}{{ p::crumb("/products", "Products") }}
{% call p::notice("is-warn", "unlink", "The input changed") %}<span>Look</span>{% endcall %}
{% call p::blank("No pictures yet", "They appear here.") %}<a class="btn is-main" href="/">New</a>{% endcall %}
<dl>{{ p::fact("Seed", 7) }}{{ p::figure("Waiting", w.n(*count)) }}</dl>
{% call p::text_field(f, "name", "Name") %} required{% endcall %}
{% call p::text_field(f, "sku", "SKU", hint="Optional") %}{% endcall %}
{% call p::area_field(f, "note", "Note", rows=3) %}{% endcall %}
{{ p::segments(f, "size", "Size", choices) }}{{ p::select_field(f, "style", "Style", choices) }}
{{ p::chip(f, "props", "books", "Books") }}{{ p::tile(f, "scene", "kitchen", "Kitchen", "/assets/x/img/a.webp") }}
{% call p::selection(w, "/generated-assets?pick=all", count) %}<button class="btn" form="sheet">Approve</button>{% endcall %}
{{ p::key("A", "Approve") }}{{ p::pager(w, pager) }}{{ p::drop(w, "pictures", "Add a picture", max_bytes) }}"#
)]
struct EveryPart {
    w: Words,
    f: Filled,
    at: time::OffsetDateTime,
    count: i64,
    choices: Vec<(String, String)>,
    pager: Pager,
    max_bytes: u64,
}

fn every_part(locale: Locale) -> String {
    let w = Words::new(locale, NOW);
    let typed = Form::holding([("name", "<Mug>"), ("size", "2k"), ("props", "books"), ("scene", "kitchen")]);
    let page = EveryPart {
        w,
        f: Filled::of(typed, w).refused(Problem::invalid("name", "empty")).unwrap(),
        at: NOW - time::Duration::hours(3),
        count: 12_481,
        choices: vec![("1k".into(), "1k".into()), ("2k".into(), "2k".into())],
        pager: Pager { first: Some("/a".into()), next: Some("/b".into()) },
        max_bytes: 10 * 1024 * 1024,
    };
    page.render().unwrap()
}

#[test]
fn a_field_keeps_what_was_typed_and_is_tied_to_its_message() {
    let html = every_part(Locale::En);
    assert!(html.contains("value=\"&#60;Mug&#62;\" aria-invalid=\"true\" aria-describedby=\"name-error\" required"), "{html}");
    assert!(html.contains("id=\"name-error\"") && html.contains("Fill this in."));
    assert!(html.contains("value=\"2k\" checked") && html.contains("value=\"books\" checked"));
    assert!(html.contains("Select all 12,481 matching") && html.contains("3 h ago"));
}

#[test]
fn parts_speak_japanese_too() {
    let html = every_part(Locale::Ja);
    assert!(html.contains("該当する12,481件をすべて選択") && html.contains("3時間前") && html.contains("JPEG、PNG、WebP"), "{html}");
}

#[test]
fn a_frame_shows_each_stage_of_a_picture_in_the_same_place() {
    let bodies = [
        FrameBody::Working { percent: 64, step: "step 18 of 28".into() },
        FrameBody::Waiting { why: "2 before it".into() },
        FrameBody::Stopped { why: "It was not made.".into(), retry: None },
        FrameBody::Failed { why: "No plain ground".into(), retry: Some(Retry { form: "retry".into(), job: "j1".into() }) },
        FrameBody::Picture {
            href: "/a".into(),
            src: "/s".into(),
            larger: Some(Larger { src: "/l".into(), width: 1_280, sizes: "auto, 17rem" }),
            width: 480,
            height: 600,
        },
    ];
    for body in bodies {
        let frame = Frame {
            w: Words::new(Locale::En, NOW),
            id: "a1".into(),
            name: "Mug 3".into(),
            alt: "A mug in a kitchen".into(),
            shape: "is-4x3",
            body,
            mark: Mark { kind: "ok", icon: "check", word: "Approved".into() },
            note: "draft".into(),
            pick: Some(2),
            picked: false,
            dimmed: false,
            pinned: false,
            own: false,
            leads: Leads::default(),
        };
        let html = frame.render().unwrap();
        assert!(html.trim_start().starts_with("<article class=\"frame is-4x3\" id=\"frame-a1\">"), "{html}");
    }
}
