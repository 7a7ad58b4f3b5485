# shellcheck shell=bash disable=SC2154  # $logs comes from the caller
# What the tests need from the system, by name of the Debian package. Installs only what is missing. Sourced after say.sh.

# The newest server of version 15 or later: the folder with its programs, or nothing.
postgres_programs() {
    local found folder version
    found=$( (ls -d /usr/lib/postgresql/*/bin 2>/dev/null; dirname "$(command -v pg_ctl || echo /)") | sort -rV)
    for folder in $found; do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] || continue
        version=$("$folder/pg_ctl" --version | grep -oE '[0-9]+' | head -n 1)
        [ "$version" -ge 15 ] && echo "$folder" && return
    done
}

has_browser() { command -v chromedriver >/dev/null && { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; }

has_japanese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ja file | head -n 1)" ]; }

missing_packages() {
    { command -v cc && command -v make; } >/dev/null || echo build-essential
    [ -n "$(postgres_programs)" ] || echo postgresql
    has_browser || echo chromium chromium-driver
    has_japanese_font || echo fonts-noto-cjk
}

# Installs what is missing, or says what to install and fails.
provide_packages() {
    local missing
    missing=$(missing_packages | tr '\n' ' ')
    if [ -z "$missing" ]; then
        say "packages: all there"
        return
    fi
    local -a as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            complain "missing: $missing. Install them as root (apt-get install $missing), then run this again."
            return 1
        fi
        as_root=(sudo -n)
    fi
    say "packages: installing $missing"
    # shellcheck disable=SC2086  # a list of words on purpose
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
        'apt-get update -q && apt-get install -q -y --no-install-recommends "$@"' sh $missing >"$logs/packages.log" 2>&1 || {
        complain "installing failed; see $logs/packages.log"
        return 1
    }
    missing=$(missing_packages | tr '\n' ' ')
    [ -z "$missing" ] || { complain "still missing after installing: $missing"; return 1; }
}

# cargo-deny, into the build folder unless it is installed. Compiling it takes two idle cores two minutes, once.
provide_cargo_deny() {
    local tools=${CARGO_TARGET_DIR:-target}/tools
    tools=$(mkdir -p "$tools" && cd "$tools" && pwd)
    PATH=$PATH:$tools/bin
    cargo deny --version >/dev/null 2>&1 && return
    say "packages: installing cargo-deny into $tools"
    CARGO_TARGET_DIR=$tools/build cargo install cargo-deny --locked --version 0.20.2 --root "$tools" >"$logs/cargo-deny.log" 2>&1 || {
        complain "cargo-deny cannot be installed; see $logs/cargo-deny.log, or install it yourself: cargo install cargo-deny --locked"
        return 1
    }
    rm -rf "$tools/build"
}
