"""Phase 4: the files that a template consists of. Imports stay inside of its folder unless a policy allows more.

What may be imported: a path relative to the importing file, the name of a ready-made profile (``toposmith:1.0``), a
version of 1.x by its name, whose types are there anyway in a file of 1.x (section 3.1.2) but not in one of 2.0, and
what the reader's policy knows.
"""

import posixpath
from typing import TYPE_CHECKING, Protocol

from topology.diagnostics.span import Span
from topology.profiles.profile import IMPORTABLE
from topology.record import Record, field
from topology.sources import Fetcher, NothingFetched, SourceRefused
from topology.tosca.call_key import CallKey
from topology.tosca.dialect import BY_NAME, DIALECTS, SIMPLE_1_3, Dialect
from topology.tosca.document import parse
from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.grammar.reading import Grammar
from topology.tosca.grammar.service_template import ServiceTemplate, read_service_template
from topology.tosca.list_key import ListKey, report_unread
from topology.tosca.places import SPEC, Places, is_outside
from topology.tosca.scan import MAX_BYTES, scan
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, span_of

if TYPE_CHECKING:
    from topology.import_policy import ImportPolicy
    from topology.tosca.grammar.import_definition import ImportDefinition

MAX_FILES = 100
MAX_TOTAL_BYTES = 20_000_000


class Files(Protocol):
    """What can be read; the same shape as ``topology.reading.Sources``."""

    def read(self, path: str) -> bytes:
        """The content of a file. Raises ``FileNotFoundError`` and ``SourceRefused``."""
        ...


class Imported(Record):
    """One import: a file or a ready-made profile, and the prefix that its names get."""

    file: "SourceFile | None"
    profile: str | None
    prefix: str | None


class SourceFile(Record):
    """A file with its definitions and what it imports.

    ``profile`` is the one that it defines or belongs to: TOSCA 2.0, 6.7.1, gives a profile's name to what it imports.
    """

    name: str
    dialect: Dialect
    template: ServiceTemplate
    profile: str | None = None
    imports: list[Imported] = field(default_factory=list)
    lacks_imports: bool = False


