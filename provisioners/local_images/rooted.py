"""Paths inside a folder that is to become somebody's root. Links in it never lead out of it.

Links are followed as that root would follow them: an absolute one begins at the folder, and ``..`` ends there.
"""

from pathlib import Path

from provisioners.local_images.image import ImageRefused

MOST_LINKS = 40
"""As many as Linux follows before it gives up."""


def parts_of(path: str) -> list[str]:
    """The parts of a path without ``.``; ``..`` goes back, and not before the beginning."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return parts


def place_in(root: Path, path: str, *, make: bool = False) -> Path:
    """Where a path lies: links on the way to it are followed, it itself is not. An empty path is the root.

    With ``make``, missing folders on the way are made. Raises :class:`ImageRefused` for links in a circle and for a
    file in the place of a folder.
    """
    parts = parts_of(path)
    return folder_in(root, parts[:-1], make=make) / parts[-1] if parts else root


def folder_in(root: Path, parts: list[str], *, make: bool = False) -> Path:
    """The folder that parts lead to, all links followed."""
    waiting, at, links = list(reversed(parts)), list[str](), 0
    while waiting:
        part = waiting.pop()
        if part in ("", "."):
            continue
        if part == "..":
            del at[-1:]
            continue
        place = root.joinpath(*at, part)
        if place.is_symlink():
            links += 1
            if links > MOST_LINKS:
                raise ImageRefused(f"its links lead in a circle at {'/'.join([*at, part])!r}")
            target = str(place.readlink())
            at = [] if target.startswith("/") else at
            waiting += reversed(target.split("/"))
            continue
        if make and not place.exists():
            place.mkdir(0o755)
        elif place.exists() and not place.is_dir():
            raise ImageRefused(f"{'/'.join([*at, part])!r} is a file and has something below it")
        at.append(part)
    return root.joinpath(*at)
