#!/bin/bash
# Starts PostgreSQL with one role and one database, named by DATABASE_USER and DATABASE_NAME. The passwords of the role
# and of postgres are the contents of DATABASE_PASSWORD_FILE and ROOT_PASSWORD_FILE. Safe to kill at any moment.
set -euo pipefail

readonly home=/usr/local/lib/postgresql
readonly unfinished=$PGDATA.unfinished

drop_root() {
    chown postgres:postgres "$(dirname "$PGDATA")"
    exec setpriv --reuid=postgres --regid=postgres --init-groups --inh-caps=-all bash "$0"
}

# The data folder appears under its name only when it is complete.
make_data_folder() {
    rm -rf "$unfinished"
    initdb --pgdata="$unfinished" --encoding=UTF8 --locale=C.UTF-8 --auth-local=peer --auth-host=scram-sha-256
    echo 'host all all all scram-sha-256' >> "$unfinished/pg_hba.conf"
    mv "$unfinished" "$PGDATA"
}

# Brings roles, passwords and database in line with what is asked, while nobody can connect from outside.
# A statement that fails is not logged, since some of them hold a password.
prepare() {
    pg_ctl start --wait --silent --options="-c listen_addresses='' -c log_min_error_statement=panic"
    trap 'pg_ctl stop --mode=fast --silent; exit 1' EXIT
    psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --dbname=postgres --file="$home/prepare.sql"
    trap - EXIT
    pg_ctl stop --mode=fast --silent
}

trap 'exit 1' INT TERM
umask 077
[[ $(id --user) != 0 ]] || drop_root
[[ -d $PGDATA ]] || make_data_folder
prepare
exec postgres -c listen_addresses='*' -c port="$DATABASE_PORT"
