#!/bin/bash
# Asks the server for /health and succeeds when the answer is 200. Bash opens the connection: no client to install.
set -euo pipefail
exec 3<>/dev/tcp/127.0.0.1/8080
printf 'GET /health HTTP/1.0\r\n\r\n' >&3
read -r -t 2 _ status _ <&3
[[ $status == 200 ]]
