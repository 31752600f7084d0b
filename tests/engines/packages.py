"""Debian packages that the tests need: which are missing, and how they come onto the machine.

`python3 -m tests.engines.packages NAME...` installs packages quietly, starting no service.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
LISTS = Path("/var/lib/apt/lists")
UNITS = {
    "docker.io": ("docker.service", "docker.socket", "containerd.service"),
    "postgresql": ("postgresql.service",),
    "redis-server": ("redis-server.service",),
}


class SetUpError(Exception):
    """Something the tests need cannot be had; the message says what and what to do."""


def is_root() -> bool:
    return os.geteuid() == 0


def has_apt() -> bool:
    return Path("/usr/bin/apt-get").exists()


def quiet(command: list[str], **env: str) -> None:
    """Run a command silently; raises SetUpError with the end of its output where it fails."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, **env},
    )
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-15:])
        raise SetUpError(f"`{' '.join(command)}` failed with exit code {done.returncode}:\n{tail}")


@contextmanager
def no_services() -> Iterator[None]:
    """Keep packages from starting their services while they are installed, as invoke-rc.d documents it."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def apt(*arguments: str) -> None:
    """Run apt-get without questions and without output."""
    quiet(
        ["apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3", *arguments],
        DEBIAN_FRONTEND="noninteractive",
    )


def install(names: Iterable[str]) -> None:
    """Install Debian packages; their services neither start now nor at the next boot.

    Raises SetUpError for a user who is not root, on other systems than Debian, and where apt refuses.
    """
    wanted = sorted(set(names))
    if not wanted:
        return
    if not has_apt():
        raise SetUpError(f"missing here, by the names of Debian's packages: {' '.join(wanted)}")
    if not is_root():
        raise SetUpError(f"missing here: {' '.join(wanted)}. As root: apt-get install {' '.join(wanted)}")
    if not any(LISTS.glob("*_Packages*")):
        apt("update")
    with no_services():
        try:
            apt("install", "--no-install-recommends", *wanted)
        except SetUpError:
            apt("update")
            apt("install", "--no-install-recommends", *wanted)
    units = [unit for name in wanted for unit in UNITS.get(name, ())]
    if units and shutil.which("systemctl"):
        quiet(["systemctl", "--quiet", "disable", *units])


def codename() -> str:
    """Debian's name of this release, such as `bookworm`."""
    fields = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    return fields.get("VERSION_CODENAME", "").strip('"')


def mirror() -> str:
    """The Debian archive that this machine's own apt sources name for its release."""
    listing = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(RELEASE) $(COMPONENT) $(REPO_URI)", "Identifier: Packages"],
        capture_output=True,
        text=True,
        check=True,
    )
    for line in listing.stdout.splitlines():
        release, component, address = line.split(" ", 2)
        if (release, component) == (codename(), "main"):
            return address.rstrip("/")
    raise SetUpError("apt knows no source for this Debian release: look at /etc/apt/sources.list.d")


@contextmanager
def unpacked(name: str, release: str) -> Iterator[Path]:
    """A newer release's package, unpacked in a folder for a while, through an apt of its own.

    The machine's sources stay as they are, and nothing is installed. Raises SetUpError.
    """
    if not has_apt():
        raise SetUpError(f"missing here: what Debian's package {name} of {release} holds")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        for part in ("lists/partial", "cache/archives/partial", "tree"):
            (folder / part).mkdir(parents=True)
        keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
        (folder / "sources.list").write_text(f"deb [signed-by={keyring}] {mirror()} {release} main\n")
        command = ["apt-get", "-q", "-o", f"Dir::Etc::sourcelist={folder}/sources.list"]
        command += ["-o", "Dir::Etc::sourceparts=-", "-o", f"Dir::State::lists={folder}/lists"]
        command += ["-o", f"Dir::Cache={folder}/cache", "-o", "APT::Sandbox::User=root"]
        command += ["-o", "Acquire::Languages=none"]
        quiet([*command, "update"])
        quiet(["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(folder), *command, "download", name])
        (archive,) = folder.glob(f"{name}_*.deb")
        quiet(["dpkg", "-x", str(archive), str(folder / "tree")])
        yield folder / "tree"


def main() -> int:
    try:
        install(sys.argv[1:])
    except SetUpError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
