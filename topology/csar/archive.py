"""Reading an archive that a stranger sent: nothing is written, and nothing is unpacked beyond the limits.

Source: TOSCA Simple Profile 1.3, section 6.1 (zip); TOSCA 2.0, section 17.1.1 (zip and tar).
"""

from topology.csar.contents import DEFAULT_LIMITS, Contents, Limits, Refused, all_too_large
from topology.csar.read_tar import is_tar, read_tar
from topology.csar.read_zip import read_zip


def read_archive(content: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Contents:
    """All files of a zip archive or a tarball, which may be packed with gzip, bzip2 or xz.

    Diagnostics (TS280 to TS286, TS294) stand at the archive, which they call ``name``; the path of each names the file
    to blame. Raises nothing, whatever the bytes are.
    """
    if len(content) > limits.total_size:
        return Contents(diagnostics=(all_too_large(name, limits),))
    try:
        return read_tar(content, name, limits) if is_tar(content) else read_zip(content, name, limits)
    except Refused as refused:
        return Contents(diagnostics=(refused.diagnostic,))
