"""Native files as trees with places, read within the same bounds as service templates."""

from collections.abc import Callable

from topology.diagnostics.span import Span
from topology.sources import SourceRefused, normalise
from topology.tosca.findings import Findings
from topology.tosca.imports import Files
from topology.tosca.plain.document import read_plain
from topology.tosca.scan import scan
from topology.tosca.tree import Node

MOST_FILES = 100
MOST_BYTES = 20_000_000
MOST_BESIDE = 1_000_000
"""The most bytes of a file that becomes a value of the template, such as a configuration file."""


class Documents:
    """Reads files once, each within bounds and all of them together; what is wrong is a finding at who names it."""

    def __init__(self, sources: Files, findings: Findings) -> None:
        self._sources = sources
        self._findings = findings
        self._contents: dict[str, bytes] = {}

    def trees(self, path: str, at: Span, prepare: Callable[[bytes], bytes] = bytes) -> list[Node] | None:
        """The documents of a YAML file, or None after a finding (TS100 to TS111, TS873, TS875).

        ``prepare`` takes out what is no YAML, and leaves the lines where they are.
        """
        content = self.content(path, at)
        text = scan(prepare(content), path, self._findings) if content is not None else None
        if text is None:
            return None
        self._findings.remember(path, text)
        plain = read_plain(text, path)
        if plain is not None:
            return [plain]
        from topology.tosca.libyaml import read_documents  # noqa: PLC0415 - plain files do not need it

        return read_documents(text, path, self._findings)

    def content(self, path: str, at: Span) -> bytes | None:
        """The bytes of a file, or None after a finding (TS873, TS875)."""
        try:
            name = normalise(path)
            if name not in self._contents:
                self._contents[name] = self._within_bounds(self._sources.read(name))
        except FileNotFoundError:
            self._findings.error(
                "TS873", f"There is no file `{path}`.", at, help="Put it beside the file that names it."
            )
            return None
        except SourceRefused as refused:
            help_text = refused.help or "Only files in the folder of the first file, and below, are read."
            self._findings.error("TS875", f"The file `{path}` is not read: {refused}.", at, help=help_text)
            return None
        return self._contents[name]

    def text(self, path: str, at: Span) -> str | None:
        """A file that becomes a value of the template, as text; None after a finding."""
        content = self.content(path, at)
        if content is None:
            return None
        text = as_text(content)
        if text is None:
            message = f"The file `{path}` is no text, or has more than {MOST_BESIDE:,} bytes."
            self._findings.error("TS875", message, at, help="Put it into the image, or into a volume.")
        return text

    def find(self, path: str) -> bytes | None:
        """The bytes of a file that may be there or not."""
        try:
            return self._within_bounds(self._sources.read(normalise(path)))
        except (FileNotFoundError, SourceRefused):
            return None

    def _within_bounds(self, content: bytes) -> bytes:
        if len(self._contents) >= MOST_FILES or sum(map(len, self._contents.values())) + len(content) > MOST_BYTES:
            raise SourceRefused(f"there are more than {MOST_FILES} files or {MOST_BYTES:,} bytes")
        return content


def as_text(content: bytes) -> str | None:
    """Bytes as text that a template can hold, or None."""
    if len(content) > MOST_BESIDE or b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
