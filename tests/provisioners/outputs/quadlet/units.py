"""Rendering small graphs as units, and having Podman's generator make services of them."""

import subprocess
from pathlib import Path
from typing import Any

from provisioners.backends.contract import Right
from provisioners.outputs.contract import Package
from provisioners.outputs.quadlet import output
from tests.provisioners.outputs import rendering
from tests.provisioners.outputs.systemd import Unit, read_unit
from topology.graph.model import Edge, Node, Policy


def package(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> Package:
    return rendering.package(output, *parts, rights=rights, **fields)


def codes(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> list[tuple[str, int]]:
    return rendering.codes(output, *parts, rights=rights, **fields)


def units(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> dict[str, Unit]:
    """The units of a graph by their path, read again."""
    files = package(*parts, rights=rights, **fields).files
    return {path: read_unit(text) for path, text in files.items() if not path.startswith("containers/files/")}


def unit(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> Unit:
    """The first unit, which is that of the first container."""
    return next(iter(units(*parts, rights=rights, **fields).values()))


def write(files: dict[str, str], folder: Path) -> None:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def services(generator: str, found: Package, folder: Path) -> dict[str, Unit]:
    """The services that Podman's own generator makes, by name. It fails for keys that it does not know."""
    write(dict(found.files), folder)
    done = subprocess.run(
        [generator, "-dryrun"],
        env={"QUADLET_UNIT_DIRS": str(folder / "containers")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "rror" not in done.stderr, done.stderr
    parts = done.stdout.split("---")
    return {name: read_unit(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}
