#!/bin/bash
# Starts nginx with the container's own name servers. nginx asks them again and again, so it finds new replicas.
set -euo pipefail
servers=$(awk '/^nameserver/ { print ($2 ~ /:/) ? "[" $2 "]" : $2 }' /etc/resolv.conf)
echo "resolver ${servers//$'\n'/ } valid=2s ipv6=off;" > /tmp/resolver.conf

# nginx asks for whole names only. Where names of services are short ones of a domain, the domain is added.
host=$(sed -n 's#.*http://\([^:]*\):.*#\1#p' /etc/nginx/upstream.conf)
domain=$(awk '/^search/ { print $2; exit }' /etc/resolv.conf)
if [[ -n $domain ]] && getent hosts "$host.$domain" > /dev/null; then
    sed "s#http://$host:#http://$host.$domain:#" /etc/nginx/upstream.conf > /tmp/upstream.conf
else
    cp /etc/nginx/upstream.conf /tmp/upstream.conf
fi
exec nginx
