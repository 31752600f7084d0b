"""``toposmith csar pack``: a folder as an archive that reads without a mistake."""

import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from topology.csar import find_entry, read_csar, read_folder
from topology.csar.head import head_of
from topology.csar.leftovers import is_left_over
from topology.csar.meta import META_PATH, ROOT_META_PATH
from topology.csar.pack import PACKERS, with_meta
from topology.diagnostics import Diagnostic
from topology.diagnostics.report import Report
from topology.sources import MemorySources
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import read, show
from toposmith.cli.sources_options import Outside
from toposmith.cli.templates import Template

_ENDINGS = {"zip": ".csar", "tar.gz": ".tar.gz"}
_TARBALLS = (".tar.gz", ".tgz")
_MOST_NAMED = 5


def pack(folder: str, output: Path | None, wanted: str | None, outside: Outside | None) -> int:
    """Write the archive, unless the template in the folder or the archive itself has errors.

    ``wanted`` is the format, None for the one that the output's name tells; the template may import from ``outside``.
    """
    root = Path(folder)
    if not root.is_dir():
        raise CommandError(f"{folder}: is no folder")
    format = wanted or _format_of(output)  # noqa: A001
    target = output or Path(root.resolve().name + _ENDINGS[format])
    files = _files(root, folder, target)
    entry = _entry(files, folder, outside) if files is not None else None
    if files is None or entry is None:
        return Exit.FINDINGS
    head = head_of(files[entry])
    if format != "zip" and not head.is_2_0:
        print("before TOSCA 2.0 a CSAR is a zip archive; other programs may not read this tarball", file=sys.stderr)
    content = PACKERS[format](with_meta(files, entry, head))
    again = read_csar(content, str(target))
    errors = tuple(found for found in again.diagnostics if found.is_error)
    if not _is_fine(errors, MemorySources(again.files), f"{target}/"):
        return Exit.FINDINGS
    _write(target, content)
    print(f"wrote {target}: {len(again.files)} files, {len(content)} bytes, sha256 {sha256(content).hexdigest()}")
    return Exit.FINE


def _format_of(output: Path | None) -> str:
    return "tar.gz" if output is not None and output.name.lower().endswith(_TARBALLS) else "zip"


def _files(root: Path, name: str, target: Path) -> Mapping[str, bytes] | None:
    left_out: list[str] = []
    own = target.resolve()

    def leave_out(path: str, is_folder: bool) -> bool:
        is_target = not is_folder and (root / path).resolve() == own
        if not is_target and not is_left_over(path, is_folder):
            return False
        if not is_target:
            left_out.append(path)
        return True

    try:
        contents = read_folder(root, name, leave_out=leave_out)
    except OSError as error:
        raise CommandError(f"{name}: {(error.strerror or str(error)).lower()}") from error
    if not _is_fine(contents.diagnostics, MemorySources({}), ""):
        return None
    _tell_of(left_out)
    return contents.files


def _tell_of(left_out: list[str]) -> None:
    if left_out:
        named = ", ".join(sorted(left_out)[:_MOST_NAMED]) + (", …" if len(left_out) > _MOST_NAMED else "")
        print(f"left out: {named}", file=sys.stderr)


def _entry(files: Mapping[str, bytes], name: str, outside: Outside | None) -> str | None:
    """The file with which the folder begins, once reading it has shown no errors."""
    entry = find_entry(files, name, meta=files.get(META_PATH), root_meta=files.get(ROOT_META_PATH))
    prefix = f"{name.rstrip('/')}/"
    if not _is_fine(entry.diagnostics, MemorySources(files), prefix):
        return None
    template = Template(MemorySources(files), entry.path, prefix, outside=outside)
    report = Report(read(template).diagnostics)
    show(template, report, sys.stderr)
    return None if report.has_errors else entry.path


def _is_fine(found: tuple[Diagnostic, ...], sources: MemorySources, prefix: str) -> bool:
    report = Report(found)
    show(Template(sources, None, prefix), report, sys.stderr)
    return not report.has_errors


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{target}: cannot be written: {error.strerror}") from error
