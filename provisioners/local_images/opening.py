"""Opens an image: an image layout (folder or archive), an archive of ``docker save``, or a file system."""

import json
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from provisioners.local_images.image import Image, ImageRefused, Layer, architecture
from provisioners.local_images.plain import image_of_archive, image_of_folder

LAYOUT, INDEX, DOCKER = "oci-layout", "index.json", "manifest.json"
INDEX_TYPES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
NAMES = ("org.opencontainers.image.ref.name", "io.containerd.image.name")
MOST_JSON = 4 << 20
DEEPEST = 4

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")

Files = Callable[[str], Any]
"""Opens a file by its name; a context manager that gives a stream. Raises :class:`ImageRefused`."""


def open_image(place: Path, name: str) -> Image:
    """The image at a place; ``name`` chooses among several. Raises :class:`ImageRefused` and ``OSError``."""
    if place.is_dir():
        files = _in_folder(place)
        return _of_layout(files, name) if (place / LAYOUT).exists() else image_of_folder(place)
    try:
        with tarfile.open(place) as archive:
            members = {_plain(member.name) for member in archive}
    except tarfile.TarError as error:
        raise ImageRefused(f"it is no archive: {error}") from error
    files = _in_archive(place)
    if LAYOUT in members:
        return _of_layout(files, name)
    return _of_docker(files, name) if DOCKER in members else image_of_archive(place)


def _in_folder(folder: Path) -> Files:
    @contextmanager
    def opened(name: str) -> Iterator[IO[bytes]]:
        try:
            with (folder / name).open("rb") as stream:
                yield stream
        except FileNotFoundError:
            raise ImageRefused(_missing(name)) from None

    return opened


def _in_archive(place: Path) -> Files:
    @contextmanager
    def opened(name: str) -> Iterator[IO[bytes]]:
        with tarfile.open(place) as archive:
            member = next((each for each in archive.getmembers() if _plain(each.name) == name), None)
            stream = archive.extractfile(member) if member is not None else None
            if stream is None:
                raise ImageRefused(_missing(name))
            with stream:
                yield stream

    return opened


def _of_layout(files: Files, name: str) -> Image:
    version = _json(files, LAYOUT).get("imageLayoutVersion")
    if version != "1.0.0":
        raise ImageRefused(f"its layout has the version {version!r}, not 1.0.0")
    manifest = _manifest(files, _json(files, INDEX), name, DEEPEST)
    config = _json(files, _blob(manifest.get("config")))
    diff_ids = _diff_ids(config)
    descriptors = manifest.get("layers")
    if not isinstance(descriptors, list) or len(descriptors) != len(diff_ids):
        raise ImageRefused("its manifest and its configuration have different numbers of layers")
    layers = (
        Layer(_opener(files, _blob(descriptor)), descriptor["digest"], diff_id)
        for descriptor, diff_id in zip(descriptors, diff_ids, strict=True)
    )
    return Image(config, tuple(layers))


def _manifest(files: Files, index: Mapping[str, Any], name: str, depth: int) -> Mapping[str, Any]:
    """The manifest that an index leads to: by name where there are several, then by this machine's architecture."""
    if depth == 0:
        raise ImageRefused("its indexes lie too deep in each other")
    chosen = _choose(index.get("manifests"), name)
    found = _json(files, _blob(chosen))
    return _manifest(files, found, name, depth - 1) if chosen.get("mediaType") in INDEX_TYPES else found


def _choose(descriptors: object, name: str) -> Mapping[str, Any]:
    found = _mappings(descriptors)
    tag = name.rpartition(":")[2]
    choices: tuple[list[Mapping[str, Any]], ...] = (
        [each for each in found if name in _names(each)],
        [each for each in found if tag in _names(each)],
        [each for each in found if _mapping(each.get("platform")).get("architecture") == architecture()],
        found,
    )
    for several in choices:
        if len(several) == 1:
            return several[0]
    raise ImageRefused(f"it holds {len(found)} images, and none of them is {name!r} alone")


def _names(descriptor: Mapping[str, Any]) -> Sequence[str]:
    annotations = _mapping(descriptor.get("annotations"))
    return [annotations[key] for key in NAMES if key in annotations]


def _of_docker(files: Files, name: str) -> Image:
    entries = _mappings(_json(files, DOCKER, list))
    chosen = [each for each in entries if name in (each.get("RepoTags") or ())] or entries
    if len(chosen) != 1:
        raise ImageRefused(f"it holds {len(entries)} images, and none of them is {name!r} alone")
    config = _json(files, str(chosen[0].get("Config")))
    diff_ids, places = _diff_ids(config), chosen[0].get("Layers")
    if not isinstance(places, list) or len(places) != len(diff_ids):
        raise ImageRefused("its manifest and its configuration have different numbers of layers")
    layers = (Layer(_opener(files, place), diff_id=diff_id) for place, diff_id in zip(places, diff_ids, strict=True))
    return Image(config, tuple(layers))


def _opener(files: Files, name: str) -> Callable[[], Any]:
    return lambda: files(name)


def _diff_ids(config: Mapping[str, Any]) -> Sequence[str]:
    found = _mapping(config.get("rootfs")).get("diff_ids")
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ImageRefused("its configuration names no layers")
    return found


def _blob(descriptor: object) -> str:
    digest = _mapping(descriptor).get("digest")
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise ImageRefused(f"{digest!r} is no digest of SHA-256")
    return f"blobs/{digest.replace(':', '/')}"


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}


def _mappings(found: object) -> list[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _json(files: Files, name: str, shape: type = dict) -> Any:
    try:
        with files(name) as stream:
            found = json.loads(stream.read(MOST_JSON))
    except ValueError as error:
        raise ImageRefused(f"the file {name} is not JSON: {error}") from error
    if not isinstance(found, shape):
        raise ImageRefused(f"the file {name} does not hold what it should")
    return found


def _missing(name: str) -> str:
    return f"the file {name} is missing"


def _plain(name: str) -> str:
    return name.removeprefix("./")
