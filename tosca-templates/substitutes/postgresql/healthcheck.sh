#!/bin/bash
# Succeeds when the role can sign in over the network and the database answers.
set -euo pipefail
PGPASSWORD=$(cat "$DATABASE_PASSWORD_FILE")
export PGPASSWORD PGCONNECT_TIMEOUT=3
exec psql --host=127.0.0.1 --port="$DATABASE_PORT" --username="$DATABASE_USER" --dbname="$DATABASE_NAME" \
    --no-psqlrc --quiet --tuples-only --command='SELECT 1' > /dev/null
