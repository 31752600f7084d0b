#!/bin/bash
# Shows the files of /srv/pages below CONTEXT_ROOT. An empty volume gets a first page.
set -euo pipefail

readonly home=/usr/local/lib/nginx
readonly pages=/srv/pages

drop_root() {
    chown www-data:www-data "$pages"
    exec setpriv --reuid=www-data --regid=www-data --init-groups --inh-caps=-all bash "$0"
}

[[ $(id --user) != 0 ]] || drop_root
[[ -n $(ls -A "$pages") ]] || cp "$home/index.html" "$pages/index.html"
root=/${CONTEXT_ROOT#/}
root=${root%/}
sed "s|@CONTEXT_ROOT@|$root|g" "$home/nginx.conf" > /tmp/nginx.conf
exec nginx -c /tmp/nginx.conf
