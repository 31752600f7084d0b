"""What comes out of an archive or a folder, and how much of it is let in."""

from collections.abc import Mapping

from topology.diagnostics import Diagnostic, Span
from topology.record import ValueRecord, field


class Limits(ValueRecord):
    """The most that one archive or folder may hold; sizes are in bytes and after unpacking.

    ``ratio`` is the greatest allowed quotient of a file's size and its packed size; files up to
    ``ratio_free_size`` are not measured, since short ones of few different bytes pack very well.
    """

    files: int = 2000
    file_size: int = 32 * 2**20
    total_size: int = 128 * 2**20
    path_length: int = 500
    ratio: int = 200
    ratio_free_size: int = 2**20


DEFAULT_LIMITS = Limits()


class Contents(ValueRecord):
    """Files by normalised path, or no file at all and the reasons."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class Refused(Exception):
    """Carries the finding that ends the reading of an archive or a folder; it never leaves this package."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def refusal(
    code: str,
    container: str,
    message: str,
    help: str | None = None,  # noqa: A002
    *,
    entry: str | None = None,
) -> Diagnostic:
    """A finding about an archive or folder; ``entry`` is the name of the file in it that is to blame."""
    return Diagnostic(code, message, Span.start_of(container), path=() if entry is None else (entry,), help=help)


def too_many_files(container: str, limits: Limits) -> Diagnostic:
    """The archive holds more files than the limits allow (TS284)."""
    return refusal("TS284", container, f"There are more than {limits.files} files.")


def file_too_large(container: str, path: str, limits: Limits) -> Diagnostic:
    """One file is larger than the limits allow (TS284)."""
    message = f"The file {shortened(path)} is larger than {in_mebibytes(limits.file_size)}."
    return refusal("TS284", container, message, entry=path)


def all_too_large(container: str, limits: Limits) -> Diagnostic:
    """All files together are larger than the limits allow (TS284)."""
    return refusal("TS284", container, f"The files are larger than {in_mebibytes(limits.total_size)} together.")


def packed_too_much(container: str, path: str, limits: Limits) -> Diagnostic:
    """A file grows too much when it is unpacked (TS285)."""
    message = f"The file {shortened(path)} is packed more than {limits.ratio} times."
    return refusal("TS285", container, message, entry=path)


def path_refused(container: str, path: str) -> Diagnostic:
    """A path would leave the folder, or no system could store it (TS281)."""
    return refusal("TS281", container, f"The path {shortened(path)} is not allowed.", entry=path)


def special_file(container: str, path: str) -> Diagnostic:
    """A link, a device or the like, which is not followed (TS282)."""
    return refusal("TS282", container, f"{shortened(path)} is a link or a special file.", entry=path)


def in_mebibytes(size: int) -> str:
    """A size in bytes for a sentence."""
    return f"{size / 2**20:.3g} MiB"


def shortened(path: str) -> str:
    """A path as it is quoted in a message."""
    return repr(path if len(path) <= 80 else path[:79] + "…")
