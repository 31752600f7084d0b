"""Where a template's files come from: a folder on disk, or bytes in memory. Nothing outside of them can be reached.

What may come from elsewhere is decided by :mod:`topology.import_policy` and brought by a :class:`Fetcher`.
"""

import errno
import os
import stat
from collections.abc import Mapping
from typing import Protocol

MAX_FILE_SIZE = 10 * 2**20
"""The most bytes of one file that is read as part of a template; an artifact may be larger."""


class SourceRefused(Exception):
    """A file that may not be read; the message is a clause for the user, such as "it is larger than 10 MiB".

    ``code`` is the diagnostic's, and ``help`` the way out where there is one.
    """

    def __init__(self, reason: str, *, code: str = "TS204", help: str | None = None) -> None:  # noqa: A002
        super().__init__(reason)
        self.code = code
        self.help = help


class Fetcher(Protocol):
    """Brings files from outside of a template's own folder or archive."""

    def fetch(self, url: str) -> bytes:
        """The content at a place that an ``ImportPolicy`` gave. Raises :class:`SourceRefused`, and nothing else."""
        ...


class NothingFetched:
    """The fetcher for all who did not ask for one: it reaches nothing."""

    def fetch(self, url: str) -> bytes:
        """Raises :class:`SourceRefused` (TS202)."""
        raise SourceRefused("nothing is fetched from outside", code="TS202")


def normalise(path: str) -> str:
    """A path relative to the root, without ``.``, ``..`` and doubled slashes.

    Raises :class:`SourceRefused` for an absolute path, one that leaves the root, and one that no file can have.
    """
    if "\0" in path or "\\" in path:
        raise SourceRefused("its path holds a character that is not allowed")
    if path.startswith("/"):
        raise SourceRefused("its path is absolute")
    parts: list[str] = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            raise SourceRefused("it lies outside of the template's folder")
    return "/".join(parts)


class MemorySources:
    """Files held in memory, by normalised path."""

    def __init__(self, files: Mapping[str, bytes], *, max_file_size: int = MAX_FILE_SIZE) -> None:
        self._files = files
        self._max_file_size = max_file_size

    def read(self, path: str) -> bytes:
        """The content of a file. Raises ``FileNotFoundError``, or :class:`SourceRefused` when it is too large."""
        content = self._files.get(normalise(path))
        if content is None:
            raise FileNotFoundError(path)
        return _limited(content, self._max_file_size)


class DirectorySources:
    """The files of a folder. Symbolic links are followed as long as they stay inside of it."""

    def __init__(self, root: str | os.PathLike[str], *, max_file_size: int = MAX_FILE_SIZE) -> None:
        self._root = os.path.realpath(root)
        self._max_file_size = max_file_size

    def read(self, path: str) -> bytes:
        """The content of a file. Raises ``FileNotFoundError``, or :class:`SourceRefused` when it may not be read."""
        place = self._locate(normalise(path))
        try:
            return _limited(_read_regular(place, self._max_file_size), self._max_file_size)
        except (FileNotFoundError, NotADirectoryError):
            raise FileNotFoundError(path) from None
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise SourceRefused("its links lead in a circle") from error
            raise SourceRefused(f"the system does not let it be read ({error.strerror})") from error

    def _locate(self, path: str) -> str:
        place = os.path.realpath(f"{self._root}/{path}")
        if os.path.commonpath((place, self._root)) != self._root:
            raise SourceRefused("it is a link that leads outside of the template's folder")
        return place


def _read_regular(place: str, limit: int) -> bytes:
    """Up to one byte more than ``limit``; a pipe or a device is refused before anything waits for it."""
    if not stat.S_ISREG(os.stat(place).st_mode):
        raise SourceRefused("it is not a file")
    with open(place, "rb") as file:
        return file.read(limit + 1)


def _limited(content: bytes, limit: int) -> bytes:
    if len(content) > limit:
        raise SourceRefused(f"it is larger than {limit // 2**20} MiB")
    return content
