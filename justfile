# The commands of a working day. The whole proof is `just test`.

# Lists the commands.
default:
    @just --list

# Formatting and lints: what to run before handing over.
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Formats everything.
format:
    cargo fmt --all

# Everything, on SQLite and PostgreSQL.
test:
    bin/test

# The tests of one package on SQLite alone: `just quick domain`.
quick package:
    VISUALIZER_TEST_POSTGRES=none cargo nextest run --package visualizer-{{package}}

# Licences, sources and bans of dependencies (needs cargo-deny).
dependencies:
    cargo deny check bans licenses sources

# Removes each guard of tests/guards/guards.toml in a copy of the tree and shows that its tests turn red: a minute a guard.
guards *promise:
    bin/prove-guards {{promise}}

# Starts the demo; `just demo --fresh` from nothing.
demo *arguments:
    bin/demo {{arguments}}

# A picture of every page in both themes, sizes and languages, in target/screenshots.
screenshots *folder:
    bin/screenshots {{folder}}

# The reference of our own crates, with private items.
reference:
    cargo doc --workspace --no-deps --document-private-items --open
