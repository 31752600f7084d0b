"""The programs that read what outputs write: Podman's generator, Kustomize, runc and actool; and a busybox to run.

`python3 -m tests.engines.format_tools` brings those that are missing. Some come from a later release of Debian, as
single programs in `var/tools`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.engines.packages import SetUpError, install, unpacked

FOLDER = Path(__file__).parents[2] / "var" / "tools"
RELEASE = "trixie"
NEWER = {
    "quadlet": ("podman", "usr/libexec/podman/quadlet"),
    "kustomize": ("kustomize", "usr/bin/kustomize"),
    "busybox": ("busybox-static", "usr/bin/busybox"),
}
"""Each program with its package and its place there. bookworm's Podman has no generator, and Kustomize is not in it; a
busybox that is installed may need libraries."""

INSTALLED = {"runc": "runc", "actool": "appc-spec", "systemd-analyze": "systemd"}
"""Each program with its package."""


def found(name: str) -> str | None:
    """The path of a program, or None where it is missing."""
    own = FOLDER / name
    if name in NEWER:
        return str(own) if own.exists() else None
    return shutil.which(name)


def ensure() -> None:
    """Bring what is missing. Raises SetUpError."""
    install(package for name, package in INSTALLED.items() if not found(name))
    for name, (package, place) in NEWER.items():
        if not found(name):
            with unpacked(package, RELEASE) as tree:
                FOLDER.mkdir(parents=True, exist_ok=True)
                shutil.copy2(tree / place, FOLDER / name)


def main() -> int:
    try:
        ensure()
    except SetUpError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
