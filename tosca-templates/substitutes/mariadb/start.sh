#!/bin/bash
# Starts MariaDB with one database and one user, named by DATABASE_NAME and DATABASE_USER. The passwords of the user and
# of root are the contents of DATABASE_PASSWORD_FILE and ROOT_PASSWORD_FILE. Safe to kill at any moment.
set -euo pipefail

readonly data=/var/lib/mysql/data
readonly unfinished=$data.unfinished
readonly run=/tmp/mariadb

drop_root() {
    chown mysql:mysql "$(dirname "$data")"
    exec setpriv --reuid=mysql --regid=mysql --init-groups --inh-caps=-all bash "$0"
}

# The data folder appears under its name only when it is complete.
make_data_folder() {
    rm -rf "$unfinished"
    mariadb-install-db --datadir="$unfinished" --auth-root-authentication-method=normal --skip-test-db > /dev/null
    mv "$unfinished" "$data"
}

# A text as SQL; a password of several lines would end a statement early.
quoted() {
    local text=${1//\\/\\\\}
    [[ $text != *$'\n'* ]] || { echo 'a password has one line' >&2; exit 1; }
    printf "'%s'" "${text//\'/\'\'}"
}

named() {
    printf '`%s`' "${1//\`/\`\`}"
}

# What the server carries out before anybody can connect; one statement in each line. Only the server's user reads it.
statements() {
    local user root
    user="$(quoted "$DATABASE_USER")@'%'"
    root="$(quoted "$(cat "$ROOT_PASSWORD_FILE")")"
    echo "CREATE DATABASE IF NOT EXISTS $(named "$DATABASE_NAME") CHARACTER SET utf8mb4;"
    echo "CREATE USER IF NOT EXISTS $user;"
    echo "ALTER USER $user IDENTIFIED BY $(quoted "$(cat "$DATABASE_PASSWORD_FILE")");"
    echo "GRANT ALL PRIVILEGES ON $(named "$DATABASE_NAME").* TO $user;"
    echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $root;"
}

umask 077
[[ $(id --user) != 0 ]] || drop_root
mkdir --parents "$run"
[[ -d $data ]] || make_data_folder
statements > "$run/init.sql"
exec mariadbd --no-defaults --datadir="$data" --socket="$run/server.sock" --pid-file="$run/server.pid" \
    --init-file="$run/init.sql" --bind-address='*' --port="$DATABASE_PORT" --skip-name-resolve \
    --character-set-server=utf8mb4
