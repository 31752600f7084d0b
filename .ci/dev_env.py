"""Prints the variables of docker-compose.dev.yml with new keys, and the group that may use the Docker socket."""

from __future__ import annotations

import secrets
import sys
import tempfile
from pathlib import Path

from toposmith.supervisor.keys import load_or_make

SOCKET = Path("/var/run/docker.sock")


def main() -> int:
    if not SOCKET.exists():
        sys.stderr.write(f"{SOCKET} is missing: start the Docker Engine first\n")
        return 1
    with tempfile.TemporaryDirectory() as home:
        variables = load_or_make(Path(home)).worker()
    variables |= {name: secrets.token_urlsafe(24) for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD")}
    variables["DOCKER_GROUP"] = str(SOCKET.stat().st_gid)
    sys.stdout.writelines(f"{name}={value}\n" for name, value in variables.items())
    return 0


if __name__ == "__main__":
    sys.exit(main())
