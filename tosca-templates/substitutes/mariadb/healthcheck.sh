#!/bin/bash
# Succeeds when the user can sign in over the network and the database answers.
set -euo pipefail
MYSQL_PWD=$(cat "$DATABASE_PASSWORD_FILE")
export MYSQL_PWD
exec mariadb --no-defaults --host=127.0.0.1 --port="$DATABASE_PORT" --user="$DATABASE_USER" --connect-timeout=3 \
    --batch --skip-column-names --execute='SELECT 1' "$DATABASE_NAME" > /dev/null
