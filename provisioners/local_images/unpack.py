"""The file system of an image, unpacked into a folder: one layer over the other.

Source: OCI image specification, "Image Layer Filesystem Changeset".
"""

import gzip
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from provisioners.local_images.image import CHUNK, Hashed, Image, ImageRefused, Layer, checked
from provisioners.local_images.rooted import folder_in, parts_of, place_in

WHITEOUT = ".wh."
OPAQUE = ".wh..wh..opq"
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
XATTR = "SCHILY.xattr."
KEPT_XATTRS = ("security.capability", "user.")
OWN_MODE = 0o700
"""What a folder gets while it is filled; its own mode comes last."""


@dataclass(slots=True)
class Unpacked:
    """What could not be kept, by path: device files, which a runtime makes itself, and others' attributes."""

    left_out: list[str] = field(default_factory=list)


def unpack(image: Image, root: Path) -> Unpacked:
    """Unpack all layers into an empty folder. As root, files keep their owners.

    Raises :class:`ImageRefused` for damaged layers and for entries that no root could have, and ``OSError``.
    """
    unpacking = _Unpacking(root)
    for number, layer in enumerate(image.layers, 1):
        with archive_of(layer, f"layer {number}") as stream:
            unpacking.layer(stream)
    unpacking.finish()
    return Unpacked(unpacking.left_out)


@contextmanager
def archive_of(layer: Layer, what: str) -> Iterator[Hashed]:
    """The archive in a layer, uncompressed; digests are compared at its end. Raises :class:`ImageRefused`."""
    with layer.open() as kept:
        start = kept.read(len(ZSTD))
        kept.seek(0)
        if start == ZSTD:
            raise ImageRefused(f"{what} is compressed by zstd, which is not supported; save the image with gzip")
        try:
            with checked(kept, layer.digest, what) as raw:
                plain = gzip.GzipFile(fileobj=cast(IO[bytes], raw)) if start.startswith(GZIP) else raw
                with checked(cast(IO[bytes], plain), layer.diff_id, what) as archive:
                    yield archive
        except (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError) as error:
            raise ImageRefused(f"{what} is damaged: {error}") from error


class _Unpacking:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.left_out: list[str] = []
        self._folders: dict[Path, tarfile.TarInfo] = {}
        self._own: set[Path] = set()
        self._keeps_owners = os.geteuid() == 0

    def layer(self, stream: Hashed) -> None:
        self._own = set()
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as archive:
            for member in archive:
                self._entry(archive, member)

    def finish(self) -> None:
        """Give folders their modes and times, which filling them would have changed; the deepest first."""
        for place in sorted(self._folders, key=lambda each: len(each.parts), reverse=True):
            if place.is_dir() and not place.is_symlink():
                self._attributes(place, self._folders[place])

    def _entry(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        name = member.name.rstrip("/").rpartition("/")[2]
        if name == OPAQUE:
            folder = folder_in(self.root, parts_of(member.name)[:-1], make=True)
            self._empty(folder)
            self._mark(folder)
            return
        if name.startswith(WHITEOUT):
            self._white_out(member.name, name.removeprefix(WHITEOUT))
            return
        place = place_in(self.root, member.name, make=True)
        if member.isdir():
            self._folder(place, member)
        elif place == self.root:
            raise ImageRefused("an entry that is no folder takes the place of the root")
        else:
            self._other(archive, member, place)

    def _white_out(self, path: str, name: str) -> None:
        if name in ("", ".", ".."):
            raise ImageRefused(f"{path!r} removes what is no file")
        self._hide(folder_in(self.root, parts_of(path)[:-1]) / name)

    def _hide(self, place: Path) -> None:
        """Remove what lower layers left at a place; what this layer has brought there stays."""
        if place not in self._own:
            _remove(place)
        elif place.is_dir() and not place.is_symlink():
            self._empty(place)

    def _empty(self, folder: Path) -> None:
        for place in folder.iterdir():
            self._hide(place)

    def _folder(self, place: Path, member: tarfile.TarInfo) -> None:
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            _remove(place)
        place.mkdir(OWN_MODE, exist_ok=True)
        place.chmod(OWN_MODE)
        self._folders[place] = member
        self._mark(place)

    def _other(self, archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
        if not (member.isreg() or member.issym() or member.islnk() or member.isfifo()):
            self.left_out.append(member.name)
            return
        source = place_in(self.root, member.linkname) if member.islnk() else None
        if source != place:
            _remove(place)
            self._make(archive, member, place, source)
        self._mark(place)
        if not member.islnk():
            self._attributes(place, member)

    def _make(self, archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path, source: Path | None) -> None:
        if source is not None:
            if source.is_dir() or not os.path.lexists(source):
                raise ImageRefused(f"{member.name!r} is a link to {member.linkname!r}, which is no file")
            os.link(source, place, follow_symlinks=False)
        elif member.issym():
            place.symlink_to(member.linkname)
        elif member.isfifo():
            os.mkfifo(place, 0o600)
        else:
            content = archive.extractfile(member)
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
                if content is not None:
                    shutil.copyfileobj(content, file, CHUNK)

    def _mark(self, place: Path) -> None:
        """Note that a place, and with it each folder above it, is of this layer."""
        while place != self.root and place not in self._own:
            self._own.add(place)
            place = place.parent

    def _attributes(self, place: Path, member: tarfile.TarInfo) -> None:
        if self._keeps_owners:
            os.lchown(place, member.uid, member.gid)
        if not member.issym():
            place.chmod(member.mode & 0o7777)
        self._xattrs(place, member)
        os.utime(place, (member.mtime, member.mtime), follow_symlinks=False)

    def _xattrs(self, place: Path, member: tarfile.TarInfo) -> None:
        for key, value in member.pax_headers.items():
            name = key.removeprefix(XATTR)
            if not key.startswith(XATTR) or not name.startswith(KEPT_XATTRS):
                continue
            try:
                os.setxattr(place, name, value.encode("utf-8", "surrogateescape"), follow_symlinks=False)
            except OSError:
                self.left_out.append(f"{member.name} ({name})")


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
