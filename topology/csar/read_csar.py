"""A whole CSAR: its files, what TOSCA.meta says, and the template with which it begins."""

from collections.abc import Mapping

from topology.csar.archive import read_archive
from topology.csar.bare import check_bare
from topology.csar.contents import DEFAULT_LIMITS, Limits
from topology.csar.entry import find_entry
from topology.csar.meta import META_PATH, ROOT_META_PATH, Meta
from topology.diagnostics import Diagnostic
from topology.record import ValueRecord


class Csar(ValueRecord):
    """An archive that was read. ``entry`` is None when it cannot be told; a refused archive has no files."""

    files: Mapping[str, bytes]
    entry: str | None
    meta: Meta | None
    diagnostics: tuple[Diagnostic, ...]


def read_csar(content: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Csar:
    """Read an archive that diagnostics (TS280 to TS289, TS294) call ``name``. Raises nothing, whatever the bytes."""
    archive = read_archive(content, name, limits=limits)
    if archive.diagnostics:
        return Csar({}, None, None, archive.diagnostics)
    files = archive.files
    entry = find_entry(files, name, meta=files.get(META_PATH), root_meta=files.get(ROOT_META_PATH))
    found = entry.diagnostics
    if entry.path is not None and entry.meta is None:
        found += check_bare(files[entry.path], f"{name}/{entry.path}")
    return Csar(files, entry.path, entry.meta, found)
