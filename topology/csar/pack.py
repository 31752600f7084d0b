"""Writing archives: the same files give the same bytes.

Times, owners and modes are fixed and paths sorted, so that an archive's digest says what is in it. (How well files are
compressed may differ between versions of zlib.) Source: TOSCA 2.0, sections 17.1.1 and 17.2; 1.3, section 6.
"""

import gzip
import tarfile
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from topology.csar.head import Head
from topology.csar.meta import META_PATH, ROOT_META_PATH, write_meta

_FIRST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644
_REGULAR = 0o100000
_UNIX = 3
_LEVEL = 9
_SOMEBODY = "Toposmith"


def with_meta(files: Mapping[str, bytes], entry: str, head: Head) -> dict[str, bytes]:
    """The files with a TOSCA.meta as the entry's version of TOSCA has it; one that is there is kept."""
    if META_PATH in files or ROOT_META_PATH in files:
        return dict(files)
    path = ROOT_META_PATH if head.is_2_0 else META_PATH
    file_version = None if head.is_2_0 else ("1.1" if head.is_1_3 else "1.0")
    author = "".join(filter(str.isprintable, head.author or "")).strip() or _SOMEBODY
    meta = write_meta(entry, csar_version="2.0" if head.is_2_0 else "1.1", file_version=file_version, created_by=author)
    return {**files, path: meta}


def pack_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by path."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            info = ZipInfo(path, _FIRST_ZIP_TIME)
            info.create_system = _UNIX
            info.external_attr = (_REGULAR | _MODE) << 16
            archive.writestr(info, files[path], ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()


def pack_tar_gz(files: Mapping[str, bytes]) -> bytes:
    """A tarball of files by path, packed with gzip: UStar, with an extended header only for a path that is too long."""
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files):
            info = tarfile.TarInfo(path)
            info.size = len(files[path])
            info.mode = _MODE
            archive.addfile(info, BytesIO(files[path]))
    return gzip.compress(buffer.getvalue(), _LEVEL, mtime=0)


PACKERS: Mapping[str, Callable[[Mapping[str, bytes]], bytes]] = {"zip": pack_zip, "tar.gz": pack_tar_gz}
"""By the name of the format."""
