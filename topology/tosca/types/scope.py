"""Which type a name means in a file: Simple Profile 1.3, 3.1 and 3.2; TOSCA 2.0, 6.8.4.

A file has its own types, what it imports, and in 1.x the normative types.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from topology.diagnostics.diagnostic import Related, Severity
from topology.profiles.profile import Profile, load_profile
from topology.record import Record, field
from topology.tosca.dialect import DIALECTS, SIMPLE_1_3, Dialect
from topology.tosca.findings import Findings
from topology.tosca.grammar.entity_type import EntityType
from topology.tosca.grammar.reading import Definition, Grammar
from topology.tosca.imports import SourceFile
from topology.tosca.tree import LiteralMark, from_literal, scalar
from topology.tosca.types.kinds import KINDS, Kind

if TYPE_CHECKING:
    from topology.tosca.grammar.function_definition import FunctionDefinition

MOST_PREFIXES = 3
"""So deep may prefixes stand in each other, such as ``my:k8s:Pod``; files may import each other in circles."""


class Entry(Record):
    """A declared type, and the scope in which the names that it uses are looked up.

    ``name`` is one type's alone: in a profile of TOSCA 2.0 it begins with the profile's name, since two versions of a
    profile may be used at once (6.7.3).
    """

    kind: Kind
    name: str
    definition: EntityType
    scope: "Scope"
    is_ready_made: bool


class ProfileTypes:
    """The types of one ready-made profile, read when they are first asked for."""

    def __init__(self, profile: Profile, grammar: Grammar, scope: "Scope") -> None:
        self._profile = profile
        self._grammar = grammar
        self._scope = scope
        self._entries: dict[tuple[str, str], Entry] = {}

    @property
    def base(self) -> "ProfileTypes | None":
        """The profile whose types this one uses."""
        return self._scope.normative

    def get(self, kind: Kind, name: str) -> Entry | None:
        """The normative type that a name or a shorthand means, read when first asked for; None if there is none."""
        full_name = self._profile.full_name(kind.section, name)
        if full_name is None:
            return None
        entry = self._entries.get((kind.section, full_name))
        if entry is None:
            entry = self._read(kind, full_name)
            self._entries[kind.section, full_name] = entry
        return entry

    def names(self, kind: Kind) -> Iterator[str]:
        """All names of a kind, shorthands included."""
        yield from self._profile.types.get(kind.section, {})
        yield from self._profile.shorthands.get(kind.section, {})

    def _read(self, kind: Kind, name: str) -> Entry:
        mark = LiteralMark(self._profile.name)
        tree = from_literal(self._profile.types[kind.section][name], mark)
        definition = kind.read(self._grammar, scalar(name, True, mark, mark), tree, (kind.section, name))
        if definition is None:
            raise ValueError(f"the profile {self._profile.name} is damaged at {name}")
        return Entry(kind, name, definition, self._scope, is_ready_made=True)


class Scope(Record):
    """The names that one file can use. ``importers`` are the scopes of 1.x files that import it without a prefix."""

    normative: ProfileTypes | None = None
    own: dict[tuple[str, str], Entry] = field(default_factory=dict)
    profiles: list[tuple[str, ProfileTypes]] = field(default_factory=list)
    lacks_imports: bool = False
    dialect: Dialect = SIMPLE_1_3
    functions: dict[str, "Declared"] = field(default_factory=dict)
    importers: "list[Scope]" = field(default_factory=list)

    def get(self, kind: Kind, name: str) -> Entry | None:
        """The type that a name means, or None. A file's own types come first, the normative ones last.

        Files of 1.x that are imported without a prefix share one namespace, so a name may be of an importing file.
        """
        entry = self.own.get((kind.section, name))
        if entry is not None:
            return entry
        for prefix, profile in self.profiles:
            if name.startswith(prefix) and (entry := profile.get(kind, name[len(prefix) :])) is not None:
                return entry
        if self.normative is not None and (entry := self.normative.get(kind, name.removeprefix("tosca:"))) is not None:
            return entry
        found = (importer.own.get((kind.section, name)) for importer in self.importers)
        return next((entry for entry in found if entry is not None), None)

    def names(self, kind: Kind) -> Iterator[str]:
        """Every name of a kind that could be written, for help sentences."""
        for section, name in self.own:
            if section == kind.section:
                yield name
        for prefix, profile in self.profiles:
            yield from (prefix + name for name in profile.names(kind))
        if self.normative is not None:
            yield from self.normative.names(kind)


class Declared(Record):
    """A function that a file of TOSCA 2.0 defines (10.4), and the scope of its definition.

    ``refinement`` is what the service template adds to a function of the same name.
    """

    definition: "FunctionDefinition"
    scope: Scope
    refinement: "FunctionDefinition | None" = None


class Scopes:
    """Makes the scope of each file; ``files`` has them by the files' names."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._grammar = Grammar(findings, SIMPLE_1_3)
        self._profiles: dict[str, ProfileTypes] = {}
        self._entries: dict[str, dict[tuple[str, str], Entry]] = {}
        self._taken: set[tuple[str, str]] = set()
        self.files: dict[str, Scope] = {}

    def of(self, file: SourceFile) -> Scope:
        """The scope of a file, with everything that its imports bring in."""
        scope = self._scope(file)
        self._bring(file, "", scope, _Tour(self._findings))
        self._refine_functions(file, scope)
        return scope

    def entries(self, file: SourceFile) -> dict[tuple[str, str], Entry]:
        """The types that a file itself declares, by section and name."""
        found = self._entries.get(file.name)
        if found is None:
            found = self._entries[file.name] = {}
            scope = self._scope(file)
            for kind in KINDS:
                for name, definition in getattr(file.template, kind.section).items():
                    full_name = self._full_name(file, kind, name)
                    found[kind.section, name] = Entry(kind, full_name, definition, scope, is_ready_made=False)
        return found

    def _full_name(self, file: SourceFile, kind: Kind, name: str) -> str:
        """A name that no other type of the kind has, although two files may use the same short one."""
        full_name = f"{file.profile}:{name}" if file.profile is not None else name
        if (kind.section, full_name) in self._taken:
            full_name = f"{file.name}:{name}"
        self._taken.add((kind.section, full_name))
        return full_name

    def _scope(self, file: SourceFile) -> Scope:
        scope = self.files.get(file.name)
        if scope is None:
            scope = self.files[file.name] = Scope(self._normative(file), dialect=file.dialect)
        return scope

    def _bring(self, file: SourceFile, prefix: str, scope: Scope, tour: "_Tour") -> None:
        """Add a file's names under a prefix, and those that it imports itself."""
        if not tour.enters(file, prefix):
            return
        scope.lacks_imports = scope.lacks_imports or file.lacks_imports
        own = self._scope(file)
        if own is not scope and not prefix and own.dialect.is_simple:
            own.importers.append(scope)
        tour.importers.append(own)
        for (section, name), entry in self.entries(file).items():
            self._add(scope, section, prefix + name, entry, tour)
        self._bring_functions(file, prefix, scope, tour)
        for imported in file.imports:
            inner = f"{prefix}{imported.prefix}:" if imported.prefix else prefix
            if imported.file is not None:
                self._bring(imported.file, inner, scope, tour)
            elif imported.profile is not None:
                self._bring_ready_made(imported.profile, inner, scope)
        tour.importers.pop()

    def _bring_ready_made(self, name: str, prefix: str, scope: Scope) -> None:
        """Add a profile of this package. In 2.0, which has no normative types, those that it builds on come with it."""
        profile: ProfileTypes | None = self._ready_made(name)
        while profile is not None:
            scope.profiles.append((prefix, profile))
            profile = None if scope.dialect.is_simple else profile.base

    def _bring_functions(self, file: SourceFile, prefix: str, scope: Scope, tour: "_Tour") -> None:
        for name, definition in file.template.functions.items():
            first = scope.functions.setdefault(prefix + name, Declared(definition, self._scope(file)))
            if first.definition is not definition:
                tour.report_second("function", prefix + name, definition, first.definition, first.scope)

    @staticmethod
    def _refine_functions(file: SourceFile, scope: Scope) -> None:
        """Add the functions of a service template, which may refine those outside of it."""
        template = file.template.topology_template
        for name, definition in (template.functions if template is not None else {}).items():
            outer = scope.functions.get(name)
            if outer is None:
                scope.functions[name] = Declared(definition, scope)
            elif outer.definition is not definition:
                scope.functions[name] = Declared(outer.definition, outer.scope, definition)

    @staticmethod
    def _add(scope: Scope, section: str, name: str, entry: Entry, tour: "_Tour") -> None:
        first = scope.own.setdefault((section, name), entry)
        if first is not entry:
            tour.report_second(entry.kind.label, name, entry.definition, first.definition, first.scope)

    def _normative(self, file: SourceFile) -> ProfileTypes | None:
        name = file.dialect.profile
        return None if name is None else self._ready_made(name)

    def _ready_made(self, name: str) -> ProfileTypes:
        """A profile of this package; all are written in Simple Profile 1.3 and may use its normative types."""
        profile = self._profiles.get(name)
        if profile is None:
            is_normative = any(name == dialect.profile for dialect in DIALECTS.values())
            scope = Scope(None if is_normative else self._ready_made(str(SIMPLE_1_3.profile)))
            profile = ProfileTypes(load_profile(name), self._grammar, scope)
            scope.profiles.append(("", profile))
            self._profiles[name] = profile
        return profile


class _Tour:
    """A walk over the imports of one file: where it has been, and which files lead to where it is."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._reached: set[tuple[str, str]] = set()
        self.importers: list[Scope] = []

    def enters(self, file: SourceFile, prefix: str) -> bool:
        """Whether the file's names are to be added under the prefix; each file counts to a depth of prefixes."""
        is_new = (file.name, prefix) not in self._reached and prefix.count(":") <= MOST_PREFIXES
        self._reached.add((file.name, prefix))
        return is_new

    def report_second(self, label: str, name: str, definition: Definition, first: Definition, scope: Scope) -> None:
        """Two files give one name (TS405). In 2.0 an importing file's own definition hides what it imports."""
        is_hidden = not scope.dialect.is_simple and scope in self.importers
        at, other = (first, definition) if is_hidden else (definition, first)
        what = "hides the one of that name that is imported" if is_hidden else "is defined in two files"
        self._findings.error(
            "TS405",
            f"The {label} `{name}` {what}.",
            at.span,
            at.path,
            help="Remove one of them, or import one of the files with a prefix for its names.",
            spec="3.1.3.1",
            related=(Related("Also defined here." if is_hidden else "First defined here.", other.span),),
            severity=Severity.WARNING if is_hidden else Severity.ERROR,
        )
