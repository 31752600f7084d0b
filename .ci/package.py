"""Builds the wheel, installs it where there is no Node and no source, and validates the examples with it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"toposmith", "topology", "provisioners", "webui"}
BARE_PATH = {"PATH": "/usr/bin:/bin"}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="toposmith-package-") as name:
        folder = Path(name)
        wheel = build(folder)
        problems = contents(wheel)
        if not problems:
            problems = validated(installed(wheel, folder), folder)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def build(folder: Path) -> Path:
    """The project's wheel, made with the locked build tools."""
    pip(Path(sys.executable), "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("toposmith-*.whl")
    return wheel


def contents(wheel: Path) -> list[str]:
    """What is wrong with the wheel's files: tests in it, or the built designer not."""
    names = zipfile.ZipFile(wheel).namelist()
    strangers = sorted({top for top in (name.split("/")[0] for name in names) if top not in FLOORS and "." not in top})
    problems = [f"the wheel holds {stranger}/" for stranger in strangers]
    if not any(name.startswith("webui/frontend/dist/") for name in names):
        problems.append("the wheel holds no built front end")
    if any("node_modules" in name for name in names):
        problems.append("the wheel holds node_modules")
    return problems


def installed(wheel: Path, folder: Path) -> Path:
    """The command, from the wheel and the base dependencies alone."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    pip(python, "install", "--require-hashes", "-r", str(ROOT / "requirements" / "base.txt"))
    pip(python, "install", "--no-deps", str(wheel))
    return folder / "venv" / "bin" / "toposmith"


def validated(command: Path, folder: Path) -> list[str]:
    """Which examples the command refuses."""
    examples = sorted((ROOT / "tosca-templates").glob("*/*.yaml"))
    if not examples:
        return ["tosca-templates/ holds no example"]
    return [
        f"toposmith validate {example.relative_to(ROOT)} failed"
        for example in examples
        if subprocess.run([command, "validate", example], cwd=folder, env=BARE_PATH, check=False).returncode
    ]


def pip(python: Path, *arguments: str) -> None:
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "-qq", *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
