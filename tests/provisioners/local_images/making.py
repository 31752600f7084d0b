"""Makes small images: layers from entries, and archives such as engines write."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from provisioners.local_images.image import Image, Layer

Entry = tuple[tarfile.TarInfo, bytes]


def file(name: str, content: str = "", mode: int = 0o644, **fields: Any) -> Entry:
    return entry(name, tarfile.REGTYPE, content.encode(), mode=mode, **fields)


def folder(name: str, mode: int = 0o755, **fields: Any) -> Entry:
    return entry(name, tarfile.DIRTYPE, mode=mode, **fields)


def link(name: str, target: str) -> Entry:
    return entry(name, tarfile.SYMTYPE, linkname=target)


def hard(name: str, target: str) -> Entry:
    return entry(name, tarfile.LNKTYPE, linkname=target)


def entry(name: str, kind: bytes, content: bytes = b"", **fields: Any) -> Entry:
    member = tarfile.TarInfo(name)
    member.type, member.size, member.mtime = kind, len(content), 1_000_000
    for key, value in fields.items():
        setattr(member, key, value)
    return member, content


def archive(*entries: Entry) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for member, content in entries:
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def layer(*entries: Entry, compress: bool = False, **fields: Any) -> Layer:
    """A layer with the right digests, unless they are given."""
    content = archive(*entries)
    kept = gzip.compress(content, mtime=0) if compress else content
    return layer_of(kept, **{"digest": sha256(kept), "diff_id": sha256(content), **fields})


def layer_of(kept: bytes, **fields: str) -> Layer:
    @contextmanager
    def opened():
        yield io.BytesIO(kept)

    return Layer(opened, **fields)


def image(*layers: Layer, config: Mapping[str, Any] | None = None) -> Image:
    return Image(document([each.diff_id for each in layers], config or {}), layers)


def document(diff_ids: list[str], config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "architecture": "amd64",
        "os": "linux",
        "config": dict(config),
        "rootfs": {"type": "layers", "diff_ids": diff_ids},
    }


def docker_archive(place: Path, *layers: bytes, config: Mapping[str, Any] | None = None, tag: str = "site:1") -> Path:
    """What ``docker save`` writes: every layer an archive, and ``manifest.json``."""
    text = json.dumps(document([sha256(each) for each in layers], config or {})).encode()
    paths = [f"{number}/layer.tar" for number, _ in enumerate(layers)]
    manifest = [{"Config": "config.json", "RepoTags": [tag], "Layers": paths}]
    parts = {
        "config.json": text,
        "manifest.json": json.dumps(manifest).encode(),
        **dict(zip(paths, layers, strict=True)),
    }
    place.write_bytes(archive(*(entry(name, tarfile.REGTYPE, content) for name, content in parts.items())))
    return place


def tree(root: Path) -> dict[str, str]:
    """What a folder holds: each file's content, where links lead, and a slash for folders."""
    return {str(place.relative_to(root)): _shown(place) for place in sorted(root.rglob("*"))}


def _shown(place: Path) -> str:
    if place.is_symlink():
        return f"-> {place.readlink()}"
    return "/" if place.is_dir() else place.read_text()


def names(places: Iterable[Path]) -> set[str]:
    return {place.name for place in places}
