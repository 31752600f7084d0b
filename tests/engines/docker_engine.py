"""A Docker Engine with Compose v2 from Debian's packages, started when none runs.

`python3 -m tests.engines.docker_engine start|stop` for a developer; the stage runner calls `ensure` and `stop`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.engines.packages import SetUpError, install, is_root, unpacked

PID_FILE = Path("/run/toposmith-tests-dockerd.pid")
LOG = Path("/var/log/toposmith-tests-dockerd.log")
PLUGINS = Path("/usr/local/lib/docker/cli-plugins")
COMPOSE_RELEASE = "trixie"  # bookworm's docker-compose is version 1
START_SECONDS = 60
STOP_SECONDS = 30


def answers() -> bool:
    """Whether a Docker Engine answers at DOCKER_HOST or the default socket."""
    if not shutil.which("docker"):
        return False
    asked = subprocess.run(["docker", "version", "--format", "{{.Server.Version}}"], capture_output=True, check=False)
    return asked.returncode == 0


def has_compose() -> bool:
    """Whether the docker command has the Compose v2 plugin."""
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0


def ensure() -> bool:
    """Bring up an engine with Compose v2; True where this call started the daemon.

    Raises SetUpError where something is missing that only root could install.
    """
    started = not answers() and _start()
    if not has_compose():
        _install_compose()
    return started


def stop() -> None:
    """Stop the daemon that `ensure` started; any other is left alone."""
    if not PID_FILE.exists():
        return
    with suppress(ProcessLookupError):
        os.kill(int(PID_FILE.read_text()), signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while PID_FILE.exists() and time.monotonic() < deadline:
        time.sleep(0.1)


def _start() -> bool:
    if not is_root():
        raise SetUpError("no Docker Engine answers. Start it, and let this user reach its socket (equal to root).")
    install(name for name, binary in (("docker.io", "dockerd"), ("iptables", "iptables")) if not shutil.which(binary))
    PID_FILE.unlink(missing_ok=True)  # of a daemon that was killed: none answers, and its number may be taken again
    with LOG.open("ab") as log:
        daemon = subprocess.Popen(
            ["dockerd", "--pidfile", str(PID_FILE)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if daemon.poll() is not None or time.monotonic() > deadline:
            raise SetUpError("dockerd did not come up:\n" + "\n".join(LOG.read_text().splitlines()[-15:]))
        time.sleep(0.2)
    return True


def _install_compose() -> None:
    if not is_root():
        raise SetUpError("Compose v2 is missing: `docker compose version` fails. Install Docker's Compose plugin.")
    with unpacked("docker-compose", COMPOSE_RELEASE) as tree:
        (plugin,) = tree.glob("usr/libexec/docker/cli-plugins/docker-compose")
        PLUGINS.mkdir(parents=True, exist_ok=True)
        shutil.copy2(plugin, PLUGINS / "docker-compose")
    if not has_compose():
        raise SetUpError(f"{PLUGINS / 'docker-compose'} was installed, but `docker compose version` fails")


def main() -> int:
    try:
        stop() if sys.argv[1:] == ["stop"] else ensure()
    except SetUpError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