class Loader:
    """Reads the entry and everything that it imports, each file once; circles of imports are fine.

    ``policy`` says what may come from outside, and ``fetcher`` brings it; without them nothing does.
    """

    def __init__(
        self,
        sources: Files,
        findings: Findings,
        policy: "ImportPolicy | None" = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self._sources = sources
        self._findings = findings
        self._places = Places(findings, policy)
        self._fetcher = fetcher or NothingFetched()
        self._profiles: dict[str, str] = {}
        self._files: dict[str, SourceFile | None] = {}
        self.dialects: dict[str, Dialect] = {}
        self._bytes = 0

    @property
    def files(self) -> list[SourceFile]:
        """All files that could be read, in the order in which they were met."""
        return [file for file in self._files.values() if file is not None]

    def load_entry(self, path: str) -> SourceFile | None:
        """The entry and its imports, or None after a finding."""
        return self._load(posixpath.normpath(path), Span.start_of(path), ())

    def _load(self, name: str, importer: Span, path: Path, profile: str | None = None) -> SourceFile | None:
        if name in self._files:
            return self._files[name]
        self._files[name] = None
        content = self._content(name, importer, path)
        template = self._template(content, name) if content is not None else None
        if template is None:
            return None
        if template.profile is not None:
            profile = template.profile.text
            self._profiles.setdefault(profile, name)
        file = SourceFile(name, self.dialects[name], template, profile)
        self._files[name] = file
        file.lacks_imports = _has_unread_imports(template)
        for definition in template.imports:
            self._follow(definition, file)
        return file

    def _content(self, name: str, importer: Span, path: Path) -> bytes | None:
        try:
            content = self._fetcher.fetch(name) if is_outside(name) else self._sources.read(name)
        except FileNotFoundError:
            help_text = "Paths are relative to the file that imports, and lie in the template's folder."
            self._findings.error("TS201", f"There is no file `{name}`.", importer, path, help=help_text, spec=SPEC)
            return None
        except SourceRefused as refused:
            message = f"The file `{name}` cannot be read: {refused}."
            self._findings.error(refused.code, message, importer, path, help=refused.help, spec=SPEC)
            return None
        self._bytes += min(len(content), MAX_BYTES)
        if len(self._files) > MAX_FILES or self._bytes > MAX_TOTAL_BYTES:
            message = f"The template imports more than {MAX_FILES} files or {MAX_TOTAL_BYTES:,} bytes."
            self._findings.error("TS205", message, importer, path, help="Import less.")
            return None
        return content

    def _template(self, content: bytes, name: str) -> ServiceTemplate | None:
        text = scan(content, name, self._findings)
        other_keys: list[ListKey | CallKey] = []
        tree = parse(text, name, self._findings, other_keys) if text is not None else None
        dialect = self._dialect_of(tree) if tree is not None else None
        if tree is None or dialect is None:
            return None
        self.dialects[name] = dialect
        template = read_service_template(Grammar(self._findings, dialect), tree)
        report_unread(other_keys, self._findings, is_simple=dialect.is_simple)
        return template

    def _dialect_of(self, tree: Node) -> Dialect | None:
        """The version of a file; without a legible one it is read as 1.3, and the grammar says what is missing."""
        version = tree.get("tosca_definitions_version") if isinstance(tree, MappingNode) else None
        if not isinstance(version, Scalar) or not version.text:
            return SIMPLE_1_3
        if version.text in BY_NAME:
            return BY_NAME[version.text]
        known = ", ".join(f"`{supported}`" for supported in DIALECTS)
        message = f"The version `{version.text}` is not supported; this program reads {known}."
        help_text = nearest(version.text, DIALECTS) or f"Use {known}."
        path = ("tosca_definitions_version",)
        self._findings.error("TS307", message, span_of(version), path, help=help_text, spec="3.10.3.1")
        return None

    def _follow(self, definition: "ImportDefinition", importer: SourceFile) -> None:
        """Add what an import brings to its file; what it fails to bring is remembered."""
        written = definition.profile or definition.file
        if written is not None and written.text in BY_NAME and importer.dialect.is_simple:
            return
        prefix = self._prefix(definition, importer.dialect)
        ready_made = _ready_made(written.text) if written is not None else None
        if ready_made is not None:
            importer.imports.append(Imported(None, ready_made, prefix))
            return
        file = self._imported(definition, written, importer) if written is not None else None
        if file is None:
            importer.lacks_imports = True
        else:
            importer.imports.append(Imported(file, None, prefix))

    def _imported(self, definition: "ImportDefinition", written: Scalar, importer: SourceFile) -> SourceFile | None:
        if definition.profile is None:
            repositories = importer.template.repositories
            place = self._places.of_file(definition, written, importer.name, importer.dialect, repositories)
        else:
            place = self._profiles.get(written.text) or self._places.of_profile(definition, written)
        if place is None:
            return None
        return self._load(place, span_of(written), definition.path, importer.profile)

    def _prefix(self, definition: "ImportDefinition", dialect: Dialect) -> str | None:
        prefix = definition.prefix
        if prefix is not None and prefix.text == "tosca" and dialect.is_simple:
            message = "The prefix `tosca` is reserved for the specification's own types."
            place = span_of(prefix)
            self._findings.error("TS206", message, place, definition.path, help="Choose another.", spec="3.6.8.2.3")
        return None if prefix is None else prefix.text


def _has_unread_imports(template: ServiceTemplate) -> bool:
    """Whether there are imports that the grammar could not make sense of."""
    written = template.node.get("imports") if isinstance(template.node, MappingNode) else None
    return written is not None and (not isinstance(written, SequenceNode) or len(written.items) > len(template.imports))


def _ready_made(name: str) -> str | None:
    """The profile of this program that a name means: its own, or the normative types of a version of 1.x."""
    dialect = BY_NAME.get(name)
    return IMPORTABLE.get(name) if dialect is None else dialect.profile
