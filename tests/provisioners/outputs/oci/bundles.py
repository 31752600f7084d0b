"""Rendering small graphs as bundles, and running them."""

import json
import subprocess
from pathlib import Path
from typing import Any

from provisioners.backends.contract import Right
from provisioners.local_images.image import Image
from provisioners.local_images.unpack import unpack
from provisioners.outputs.contract import LocalImage, Package
from provisioners.outputs.oci import output
from tests.provisioners.outputs import rendering
from tests.provisioners.outputs.rendering import IMAGE
from topology.graph.model import Edge, Node, Policy

HERE = LocalImage(
    entrypoint=("/bin/site",),
    command=("serve",),
    environment={"LANG": "C", "A": "image"},
    user="web",
    working_dir="/srv",
    passwd="root:x:0:0::/:/bin/sh\nweb:x:33:34::/srv:/bin/sh\nbroken\n",
    group="root:x:0:\nlog:x:50:root,web\nweb:x:34:\n",
)


def package(
    *parts: Node | Edge | Policy, image: LocalImage | None = HERE, rights: tuple[Right, ...] = (), **fields: Any
) -> Package:
    images = {} if image is None else {IMAGE: image}
    return rendering.package(output, *parts, rights=rights, **{"images": images, **fields})


def config(*parts: Node | Edge | Policy, **fields: Any) -> dict[str, Any]:
    """The configuration of the first bundle."""
    found: dict[str, Any] = json.loads(next(iter(package(*parts, **fields).files.values())))
    return found


def codes(*parts: Node | Edge | Policy, image: LocalImage | None = HERE, **fields: Any) -> list[tuple[str, int]]:
    images = {} if image is None else {IMAGE: image}
    return rendering.codes(output, *parts, images=images, **fields)


def write(found: Package, folder: Path, image: Image) -> None:
    """What the command writes: files, folders and file systems."""
    for path in (*found.folders, *found.roots):
        (folder / path).mkdir(parents=True)
    for path, text in found.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    for path in found.roots:
        unpack(image, folder / path)


def run(runc: str, bundle: Path) -> "subprocess.CompletedProcess[str]":
    """Run a bundle to its end, with runc's own records beside it."""
    command = [
        runc,
        "--root",
        str(bundle.parent / "runc"),
        "run",
        "--bundle",
        str(bundle),
        f"test-{bundle.parent.name}",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=60)
