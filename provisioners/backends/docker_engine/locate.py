"""Finds Docker's command and Compose v2 on the worker's machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from provisioners.backends.contract import PlatformError

PLUGIN_FOLDERS = (
    "/usr/local/lib/docker/cli-plugins",
    "/usr/local/libexec/docker/cli-plugins",
    "/usr/lib/docker/cli-plugins",
    "/usr/libexec/docker/cli-plugins",
)
STANDARD_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
VERSION_TIMEOUT = 20.0

NO_DOCKER = (
    "Docker's command is not on the worker's machine. On Debian 12: apt-get install docker.io. "
    "It has to be found as 'docker' on the PATH."
)
NO_COMPOSE = (
    "Docker Compose v2 is not on the worker's machine. Debian 12 packages only version 1, which is too old: install "
    "'docker-compose-plugin' from Docker's own Debian repository, or Debian 13's package 'docker-compose', so that "
    "'docker compose version' answers."
)


def docker_command() -> str:
    """The path of Docker's command. Raises :class:`PlatformError`."""
    found = shutil.which("docker", path=_search_path())
    if found is None:
        raise PlatformError(NO_DOCKER)
    return found


def compose_command() -> str:
    """The path of Compose v2: the plugin of Docker's command, which runs by itself too, or ``docker-compose``.

    Raises :class:`PlatformError`.
    """
    for candidate in _candidates():
        if compose_version(candidate):
            return candidate
    raise PlatformError(NO_COMPOSE)


def compose_version(command: str) -> str | None:
    """The version of a Compose, or None when it does not run or is version 1."""
    try:
        result = subprocess.run(
            [command, "version", "--short"],
            env={},
            capture_output=True,
            text=True,
            timeout=VERSION_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = result.stdout.strip().removeprefix("v")
    return version if result.returncode == 0 and re.match(r"([2-9]|\d\d+)\.", version) else None


def _candidates() -> Iterable[str]:
    config = os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker"
    for folder in (Path(config) / "cli-plugins", *map(Path, PLUGIN_FOLDERS)):
        plugin = folder / "docker-compose"
        if os.access(plugin, os.X_OK):
            yield str(plugin)
    standalone = shutil.which("docker-compose", path=_search_path())
    if standalone is not None:
        yield standalone


def _search_path() -> str:
    return f"{os.environ.get('PATH', '')}:{STANDARD_PATH}"
