"""Which files may be stored as a template, and with which of them reading begins."""

from collections.abc import Mapping

from topology.csar import Contents, Limits, find_entry, read_archive
from topology.csar.meta import META_PATH, ROOT_META_PATH
from topology.csar.paths import clash, safe_path
from topology.errors import Invalid, Refused

LIMITS = Limits(files=500, file_size=20 * 2**20, total_size=50 * 2**20)
TEMPLATE_SIZE = 5 * 2**20
TEMPLATE_ENDINGS = (".yaml", ".yml")
NAME = "upload"


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The files of an archive by path. Raises :class:`Invalid` with diagnostics for one that is not safe."""
    contents: Contents = read_archive(archive, NAME, limits=LIMITS)
    if contents.diagnostics:
        raise Invalid("The archive cannot be taken.", contents.diagnostics, code="archive_refused")
    return dict(contents.files)


def checked_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files by normalised path. Raises :class:`Refused` for paths, sizes or counts that are not allowed."""
    if not files:
        raise Refused("no_files", "Send a zip archive, or at least one file.")
    if len(files) > LIMITS.files:
        raise Refused("too_many_files", f"A template may have at most {LIMITS.files} files; these are {len(files)}.")
    if sum(map(len, files.values())) > LIMITS.total_size:
        raise Refused("too_large", f"The files together are larger than {LIMITS.total_size // 2**20} MiB.")
    paths = [_checked_path(path, len(content)) for path, content in files.items()]
    twice = clash(paths)
    if twice is not None:
        raise Refused("path_refused", f"The path {twice!r} stands for more than one file.")
    return dict(zip(paths, files.values(), strict=True))


def _checked_path(path: str, size: int) -> str:
    checked = safe_path(path, LIMITS)
    if checked is None:
        raise Refused("path_refused", f"The path {path[:80]!r} is not allowed.")
    if size > (TEMPLATE_SIZE if checked.lower().endswith(TEMPLATE_ENDINGS) else LIMITS.file_size):
        raise Refused("too_large", f"The file {checked[:80]!r} is too large.")
    return checked


def choose_entry(files: Mapping[str, bytes], wanted: str | None) -> str:
    """The file to begin with: the one that is named, else TOSCA.meta's or the only template at the top.

    Raises :class:`Refused` when there is none, or when it cannot be told.
    """
    if wanted:
        path = safe_path(wanted, LIMITS)
        if path is None or path not in files:
            raise Refused("entry_missing", f"There is no file {wanted[:80]!r} to begin with.")
        return path
    entry = find_entry(files, NAME, meta=files.get(META_PATH), root_meta=files.get(ROOT_META_PATH))
    if entry.path is None:
        found = [entry.diagnostic] if entry.diagnostic else []
        raise Invalid("It cannot be told which file to begin with.", found, code="entry_missing")
    return entry.path
