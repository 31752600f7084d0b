"""Unpacking a compressed stream without ever holding more than is allowed."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

_INPUT_STEP = 64 * 2**10
_OUTPUT_STEP = 2**20
_MAX_STREAMS = 10_000
_XZ_MEMORY = 128 * 2**20
"""The strongest ordinary setting of xz needs 65 MiB to unpack."""

_DAMAGED = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)


class DamagedStream(ValueError):
    """The stream cannot be unpacked; the message is a clause."""


class TooMuch(Exception):
    """The stream unpacks to more than was allowed."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _GzipDecompressor:
    """zlib's decompressor in the shape of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _xz() -> _Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


_MAKERS: dict[bytes, Callable[[], _Decompressor]] = {
    b"\x1f\x8b": _GzipDecompressor,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": _xz,
}


def is_compressed(content: bytes) -> bool:
    """Whether content begins as gzip, bzip2 or xz does."""
    return content.startswith(tuple(_MAKERS))


def decompress(content: bytes, most: int) -> bytes:
    """The unpacked content of one or more streams, one after the other.

    Raises :class:`TooMuch` as soon as there are more than ``most`` bytes, and :class:`DamagedStream`.
    """
    make = next(maker for mark, maker in _MAKERS.items() if content.startswith(mark))
    out = bytearray()
    place = 0
    for _ in range(_MAX_STREAMS):
        try:
            place = _unpack_one(make(), content, place, out, most)
        except _DAMAGED as error:
            raise DamagedStream(str(error)) from None
        if place == len(content) or (content[place] == 0 and not content[place:].strip(b"\0")):
            return bytes(out)
    raise TooMuch


def _unpack_one(decompressor: _Decompressor, content: bytes, place: int, out: bytearray, most: int) -> int:
    """Unpack the stream that begins at ``place``; gives where it ends."""
    while not decompressor.eof:
        step = content[place : place + _INPUT_STEP] if decompressor.needs_input else b""
        if decompressor.needs_input and not step:
            raise EOFError("it ends too early")
        place += len(step)
        out += decompressor.decompress(step, _OUTPUT_STEP)
        if len(out) > most:
            raise TooMuch
    return place - len(decompressor.unused_data)
