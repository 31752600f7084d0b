"""Makes `debian:bookworm-slim` from Debian's mirror, so that `FROM debian:bookworm-slim` needs no registry.

The image carries this machine's way to the packages (apt sources, keyrings, certificates, pip's settings), so that
`apt-get install` works while an image is built.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.engines.packages import SetUpError, install, is_root, mirror, quiet

NAME = "debian:bookworm-slim"
RELEASE = "bookworm"
CARRIED = (
    "etc/apt/sources.list",
    "etc/apt/sources.list.d",
    "etc/apt/keyrings",
    "etc/apt/trusted.gpg.d",
    "etc/apt/auth.conf.d",
    "etc/apt/preferences.d",
    "usr/share/keyrings",
    "usr/local/share/ca-certificates",
    "etc/ssl/certs/ca-certificates.crt",
    "etc/pip.conf",
)
SLIM = {
    "etc/apt/apt.conf.d/90slim": (
        'APT::Install-Recommends "false";\nAcquire::Languages "none";\nDir::Cache::pkgcache "";\n'
        'Dir::Cache::srcpkgcache "";\nDPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\n'
    ),
    "etc/dpkg/dpkg.cfg.d/90slim": (
        "force-unsafe-io\npath-exclude /usr/share/doc/*\npath-include /usr/share/doc/*/copyright\n"
        "path-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\n"
    ),
    "usr/sbin/policy-rc.d": "#!/bin/sh\nexit 101\n",
}
NEEDLESS = ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man", "usr/share/locale", "var/log")


def exists(name: str = NAME) -> bool:
    """Whether the engine holds an image of this name."""
    return subprocess.run(["docker", "image", "inspect", name], capture_output=True, check=False).returncode == 0


def ensure() -> str:
    """Make the image unless the engine has it; its name. Raises SetUpError for who cannot make it, or has no engine."""
    if exists():
        return NAME
    quiet(["docker", "version"])
    if not is_root():
        raise SetUpError(f"the image {NAME} is missing: `docker pull {NAME}`")
    if not shutil.which("debootstrap"):
        install(["debootstrap"])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "root")
        _bootstrap(root)
        _carry(root)
        _slim(root)
        _import(root)
    return NAME


def _bootstrap(root: Path) -> None:
    quiet(["debootstrap", "--variant=minbase", RELEASE, str(root), mirror()])


def _carry(root: Path) -> None:
    (root / "etc/apt/sources.list").unlink(missing_ok=True)
    for name in CARRIED:
        source, target = Path("/", name), root / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def _slim(root: Path) -> None:
    for name in NEEDLESS:
        for entry in (root / name).iterdir():
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    for name, text in SLIM.items():
        (root / name).write_text(text)
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    (root / "var/lib/apt/lists/partial").mkdir()
    (root / "var/cache/apt/archives/partial").mkdir(parents=True)


def _import(root: Path) -> None:
    """Hand the tree to the engine as a stream, with the shell as the default command."""
    tar = subprocess.Popen(["tar", "--numeric-owner", "-C", str(root), "-c", "."], stdout=subprocess.PIPE)
    done = subprocess.run(
        ["docker", "import", "--change", 'CMD ["bash"]', "-", NAME],
        stdin=tar.stdout,
        capture_output=True,
        text=True,
        check=False,
    )
    if tar.wait() or done.returncode:
        raise SetUpError(f"the engine did not take the image {NAME}: {done.stderr.strip()}")


def main() -> int:
    try:
        ensure()
    except SetUpError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
