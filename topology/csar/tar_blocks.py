"""The members of a tarball: UStar with the extensions that today's programs write for long names.

The standard library's reader follows what a stranger's headers say in recursion, and takes sparse files and negative
sizes; here each block is looked at once. Source: POSIX IEEE P1003.1, "ustar Interchange Format" and "pax".
"""

import re
from collections.abc import Iterator

from topology.record import ValueRecord

BLOCK = 512
_ZEROS = bytes(BLOCK)
_MAX_HEADER = 64 * 2**10
_OCTAL = re.compile(rb"[0-7]{1,12}")
_PAX_RECORD = re.compile(rb"(\d{1,6}) ([^=\n]+)=")

FILE, FOLDER, SPECIAL = "file", "folder", "special"
_KINDS = {b"0": FILE, b"\0": FILE, b"7": FILE, b"5": FOLDER}
_EXTENSIONS = b"xgLK"
_WITHOUT_DATA = b"123456"


class DamagedTar(ValueError):
    """The bytes are no tarball; the message is a clause."""


class Member(ValueRecord):
    """One member: its path as written, whether it is a file, a folder or something special, and where its data are."""

    path: str
    kind: str
    start: int
    size: int


class _Named(ValueRecord):
    """What an extension says about the member that follows it."""

    path: bytes | None = None
    size: int | None = None
    sparse: bool = False


def members(content: bytes) -> Iterator[Member]:
    """All members in order. Raises :class:`DamagedTar`, also for a tarball without its end."""
    place, named = 0, _Named()
    while (header := content[place : place + BLOCK]) != _ZEROS:
        _check(header)
        kind, size = header[156:157], _number(header[124:136])
        start = place + BLOCK
        if kind in _EXTENSIONS:
            named = _extended(kind, content[start : start + _extension_size(size, start, content)], named)
        else:
            size = size if named.size is None else named.size
            yield _member(header, named, start, size)
            size = 0 if kind in _WITHOUT_DATA else size
            named = _Named()
        place = start + -(-size // BLOCK) * BLOCK
        if place > len(content):
            raise DamagedTar("it ends too early")
    if named != _Named():
        raise DamagedTar("a header belongs to no file")
    if content[place:].strip(b"\0"):
        raise DamagedTar("something stands behind its end")


def _check(header: bytes) -> None:
    if len(header) < BLOCK:
        raise DamagedTar("it ends too early")
    if sum(header) - sum(header[148:156]) + 8 * ord(" ") != _number(header[148:156]):
        raise DamagedTar("a header's sum is wrong")


def _number(field: bytes) -> int:
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if digits and not _OCTAL.fullmatch(digits):
        raise DamagedTar("a header holds something that is no number")
    return int(digits or b"0", 8)


def _extension_size(size: int, start: int, content: bytes) -> int:
    if size > _MAX_HEADER or start + size > len(content):
        raise DamagedTar("a header is too long")
    return size


def _extended(kind: bytes, data: bytes, before: _Named) -> _Named:
    if kind == b"K":
        return before
    if kind == b"L":
        return _Named(data.rstrip(b"\0"), before.size, before.sparse)
    records = dict(_pax_records(data))
    sparse = any(key.startswith(b"GNU.sparse") for key in records)
    if kind == b"g":
        if sparse or b"path" in records or b"size" in records:
            raise DamagedTar("a header gives many files one path or size")
        return before
    size = records.get(b"size")
    if size is not None and not re.fullmatch(rb"\d{1,15}", size):
        raise DamagedTar("a header holds something that is no number")
    return _Named(records.get(b"path", before.path), before.size if size is None else int(size), sparse)


def _pax_records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Records of the form ``LENGTH KEY=VALUE`` and a line feed; the length counts all of it."""
    place = 0
    while place < len(data):
        found = _PAX_RECORD.match(data, place)
        end = place + int(found[1]) if found else 0
        if not found or end <= found.end() or data[end - 1 : end] != b"\n":
            raise DamagedTar("an extended header is damaged")
        yield found[2], data[found.end() : end - 1]
        place = end


def _member(header: bytes, named: _Named, start: int, size: int) -> Member:
    path = named.path if named.path is not None else _own_path(header)
    kind = SPECIAL if named.sparse else _KINDS.get(header[156:157], SPECIAL)
    if kind == FILE and path.endswith(b"/"):
        kind = FOLDER
    return Member(path.decode("utf-8", "surrogateescape"), kind, start, size)


def _own_path(header: bytes) -> bytes:
    name, prefix = header[:100].partition(b"\0")[0], header[345:500].partition(b"\0")[0]
    return prefix + b"/" + name if prefix and header[257:263] == b"ustar\0" else name
