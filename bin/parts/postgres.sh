# shellcheck shell=bash disable=SC2154  # $logs comes from the caller
# A PostgreSQL server for one run: its own folder, a free port on the loopback, no fsync, gone at the end.
# Sourced after say.sh and packages.sh. The caller sets a trap that calls stop_postgres.

postgres_folder=

# initdb and the server refuse to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$postgres_folder" && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# Sets VISUALIZER_TEST_POSTGRES to the superuser's URL. One that is set already is left alone, so that a server can be chosen.
start_postgres() {
    if [ -n "${VISUALIZER_TEST_POSTGRES:-}" ]; then
        say "PostgreSQL: as VISUALIZER_TEST_POSTGRES says"
        return
    fi
    local programs port try
    programs=$(postgres_programs)
    postgres_folder=$(mktemp -d "${TMPDIR:-/tmp}/visualizer-postgres.XXXXXX")
    [ "$(id -u)" -ne 0 ] || chown postgres "$postgres_folder"
    as_postgres "$programs/initdb" -D "$postgres_folder/data" -U postgres -A trust --no-sync --no-instructions -E UTF8 --locale=C.UTF-8 \
        >"$logs/initdb.log" 2>&1
    # Somebody may take the port between looking and starting, hence a few tries.
    for try in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 20000))
        if as_postgres "$programs/pg_ctl" -D "$postgres_folder/data" -w -t 60 -l "$postgres_folder/server.log" -o "-p $port -h 127.0.0.1 \
            -k $postgres_folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" start >"$logs/pg_ctl.log" 2>&1; then
            export VISUALIZER_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
            say "PostgreSQL: $("$programs/postgres" --version) on port $port"
            return
        fi
        say "PostgreSQL: port $port did not work (try $try)"
    done
    cat "$postgres_folder/server.log" >&2
    return 1
}

stop_postgres() {
    [ -n "$postgres_folder" ] || return 0
    as_postgres "$(postgres_programs)/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$postgres_folder"
    postgres_folder=
}
