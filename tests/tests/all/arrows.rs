//! The tables of docs/ARCHITECTURE.md are true: which package names which, which crates are doors, and what cannot be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, NodeDep, PackageId};

type Names = BTreeSet<String>;

const PREFIX: &str = "visualizer-";

#[test]
fn every_package_names_exactly_the_packages_of_its_row() {
    let mut arrows = our_arrows(&metadata());
    for row in package_rows() {
        assert_eq!(arrows.remove(&row.name), Some(row.may_name), "what {} names, and what its row says", row.name);
    }
    assert_eq!(arrows, BTreeMap::new(), "packages without a row");
}

#[test]
fn every_package_lies_where_its_row_says() {
    let metadata = metadata();
    for row in package_rows() {
        let package = metadata.workspace_packages().into_iter().find(|package| short(&package.name) == Some(&row.name));
        let manifest = package.map(|package| package.manifest_path.clone().into_std_path_buf());
        assert_eq!(manifest, Some(root().join(&row.place).join("Cargo.toml")), "{}", row.name);
    }
}

#[test]
fn a_door_is_named_only_by_the_packages_beside_it() {
    let metadata = metadata();
    for row in table("| crate | named by | door to |") {
        let (door, beside) = (row[0].as_str(), names(&row[1]));
        let naming: Names = metadata
            .workspace_packages()
            .into_iter()
            .filter(|package| short(&package.name) != Some("tests"))
            .filter(|package| package.dependencies.iter().any(|needed| needed.kind != DependencyKind::Development && needed.name == door))
            .filter_map(|package| short(&package.name).map(str::to_owned))
            .collect();
        assert_eq!(naming, beside, "who names {door}");
    }
}

#[test]
fn no_page_can_reach_what_generates() {
    let reached = reached(&resolved(), "visualizer-admin");
    for maker in ["visualizer-generation", "visualizer-studio", "visualizer-imaging", "visualizer-providers", "visualizer-worker"] {
        assert!(!reached.contains(maker), "admin reaches {maker}");
    }
    assert!(reached.contains("visualizer-db"), "the walk goes further than one arrow");
}

#[test]
fn nothing_below_the_domain_waits_or_reads() {
    let reached = reached(&resolved(), "visualizer-domain");
    for door in ["tokio", "mio", "async-std", "futures-util", "sea-orm", "sqlx", "actix-web", "hyper", "reqwest", "object_store", "socket2"]
    {
        assert!(!reached.contains(door), "domain reaches {door}");
    }
    assert!(reached.contains("serde"), "the walk finds what is there");
}

/// A row of the table of packages.
struct PackageRow {
    name: String,
    place: PathBuf,
    may_name: Names,
}

fn package_rows() -> Vec<PackageRow> {
    let rows = table("| package | where | may name | holds |");
    let all: Names = rows.iter().map(|row| row[0].clone()).collect();
    let row = |row: Vec<String>| {
        let may_name = match row[2].as_str() {
            "everything" => all.iter().filter(|name| **name != row[0]).cloned().collect(),
            listed => names(listed),
        };
        PackageRow { name: row[0].clone(), place: row[1].trim_matches('`').into(), may_name }
    };
    rows.into_iter().map(row).collect()
}

/// The cells of a table of the page, found by its head.
fn table(head: &str) -> Vec<Vec<String>> {
    let page = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("the page is there");
    let body = page.lines().skip_while(|line| *line != head).skip(2).take_while(|line| line.starts_with('|'));
    let rows: Vec<Vec<String>> = body.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
    assert!(!rows.is_empty(), "the page has no table {head}");
    rows
}

fn names(cell: &str) -> Names {
    cell.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn our_arrows(metadata: &Metadata) -> BTreeMap<String, Names> {
    let ours = |package: &cargo_metadata::Package| {
        let named = package.dependencies.iter().filter(|needed| needed.kind != DependencyKind::Development);
        named.filter_map(|needed| short(&needed.name).map(str::to_owned)).collect()
    };
    metadata.workspace_packages().into_iter().filter_map(|package| Some((short(&package.name)?.to_owned(), ours(package)))).collect()
}

/// Names of all packages that a package needs to be built, over any number of arrows; for its own tests too.
fn reached(metadata: &Metadata, from: &str) -> Names {
    let nodes: BTreeMap<&PackageId, &[NodeDep]> =
        metadata.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| (&node.id, node.deps.as_slice())).collect();
    let start = metadata.workspace_packages().into_iter().find(|package| package.name.as_str() == from).expect("a package of ours");
    let mut seen = BTreeSet::from([&start.id]);
    let mut to_visit = vec![&start.id];
    while let Some(id) = to_visit.pop() {
        let builds = |needed: &&NodeDep| *id == start.id || needed.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development);
        for needed in nodes[id].iter().filter(builds) {
            if seen.insert(&needed.pkg) {
                to_visit.push(&needed.pkg);
            }
        }
    }
    seen.into_iter().map(|id| metadata[id].name.to_string()).collect()
}

fn short(name: &str) -> Option<&str> {
    name.strip_prefix(PREFIX)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace")
}

/// The packages of the workspace with what they name.
fn metadata() -> Metadata {
    command().no_deps().exec().expect("cargo describes the workspace")
}

/// The same with everything below. Only this machine's kind, because the crates of others were never fetched.
fn resolved() -> Metadata {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc is there").stdout;
    let version = String::from_utf8(version).expect("rustc speaks UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc knows its host");
    let only_here = ["--locked", "--offline", "--filter-platform", host].map(str::to_owned);
    command().other_options(only_here).exec().expect("cargo resolves the workspace")
}

fn command() -> MetadataCommand {
    let mut command = MetadataCommand::new();
    command.manifest_path(root().join("Cargo.toml"));
    command
}
