"""File systems without a configuration: a folder, or an archive such as ``docker export`` writes."""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from provisioners.local_images.image import Image, Layer, architecture

IN_MEMORY = 64 << 20


def image_of_archive(place: Path) -> Image:
    """An image of one layer, which is the archive."""

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with place.open("rb") as stream:
            yield stream

    return Image(_config(), (Layer(opened),))


def image_of_folder(place: Path) -> Image:
    """An image of one layer, in which every file of the folder is; the same files give the same bytes."""

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
                for path in sorted(place.rglob("*")):
                    archive.add(path, str(path.relative_to(place)), recursive=False)
            stream.seek(0)
            yield stream

    return Image(_config(), (Layer(opened),))


def _config() -> dict[str, object]:
    return {"architecture": architecture(), "os": "linux", "config": {}}
