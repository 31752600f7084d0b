"""Reading a folder the way an archive is read."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from topology.csar.contents import (
    DEFAULT_LIMITS,
    Contents,
    Limits,
    Refused,
    all_too_large,
    file_too_large,
    path_refused,
    refusal,
    special_file,
    too_many_files,
)
from topology.csar.entry import Entry, find_entry
from topology.csar.meta import META_PATH, ROOT_META_PATH
from topology.csar.paths import safe_path
from topology.sources import DirectorySources, SourceRefused

_MAX_META_SIZE = 64 * 2**10


def is_hidden_folder(path: str, is_folder: bool) -> bool:
    """Whether a path is a folder whose name begins with a dot, such as ``.git``."""
    return is_folder and path.rpartition("/")[2].startswith(".")


def read_folder(
    root: Path,
    name: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    leave_out: Callable[[str, bool], bool] = is_hidden_folder,
) -> Contents:
    """All files of a folder by path, but those that ``leave_out`` tells by path and whether it is a folder.

    Diagnostics (TS281, TS282, TS284) stand at the folder, which they call ``name``. Raises ``OSError``.
    """
    files: dict[str, bytes] = {}
    total = 0
    try:
        for place in _walk(root, leave_out):
            files[_path(root, place, name, limits)] = content = _content(root, place, name, limits)
            total += len(content)
            if len(files) > limits.files:
                raise Refused(too_many_files(name, limits))
            if total > limits.total_size:
                raise Refused(all_too_large(name, limits))
    except Refused as refused:
        return Contents(diagnostics=(refused.diagnostic,))
    return Contents(files)


def folder_entry(root: Path, name: str) -> Entry:
    """Where to start in a folder, found without reading the whole of it. Raises ``OSError``."""
    try:
        meta, root_meta = _meta(root, META_PATH), _meta(root, ROOT_META_PATH)
    except SourceRefused as error:
        return Entry(None, (refusal("TS288", name, f"TOSCA.meta cannot be read: {error}."),))
    top = [place.name for place in root.iterdir() if place.is_file()]
    return find_entry(top, name, meta=meta, root_meta=root_meta, exists=lambda path: (root / path).is_file())


def _meta(root: Path, path: str) -> bytes | None:
    try:
        return DirectorySources(root, max_file_size=_MAX_META_SIZE).read(path)
    except FileNotFoundError:
        return None


def _walk(root: Path, leave_out: Callable[[str, bool], bool]) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        inside = "" if here == root else f"{here.relative_to(root).as_posix()}/"
        folders[:] = sorted(name for name in folders if not leave_out(inside + name, True))
        links = [name for name in folders if (here / name).is_symlink()]
        kept = [name for name in names if not leave_out(inside + name, False)]
        yield from (here / name for name in sorted([*kept, *links]))


def _path(root: Path, place: Path, name: str, limits: Limits) -> str:
    relative = place.relative_to(root).as_posix()
    path = safe_path(relative, limits)
    if path is None:
        raise Refused(path_refused(name, relative))
    return path


def _content(root: Path, place: Path, name: str, limits: Limits) -> bytes:
    relative = place.relative_to(root).as_posix()
    if not stat.S_ISREG(place.lstat().st_mode):
        raise Refused(special_file(name, relative))
    with place.open("rb") as file:
        content = file.read(limits.file_size + 1)
    if len(content) > limits.file_size:
        raise Refused(file_too_large(name, relative, limits))
    return content
