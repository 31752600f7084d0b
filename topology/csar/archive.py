"""Reading a zip archive that a stranger sent: nothing is written, and nothing is unpacked beyond the limits.

Source: TOSCA Simple Profile 1.3, section 6 (CSAR); APPNOTE.TXT, the ZIP file format.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from topology.csar.contents import (
    DEFAULT_LIMITS,
    Contents,
    Limits,
    all_too_large,
    file_too_large,
    refusal,
    too_many_files,
)
from topology.csar.paths import clash, safe_path
from topology.diagnostics import Diagnostic

_ENTRY_MARK = b"PK\x01\x02"
_MAX_ENTRY_MARKS = 50_000
"""An archive's directory is parsed as a whole; archives in archives may show marks of their own."""

_ENCRYPTED = 0x1
_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error, IndexError)


def read_archive(content: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Contents:
    """All files of a zip archive. Diagnostics (TS280 to TS286) stand at the archive, which they call ``name``."""
    if len(content) > limits.total_size:
        return _refused(all_too_large(name, limits))
    if content.count(_ENTRY_MARK) > _MAX_ENTRY_MARKS:
        return _refused(too_many_files(name, limits))
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _read(archive, name, limits)
    except _DAMAGED as error:
        return _refused(refusal("TS280", name, f"The archive cannot be read: {error}.", "Pack the folder again."))


def _refused(*diagnostics: Diagnostic) -> Contents:
    return Contents(diagnostics=diagnostics)


def _read(archive: ZipFile, name: str, limits: Limits) -> Contents:
    members = archive.infolist()
    refusals = tuple(_refusals(members, name, limits))
    if refusals:
        return _refused(*refusals)
    return Contents(
        {
            path: archive.read(member)
            for member in members
            if not member.is_dir() and (path := safe_path(member.filename, limits))
        }
    )


def _refusals(members: list[ZipInfo], name: str, limits: Limits) -> Iterator[Diagnostic]:
    if len(members) > limits.files:
        yield too_many_files(name, limits)
        return
    for member in members:
        yield from _member_refusals(member, name, limits)
    if sum(member.file_size for member in members) > limits.total_size:
        yield all_too_large(name, limits)
    paths = [safe_path(member.filename, limits) for member in members if not member.is_dir()]
    twice = clash([path for path in paths if path is not None])
    if twice is not None:
        yield refusal("TS286", name, f"The path {twice!r} stands for more than one file.")


def _member_refusals(member: ZipInfo, name: str, limits: Limits) -> Iterator[Diagnostic]:
    path = member.orig_filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    if safe_path(path, limits) is None:
        yield refusal("TS281", name, f"The path {_short(path)} is not allowed.")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield refusal("TS282", name, f"{_short(path)} is a link or a special file.")
    if member.flag_bits & _ENCRYPTED:
        yield refusal("TS283", name, f"The file {_short(path)} is encrypted.")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield refusal("TS280", name, f"The file {_short(path)} is compressed in a way that is not supported.")
    if member.file_size > limits.file_size:
        yield file_too_large(name, path, limits)
    elif member.file_size > max(limits.ratio_free_size, limits.ratio * member.compress_size):
        yield refusal("TS285", name, f"The file {_short(path)} is packed more than {limits.ratio} times.")


def _short(path: str) -> str:
    return repr(path if len(path) <= 80 else path[:79] + "…")
