"""Writes image layouts: the images of a package in one folder that every OCI tool reads.

Source: OCI image specification, "Image Layout".
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, cast

from provisioners.local_images.image import CHUNK, Hashed, Image, Layer, checked
from provisioners.local_images.unpack import GZIP, archive_of

CONFIG_TYPE = "application/vnd.oci.image.config.v1+json"
MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json"
INDEX_TYPE = "application/vnd.oci.image.index.v1+json"
LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar"
REF_NAME = "org.opencontainers.image.ref.name"
CONFIG_KEYS = (
    "created",
    "author",
    "architecture",
    "os",
    "os.version",
    "os.features",
    "variant",
    "config",
    "rootfs",
    "history",
)
"""Those of the specification; what else an engine wrote down, such as the container of a build, is left out."""

Descriptor = dict[str, Any]


def write_layout(folder: Path, images: Mapping[str, Image]) -> None:
    """Write a layout with images by name, and nothing of what the folder held in these places before.

    Raises :class:`~provisioners.local_images.image.ImageRefused` and ``OSError``.
    """
    (folder / "blobs" / "sha256").mkdir(parents=True, exist_ok=True)
    manifests = [{**_image(folder, image), "annotations": {REF_NAME: name}} for name, image in images.items()]
    index = {"schemaVersion": 2, "mediaType": INDEX_TYPE, "manifests": manifests}
    (folder / "index.json").write_bytes(_bytes(index))
    (folder / "oci-layout").write_bytes(_bytes({"imageLayoutVersion": "1.0.0"}))


def _image(folder: Path, image: Image) -> Descriptor:
    found = [_layer(folder, layer, f"layer {number}") for number, layer in enumerate(image.layers, 1)]
    config = {key: image.config[key] for key in CONFIG_KEYS if key in image.config}
    config["rootfs"] = {"type": "layers", "diff_ids": [diff_id for _, diff_id in found]}
    manifest = {
        "schemaVersion": 2,
        "mediaType": MANIFEST_TYPE,
        "config": _blob(folder, _bytes(config), CONFIG_TYPE),
        "layers": [descriptor for descriptor, _ in found],
    }
    return _blob(folder, _bytes(manifest), MANIFEST_TYPE)


def _layer(folder: Path, layer: Layer, what: str) -> tuple[Descriptor, str]:
    """Copy a layer as it is kept; the digest of the archive in it comes from reading it."""
    with archive_of(layer, what) as archive:
        archive.finish()
    with layer.open() as stream, checked(stream, layer.digest, what) as raw:
        place, is_gzip = _copied(folder, raw)
    place.replace(_place(folder, raw.digest))
    return {"mediaType": LAYER_TYPE + "+gzip" * is_gzip, "digest": raw.digest, "size": raw.size}, archive.digest


def _copied(folder: Path, raw: Hashed) -> tuple[Path, bool]:
    descriptor, name = tempfile.mkstemp(dir=folder / "blobs")
    with os.fdopen(descriptor, "wb") as file:
        start = raw.read(len(GZIP))
        file.write(start)
        shutil.copyfileobj(cast(IO[bytes], raw), file, CHUNK)
    Path(name).chmod(0o644)
    return Path(name), start == GZIP


def _blob(folder: Path, content: bytes, media_type: str) -> Descriptor:
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    _place(folder, digest).write_bytes(content)
    return {"mediaType": media_type, "digest": digest, "size": len(content)}


def _place(folder: Path, digest: str) -> Path:
    return folder / "blobs" / digest.replace(":", "/")


def _bytes(document: object) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
