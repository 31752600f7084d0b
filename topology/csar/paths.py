"""Paths inside an archive or a folder."""

from collections.abc import Iterable
from unicodedata import normalize

from topology.csar.contents import Limits

_MAX_PART = 255


def safe_path(path: str, limits: Limits) -> str | None:
    """The path without ``.`` and doubled slashes, or None when it leaves the archive or no file should have it."""
    if path.startswith("/") or len(path) > limits.path_length or any(map(_is_unfit, path)):
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts or ".." in parts or parts[0].endswith(":") or any(len(part.encode()) > _MAX_PART for part in parts):
        return None
    return "/".join(parts)


def _is_unfit(character: str) -> bool:
    return (
        character == "\\" or ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or 0xD800 <= ord(character) < 0xE000
    )


def is_the_root(path: str) -> bool:
    """Whether a folder's path is the archive's own root, as ``tar`` writes it: ``./``."""
    return not path.startswith("/") and not path.replace(".", "", 1).strip("/")


def clash(paths: Iterable[str]) -> str | None:
    """A path that stands twice, or that is also the folder of another; None when there is none.

    Paths that differ only in case or in how Unicode composes a letter count as the same: some systems' disks would
    keep one of them.
    """
    seen: dict[str, str] = {}
    for path in paths:
        key = _key(path)
        if key in seen:
            return path
        seen[key] = path
    return next((seen[folder] for path in seen for folder in _folders(path) if folder in seen), None)


def _key(path: str) -> str:
    return path.lower() if path.isascii() else normalize("NFC", normalize("NFD", path).casefold())


def _folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]
