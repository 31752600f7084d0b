"""The files that an image is made from, written out for the engine that makes it."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from provisioners.backends.contract import Build, PlatformError

FILE_MODE = 0o755
"""An archive keeps no modes, so scripts have to be executable without one; Docker does the same on Windows."""


def write_context(archive: Mapping[str, bytes], build: Build, folder: Path) -> None:
    """Write the context's files from the template's archive; nothing else of this machine is in it.

    Raises :class:`PlatformError` for a path that leads out of the archive.
    """
    for path, content in archive.items():
        if build.context != "." and not path.startswith(f"{build.context}/"):
            continue
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts:
            raise PlatformError(f"The archive's path {path!r} leads out of it.")
        target = folder / parts
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(FILE_MODE)
