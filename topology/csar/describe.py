"""What an archive is and holds, for people and programs that look at it."""

from hashlib import sha256

from topology.csar.head import YAML_ENDINGS, Head, head_of
from topology.csar.read_csar import Csar
from topology.csar.read_tar import is_tar
from topology.record import ValueRecord

_PACKED = {b"\x1f\x8b": "tar.gz", b"BZh": "tar.bz2", b"\xfd7zXZ": "tar.xz"}


class FileDescription(ValueRecord):
    """One file: its size in bytes, its digest in hexadecimal, and the version of TOSCA in which it is written."""

    path: str
    size: int
    sha256: str
    version: str | None


class Description(ValueRecord):
    """An archive: its format, size in bytes and digest, what it says of itself, and its files by path.

    ``head`` is that of the entry; it is None when it cannot be told which file that is.
    """

    format: str
    size: int
    sha256: str
    csar: Csar
    head: Head | None
    files: tuple[FileDescription, ...]


def describe(csar: Csar, content: bytes) -> Description:
    """The description of an archive that was read from ``content``."""
    return Description(
        format=format_of(content),
        size=len(content),
        sha256=sha256(content).hexdigest(),
        csar=csar,
        head=head_of(csar.files[csar.entry]) if csar.entry is not None else None,
        files=tuple(_described(path, csar.files[path]) for path in sorted(csar.files)),
    )


def format_of(content: bytes) -> str:
    """How an archive is packed: ``zip``, ``tar``, ``tar.gz``, ``tar.bz2`` or ``tar.xz``."""
    if not is_tar(content):
        return "zip"
    return next((name for mark, name in _PACKED.items() if content.startswith(mark)), "tar")


def _described(path: str, content: bytes) -> FileDescription:
    version = head_of(content).version if path.lower().endswith(YAML_ENDINGS) else None
    return FileDescription(path, len(content), sha256(content).hexdigest(), version)
