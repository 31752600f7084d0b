"""What an image says of itself, with the files that name its users."""

import tarfile
from collections.abc import Mapping
from typing import IO, Any, cast

from provisioners.local_images.image import Image, ImageRefused
from provisioners.local_images.unpack import OPAQUE, WHITEOUT, archive_of
from provisioners.outputs.contract import LocalImage

PASSWD, GROUP = "etc/passwd", "etc/group"
MOST_BYTES = 1 << 20


def describe(image: Image) -> LocalImage:
    """The image's defaults and users. Raises :class:`ImageRefused` and ``OSError``."""
    config = image.config.get("config") or {}
    if not isinstance(config, Mapping):
        raise ImageRefused("its configuration does not hold what it should")
    users = _users(image)
    return LocalImage(
        entrypoint=_texts(config, "Entrypoint"),
        command=_texts(config, "Cmd"),
        environment=dict(_pair(text) for text in _texts(config, "Env")),
        user=str(config.get("User") or ""),
        working_dir=str(config.get("WorkingDir") or ""),
        passwd=users.get(PASSWD, ""),
        group=users.get(GROUP, ""),
    )


def _texts(config: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = config.get(key) or ()
    if not isinstance(found, list | tuple) or not all(isinstance(text, str) for text in found):
        raise ImageRefused(f"its {key} is no list of texts")
    return tuple(found)


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _users(image: Image) -> Mapping[str, str]:
    """The texts of the two files as the last layer that has them leaves them."""
    found: dict[str, str] = {}
    for number, layer in enumerate(image.layers, 1):
        with (
            archive_of(layer, f"layer {number}") as stream,
            tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as archive,
        ):
            for member in archive:
                _note(found, archive, member)
    return found


def _note(found: dict[str, str], archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    name = member.name.removeprefix("./")
    if name == f"etc/{OPAQUE}":
        found.clear()
    elif name.startswith(f"etc/{WHITEOUT}"):
        found.pop(f"etc/{name.removeprefix(f'etc/{WHITEOUT}')}", None)
    elif name in (PASSWD, GROUP) and member.isreg():
        content = archive.extractfile(member)
        found[name] = content.read(MOST_BYTES).decode(errors="replace") if content else ""
