"""Files of a template out of a multipart request."""

from collections.abc import Sequence

from ninja import UploadedFile

from topology.errors import Refused
from topology.stored_files import unpacked


def uploaded_files(
    archive: UploadedFile | None, files: Sequence[UploadedFile], paths: Sequence[str]
) -> dict[str, bytes]:
    """The contents by path: those of an archive (zip or tar), or files that were sent one by one.

    A file's path is its entry in ``paths`` where these were sent, since a browser sends only the last part of it.
    """
    if archive is not None and files:
        raise Refused("files_twice", "Send either an archive or files, not both.")
    if archive is not None:
        return unpacked(archive.read())
    names = list(paths) or [file.name or "" for file in files]
    if len(names) != len(files):
        raise Refused("paths_differ", "There must be as many paths as files.")
    if len(set(names)) != len(names):
        raise Refused("path_refused", "Two files have the same path.")
    return {name: file.read() for name, file in zip(names, files, strict=True)}
