"""Images that are at hand: what they say, and what of them becomes part of what ``toposmith compile`` writes."""

import sys
from collections.abc import Mapping
from pathlib import Path

from provisioners.local_images.describe import describe
from provisioners.local_images.image import Image, ImageRefused
from provisioners.local_images.layout import write_layout
from provisioners.local_images.opening import open_image
from provisioners.local_images.unpack import unpack
from provisioners.outputs.contract import LocalImage, Package
from toposmith.cli.exits import CommandError

MOST_NAMED = 5


def open_images(places: Mapping[str, str]) -> Mapping[str, Image]:
    """Images by name from the places of their files. Raises :class:`CommandError`."""
    found = {}
    for name, place in places.items():
        try:
            found[name] = open_image(Path(place), name)
        except (ImageRefused, OSError) as error:
            raise CommandError(f"--image {name}: {place}: {_reason(error)}") from error
    return found


def described(images: Mapping[str, Image]) -> Mapping[str, LocalImage]:
    """What each says of itself. Raises :class:`CommandError`."""
    found = {}
    for name, image in images.items():
        try:
            found[name] = describe(image)
        except (ImageRefused, OSError) as error:
            raise CommandError(f"--image {name}: {_reason(error)}") from error
    return found


def write_images(package: Package, images: Mapping[str, Image], folder: Path | None) -> None:
    """Unpack file systems and write the layout, where the format has them. Raises :class:`CommandError`."""
    if folder is None:
        return
    for path, name in package.roots.items():
        if name in images:
            _unpack(folder / path, name, images[name])
        else:
            _say(f"unpack the image {name} to {folder / path}, or give it with --image {name}=PATH")
    used = {name: image for name, image in images.items() if name in package.roots.values()}
    if package.layout is not None and used:
        try:
            write_layout(folder / package.layout, used)
        except (ImageRefused, OSError) as error:
            raise CommandError(f"{folder / package.layout}: {_reason(error)}") from error
        _say(f"wrote {folder / package.layout} with {', '.join(used)}")


def _unpack(root: Path, name: str, image: Image) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()):
            raise CommandError(f"{root}: is not empty; the files of {name} are unpacked into an empty folder only")
        left_out = unpack(image, root).left_out
    except (ImageRefused, OSError) as error:
        raise CommandError(f"{root}: {name} cannot be unpacked: {_reason(error)}") from error
    _say(f"wrote {root}")
    if left_out:
        more = ", ..." if len(left_out) > MOST_NAMED else ""
        _say(f"left out of {root}: {', '.join(left_out[:MOST_NAMED])}{more}")


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _say(line: str) -> None:
    print(line, file=sys.stderr)
