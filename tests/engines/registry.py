"""A registry of the tests' own: Debian's docker-registry on a free port, with a password where wanted."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines.packages import SetUpError, install

START_SECONDS = 30
STOP_SECONDS = 10
BCRYPT_SALT = "$2y$05$thesaltofthetestsonly."


@dataclass(frozen=True)
class Registry:
    """Where it listens, as images' names begin: Docker takes it without TLS since it is on the loopback."""

    address: str
    username: str = ""
    password: str = ""

    @property
    def credential(self) -> dict[str, str]:
        """The fields of a target's credential that let in."""
        if not self.username:
            return {}
        return {"registry_username": self.username, "registry_password": self.password}


@contextmanager
def running(username: str = "", password: str = "", extra: str = "") -> Iterator[Registry]:
    """A registry with its own folder, gone at the end; ``extra`` is more of its configuration, as YAML.

    Raises SetUpError where the package is missing and cannot be installed.
    """
    if not shutil.which("docker-registry"):
        install(["docker-registry"])
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="toposmith-registry-") as name:
        folder = Path(name)
        config = folder / "config.yml"
        config.write_text(_config(folder, port) + _password_file(folder, username, password) + extra)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(["docker-registry", "serve", str(config)], stdout=log, stderr=log)
        try:
            _await(process, port, folder / "log")
            yield Registry(f"127.0.0.1:{port}", username, password)
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def _config(folder: Path, port: int) -> str:
    return (
        f"version: 0.1\nlog: {{level: info}}\nstorage: {{filesystem: {{rootdirectory: {folder}/data}}}}\n"
        f"http: {{addr: '127.0.0.1:{port}'}}\n"
    )


def _password_file(folder: Path, username: str, password: str) -> str:
    """The part of the configuration that wants a password, kept hashed by bcrypt; perl's crypt is the C library's."""
    if not username:
        return ""
    script = "print crypt($ENV{PASSWORD}, $ENV{SALT})"
    environment = {"PASSWORD": password, "SALT": BCRYPT_SALT}
    hashed = subprocess.run(
        ["/usr/bin/perl", "-e", script], env=environment, capture_output=True, text=True, check=True
    )
    (folder / "passwords").write_text(f"{username}:{hashed.stdout}\n")
    return f"auth: {{htpasswd: {{realm: tests, path: '{folder}/passwords'}}}}\n"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SetUpError("docker-registry did not come up:\n" + "\n".join(log.read_text().splitlines()[-15:]))
