# shellcheck shell=bash disable=SC2154  # $logs comes from the caller
# Words on the terminal, the same for every command in bin/. Sourced.

say() { printf '%s\n' "· $*"; }
complain() { printf '%s\n' "! $*" >&2; }

# step NAME COMMAND...  Runs a command, keeps what it says in $logs/NAME.log, and says how long it took.
step() {
    local name=$1 began=$SECONDS
    shift
    say "$name: $*"
    if "$@" 2>&1 | tee "$logs/$name.log"; then
        say "$name: good, $((SECONDS - began)) s"
    else
        complain "$name failed after $((SECONDS - began)) s; its words are in $logs/$name.log"
        return 1
    fi
}
