"""Tarballs, plain or packed.

Source: TOSCA 2.0, section 17.1.1.1: UStar, plain or with gzip; other ways to compress are optional.
"""

from collections.abc import Iterator

from topology.csar.contents import (
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
from topology.csar.decompress import DamagedStream, TooMuch, decompress, is_compressed
from topology.csar.paths import clash, is_the_root, safe_path
from topology.csar.tar_blocks import BLOCK, FILE, FOLDER, SPECIAL, DamagedTar, Member, members
from topology.diagnostics import Diagnostic

_MARK_PLACE = 257
_MARK = b"ustar"
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_BLOCKS_PER_FILE = 6
"""A file's header, an extended header with its text, and the rest of the last block."""


def is_tar(content: bytes) -> bool:
    """Whether content is a tarball, or packed as only tarballs are."""
    if content.startswith(_ZIP_MARKS):
        return False
    return is_compressed(content) or content.startswith(_MARK, _MARK_PLACE)


def read_tar(content: bytes, name: str, limits: Limits) -> Contents:
    """All files of a tarball, or the diagnostics. Raises :class:`Refused` when it cannot be read at all."""
    plain = _decompressed(content, name, limits) if is_compressed(content) else content
    try:
        found = _counted(members(plain), name, limits)
    except DamagedTar as error:
        raise Refused(_unreadable(name, str(error))) from None
    refusals = tuple(_refusals(found, name, limits))
    if refusals:
        return Contents(diagnostics=refusals)
    return Contents(
        {
            path: plain[member.start : member.start + member.size]
            for member in found
            if member.kind == FILE and (path := safe_path(member.path, limits))
        }
    )


def _decompressed(content: bytes, name: str, limits: Limits) -> bytes:
    room = limits.total_size + limits.files * _BLOCKS_PER_FILE * BLOCK
    believable = max(limits.ratio_free_size, limits.ratio * len(content))
    try:
        return decompress(content, min(room, believable))
    except DamagedStream as error:
        raise Refused(_unreadable(name, str(error))) from None
    except TooMuch:
        if room <= believable:
            raise Refused(all_too_large(name, limits)) from None
        message = f"The archive is packed more than {limits.ratio} times."
        raise Refused(refusal("TS285", name, message)) from None


def _unreadable(name: str, reason: str) -> Diagnostic:
    return refusal("TS280", name, f"The archive cannot be read: {reason}.", "Pack the folder again.")


def _counted(found: Iterator[Member], name: str, limits: Limits) -> list[Member]:
    kept: list[Member] = []
    for member in found:
        if len(kept) == limits.files:
            raise Refused(too_many_files(name, limits))
        if member.kind != FOLDER or not is_the_root(member.path):
            kept.append(member)
    return kept


def _refusals(found: list[Member], name: str, limits: Limits) -> Iterator[Diagnostic]:
    for member in found:
        if safe_path(member.path, limits) is None:
            yield path_refused(name, _printable(member.path))
        if member.kind == SPECIAL:
            yield special_file(name, _printable(member.path))
        if member.size > limits.file_size:
            yield file_too_large(name, _printable(member.path), limits)
    files = [member for member in found if member.kind == FILE]
    if sum(member.size for member in files) > limits.total_size:
        yield all_too_large(name, limits)
    twice = clash(path for member in files if (path := safe_path(member.path, limits)) is not None)
    if twice is not None:
        yield refusal("TS286", name, f"The path {twice!r} stands for more than one file.", entry=twice)


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
