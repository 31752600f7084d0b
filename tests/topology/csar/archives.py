"""Archives made for a test, honest and hostile ones."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

PACKERS = {"tar": bytes, "tar.gz": gzip.compress, "tar.bz2": bz2.compress, "tar.xz": lzma.compress}


def zipped(files, *, change=None, compression=zipfile.ZIP_DEFLATED):
    """A zip archive of (path, content) pairs; ``change`` may alter each member's ZipInfo."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in files:
            info = zipfile.ZipInfo(path)
            info.compress_type = compression
            if change is not None:
                change(info)
            archive.writestr(info, content)
    return buffer.getvalue()


def tarred(files, *, change=None, kind=tarfile.PAX_FORMAT):
    """A plain tarball of (path, content) pairs; ``change`` may alter each member's TarInfo."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=kind) as archive:
        for path, content in files:
            info = tarfile.TarInfo(path)
            info.size = len(content)
            if change is not None:
                change(info)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def tar_header(path, size=b"", kind=b"0"):
    """One block of a tarball with a right sum, whatever else is in it."""
    block = bytearray(512)
    block[: len(path)] = path
    block[124 : 124 + len(size)] = size
    block[156:157] = kind
    block[257:265] = b"ustar\x0000"
    block[148:156] = b" " * 8
    block[148:155] = b"%06o\0" % sum(block)
    return bytes(block)
