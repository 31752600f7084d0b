"""An image at hand, wherever its parts lie."""

import hashlib
import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import IO, Any

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i686": "386"}
CHUNK = 1 << 20


class ImageRefused(Exception):
    """The files are no image that can be used; the message is a clause for the user."""


Opened = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as it is kept. ``digest`` is that of the bytes kept, ``diff_id`` that of the archive in them.

    Either is empty where nobody has said it.
    """

    open: Opened
    digest: str = ""
    diff_id: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """An image: its configuration as data (OCI image specification, "Image Configuration") and its layers in order."""

    config: Mapping[str, Any]
    layers: tuple[Layer, ...]


def architecture() -> str:
    """This machine's, by the name that images have for it."""
    machine = platform.machine()
    return ARCHITECTURES.get(machine, machine)


class Hashed:
    """Reads on and keeps the digest of all that was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        found = self._stream.read(size)
        self._hash.update(found)
        self.size += len(found)
        return found

    def finish(self) -> None:
        """Read the rest."""
        while self.read(CHUNK):
            pass

    @property
    def digest(self) -> str:
        """The digest of what was read so far."""
        return f"sha256:{self._hash.hexdigest()}"


@contextmanager
def checked(stream: IO[bytes], wanted: str, what: str) -> Iterator[Hashed]:
    """A stream whose digest is compared at its end. Raises :class:`ImageRefused`."""
    hashed = Hashed(stream)
    yield hashed
    hashed.finish()
    if wanted and hashed.digest != wanted:
        raise ImageRefused(f"{what} is damaged: its digest is {hashed.digest}, not {wanted}")
