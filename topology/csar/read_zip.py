"""Zip archives.

Source: APPNOTE.TXT, the ZIP file format, section 4.3; ISO/IEC 21320-1, which leaves 'stored' and 'deflated'.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from topology.csar.contents import (
    Contents,
    Limits,
    Refused,
    all_too_large,
    file_too_large,
    packed_too_much,
    path_refused,
    refusal,
    shortened,
    special_file,
    too_many_files,
)
from topology.csar.paths import clash, safe_path
from topology.diagnostics import Diagnostic

_ENTRY_MARK = b"PK\x01\x02"
_MAX_ENTRY_MARKS = 50_000
"""An archive's directory is parsed as a whole; archives in archives may show marks of their own."""

_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<26xHH")
"""The lengths of the name and of the extra field in the header before a file's data."""

_END_MARK = b"PK\x05\x06"
_END_SIZE = 22
_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error, IndexError)


def read_zip(content: bytes, name: str, limits: Limits) -> Contents:
    """All files of a zip archive, or the diagnostics. Raises :class:`Refused` when it cannot be read at all."""
    if content.count(_ENTRY_MARK) > _MAX_ENTRY_MARKS:
        raise Refused(too_many_files(name, limits))
    try:
        with ZipFile(BytesIO(content)) as archive:
            refusals = (*_refusals(archive.infolist(), name, limits), *_layout_refusals(archive, content, name))
            return Contents(diagnostics=refusals) if refusals else _unpacked(archive, name, limits)
    except _DAMAGED as error:
        raise Refused(
            refusal("TS280", name, f"The archive cannot be read: {error}.", "Pack the folder again.")
        ) from None


def _unpacked(archive: ZipFile, name: str, limits: Limits) -> Contents:
    files: dict[str, bytes] = {}
    damaged: list[Diagnostic] = []
    for member in archive.infolist():
        path = safe_path(member.filename, limits)
        if member.is_dir() or path is None:
            continue
        try:
            files[path] = archive.read(member)
        except _DAMAGED as error:
            message = f"The file {shortened(path)} is damaged: {error}."
            damaged.append(refusal("TS280", name, message, "Pack the folder again.", entry=path))
    return Contents(diagnostics=tuple(damaged)) if damaged else Contents(files)


def _refusals(members: list[ZipInfo], name: str, limits: Limits) -> Iterator[Diagnostic]:
    if len(members) > limits.files:
        yield too_many_files(name, limits)
        return
    for member in members:
        yield from _member_refusals(member, name, limits)
    if sum(member.file_size for member in members) > limits.total_size:
        yield all_too_large(name, limits)
    paths = [safe_path(member.filename, limits) for member in members if not member.is_dir()]
    twice = clash(path for path in paths if path is not None)
    if twice is not None:
        yield refusal("TS286", name, f"The path {twice!r} stands for more than one file.", entry=twice)


def _member_refusals(member: ZipInfo, name: str, limits: Limits) -> Iterator[Diagnostic]:
    path = member.orig_filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    if safe_path(path, limits) is None:
        yield path_refused(name, path)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield special_file(name, path)
    if member.flag_bits & _ENCRYPTED:
        yield refusal("TS283", name, f"The file {shortened(path)} is encrypted.", entry=path)
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        message = f"The file {shortened(path)} is compressed in a way that is not supported."
        yield refusal("TS280", name, message, entry=path)
    if member.file_size > limits.file_size:
        yield file_too_large(name, path, limits)
    elif member.file_size > max(limits.ratio_free_size, limits.ratio * member.compress_size):
        yield packed_too_much(name, path, limits)


def _layout_refusals(archive: ZipFile, content: bytes, name: str) -> Iterator[Diagnostic]:
    """Refuse what lets two programs see two archives: bytes around it, and files that share bytes."""
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    first = members[0].header_offset if members else archive.start_dir
    if first != 0:
        yield refusal("TS294", name, f"{first} bytes stand before the archive's first file.", "Pack the folder again.")
    if not content[-_END_SIZE - len(archive.comment) :].startswith(_END_MARK):
        yield refusal("TS294", name, "Bytes stand after the archive's end.", "Pack the folder again.")
    ends = [_data_end(member, content) for member in members]
    starts = [member.header_offset for member in members[1:]] + [archive.start_dir]
    for member, end, next_start in zip(members, ends, starts, strict=False):
        if end > next_start:
            path = member.orig_filename
            yield refusal("TS285", name, f"The file {shortened(path)} shares bytes with another.", entry=path)


def _data_end(member: ZipInfo, content: bytes) -> int:
    name_length, extra_length = _LOCAL_HEADER.unpack_from(content, member.header_offset)
    return member.header_offset + _LOCAL_HEADER.size + int(name_length) + int(extra_length) + member.compress_size
