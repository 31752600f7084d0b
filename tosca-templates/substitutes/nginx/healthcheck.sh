#!/bin/bash
# Asks the server for a page and succeeds when there is an answer. Bash opens the connection: no client to install.
set -euo pipefail
exec 3<>/dev/tcp/127.0.0.1/8080
printf 'GET %s/ HTTP/1.0\r\n\r\n' "${CONTEXT_ROOT%/}" >&3
read -r -t 2 _ status _ <&3
[[ $status == [23]* || $status == 403 ]]
