"""A real Podman of Debian's next release, in a folder of its own.

bookworm's Podman is too old for today's units, and the next one's needs a newer C library: so a small system is made in
`var/tools/podman`. `python3 -m tests.engines.podman` makes it.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.engines.packages import SetUpError, install, is_root, mirror, quiet

FOLDER = Path(__file__).parents[2] / "var" / "tools" / "podman"
RELEASE = "trixie"
PACKAGES = ("podman", "runc", "netavark", "aardvark-dns", "nftables", "iproute2")
NEEDED = {"debootstrap": "debootstrap", "ip": "iproute2"}
"""What makes and starts it, with Debian's package of each."""

CONTAINERS = (
    '[engine]\ncgroup_manager="cgroupfs"\nevents_logger="file"\nruntime="runc"\n[containers]\nlog_driver="k8s-file"\n'
)
"""There is no systemd to keep cgroups and logs, and crun refuses machines with both versions of cgroups."""

STORAGE = '[storage]\ndriver="vfs"\nrunroot="/run/containers/storage"\ngraphroot="/var/lib/containers/storage"\n'
MARK = FOLDER / "etc" / "containers" / "storage.conf"
"""The file that is written last."""

INSIDE = """\
set -e
cd "$1"
mount --bind . . && cd "$PWD"
mount -t proc proc proc
mount --rbind /sys sys && mount --make-rslave sys
mount --rbind /dev dev && mount --make-rslave dev
mount -t tmpfs tmpfs run && mount -t tmpfs tmpfs var/lib/containers && mount -t tmpfs tmpfs tmp
mkdir -p work && mount --bind "$2" work
ip link set lo up
mkdir -p old && pivot_root . old && umount -l /old
exec /bin/sh -e -c "cd /work; $3"
"""

TAKE_OVER = 'docker save "$2" | docker --host "$1" load && docker --host "$1" tag "localhost/$2" "docker.io/library/$2"'
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PODMAN_IGNORE_CGROUPSV1_WARNING": "1"}
START_SECONDS = 30


def is_there() -> bool:
    return MARK.exists()


def ensure() -> None:
    """Make the system where it is missing. Raises SetUpError."""
    if not is_root():
        raise SetUpError("a Podman of its own needs root")
    install(package for program, package in NEEDED.items() if not shutil.which(program))
    if is_there():
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    quiet(["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", RELEASE, str(FOLDER), mirror()])
    for folder in ("etc/containers", "var/lib/containers"):
        (FOLDER / folder).mkdir(parents=True, exist_ok=True)
    (FOLDER / "etc" / "containers" / "containers.conf").write_text(CONTAINERS)
    MARK.write_text(STORAGE)


def run(folder: Path, *commands: list[str], timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run commands one after the other, in a folder that they see as ``/work``, until one fails.

    All of it is in namespaces of its own, and what Podman keeps is in memory: nothing is left, and no network of this
    machine is touched.
    """
    return subprocess.run(
        _inside(folder, "; ".join(map(shlex.join, commands))),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env=ENVIRONMENT,
    )


@contextmanager
def serving(folder: Path, *images: str) -> Iterator[str]:
    """The address of a Podman that answers as a Docker Engine does, with images of the Docker Engine at hand."""
    place = folder / "podman.sock"
    command = _inside(folder, "exec podman system service --time=0 unix:///work/podman.sock")
    with (folder / "podman.log").open("wb") as log:
        service = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=ENVIRONMENT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not place.exists():
            if service.poll() is not None or time.monotonic() > deadline:
                raise SetUpError(f"Podman's service did not come up: {(folder / 'podman.log').read_text()}")
            time.sleep(0.1)
        for name in images:
            quiet(["sh", "-c", TAKE_OVER, "sh", f"unix://{place}", name])
        yield f"unix://{place}"
    finally:
        service.kill()
        service.wait()


def _inside(folder: Path, script: str) -> list[str]:
    namespaces = ["unshare", "-m", "-n", "-p", "-f", "--kill-child"]
    return [*namespaces, "sh", "-c", INSIDE, "sh", str(FOLDER), str(folder), script]


def main() -> int:
    try:
        ensure()
    except SetUpError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
