#!/bin/bash
# Gives the volume to Redis, since some platforms make it for root, and starts Redis as its own user.
set -euo pipefail

chown redis:redis /var/lib/redis
exec setpriv --reuid=redis --regid=redis --init-groups --inh-caps=-all redis-server /usr/local/lib/redis/redis.conf
