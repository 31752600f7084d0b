"""Reading a folder the way an archive is read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from topology.csar.contents import (
    DEFAULT_LIMITS,
    Contents,
    Limits,
    all_too_large,
    file_too_large,
    refusal,
    too_many_files,
)
from topology.csar.entry import META_PATH, Entry, find_entry
from topology.csar.paths import safe_path
from topology.diagnostics import Diagnostic
from topology.sources import DirectorySources, SourceRefused

_MAX_META_SIZE = 64 * 2**10


class _Refused(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_folder(root: Path, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Contents:
    """All files of a folder by path; folders whose name begins with a dot are left out.

    Diagnostics (TS281, TS282, TS284) stand at the folder, which they call ``name``. Raises ``OSError``.
    """
    files: dict[str, bytes] = {}
    total = 0
    try:
        for place in _walk(root):
            files[_path(root, place, name, limits)] = content = _content(root, place, name, limits)
            total += len(content)
            if len(files) > limits.files:
                return Contents(diagnostics=(too_many_files(name, limits),))
            if total > limits.total_size:
                return Contents(diagnostics=(all_too_large(name, limits),))
    except _Refused as refused:
        return Contents(diagnostics=(refused.diagnostic,))
    return Contents(files)


def folder_entry(root: Path, name: str) -> Entry:
    """Where to start in a folder, found without reading the whole of it. Raises ``OSError``."""
    try:
        meta = DirectorySources(root, max_file_size=_MAX_META_SIZE).read(META_PATH)
    except FileNotFoundError:
        meta = None
    except SourceRefused as error:
        return Entry(None, refusal("TS288", name, f"{META_PATH} cannot be read: {error}."))
    top = [place.name for place in root.iterdir() if place.is_file()]
    return find_entry(top, name, meta=meta, exists=lambda path: (root / path).is_file())


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        yield from (Path(folder) / name for name in sorted([*names, *links]))


def _path(root: Path, place: Path, name: str, limits: Limits) -> str:
    relative = place.relative_to(root).as_posix()
    path = safe_path(relative, limits)
    if path is None:
        raise _Refused(refusal("TS281", name, f"The path {relative!r} is not allowed."))
    return path


def _content(root: Path, place: Path, name: str, limits: Limits) -> bytes:
    relative = place.relative_to(root).as_posix()
    if not stat.S_ISREG(place.lstat().st_mode):
        raise _Refused(refusal("TS282", name, f"{relative!r} is a link or a special file."))
    with place.open("rb") as file:
        content = file.read(limits.file_size + 1)
    if len(content) > limits.file_size:
        raise _Refused(file_too_large(name, relative, limits))
    return content
