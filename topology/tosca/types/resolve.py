"""How names of types are looked up, and how lines of descent are followed, for every kind of type."""

from topology.diagnostics.diagnostic import Related
from topology.record import Record, field
from topology.tosca.dialect import Dialect
from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.kinds import DATA, Kind
from topology.tosca.types.scope import Entry, Scope
from topology.tosca.values.primitive import PRIMITIVES, PRIMITIVES_2_0
from topology.values.type_ref import TypeRef

MAX_GENERATIONS = 50


class _Unknown(Record):
    """A name of a type that nothing defines, with all places that use it."""

    kind: Kind
    scope: Scope
    path: Path
    uses: list[Scalar] = field(default_factory=list)


class Lineage(Record):
    """An entry and what it derives from, nearest first; ``is_partial`` where the line ends in the unknown."""

    entries: list[Entry]
    is_partial: bool
    beyond: Scalar | None = None

    def ref(self) -> TypeRef:
        """The name and all names in the line."""
        names = tuple(entry.name for entry in self.entries)
        return TypeRef(names[0], names)


class Names:
    """Looks names up, once every scope is complete, and remembers what they mean.

    A name that is unknown is reported once, with its other uses beside it (TS401).
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._known: dict[tuple[int, str, str], Entry] = {}
        self._unknown: dict[tuple[str, str], _Unknown] = {}
        self._lineages: dict[int, Lineage] = {}
        self._in_circle: set[int] = set()
        self._is_too_deep = False

    def find(self, kind: Kind, name: Scalar, scope: Scope, path: Path) -> Entry | None:
        """The type that a name means, or None, which is reported at the end."""
        key = id(scope), kind.section, name.text
        entry = self._known.get(key)
        if entry is None:
            entry = scope.get(kind, name.text)
            if entry is not None:
                self._known[key] = entry
                return entry
            unknown = self._unknown.setdefault((kind.section, name.text), _Unknown(kind, scope, path))
            if name not in unknown.uses:
                unknown.uses.append(name)
        return entry

    def lineage(self, entry: Entry) -> Lineage:
        """The line of descent. A circle is reported once, with its path (TS402)."""
        found = self._lineages.get(id(entry))
        if found is None:
            found = self._lineages[id(entry)] = self._follow(entry)
        return found

    def _follow(self, entry: Entry) -> Lineage:
        line = [entry]
        while (parent_name := line[-1].definition.derived_from) is not None and parent_name.text != "None":
            last = line[-1]
            if last.kind is DATA and is_primitive_name(parent_name.text, last.scope.dialect):
                return Lineage(line, False, parent_name)
            parent = self.find(last.kind, parent_name, last.scope, (*last.definition.path, "derived_from"))
            if parent is None:
                return Lineage(line, True)
            if parent in line:
                self._report_circle(line[line.index(parent) :])
                return Lineage([entry], True)
            line.append(parent)
            if len(line) > MAX_GENERATIONS:
                self._report_depth(entry)
                return Lineage([entry], True)
        return Lineage(line, False)

    def _report_depth(self, entry: Entry) -> None:
        if self._is_too_deep:
            return
        self._is_too_deep = True
        self.findings.error(
            "TS403",
            f"The {entry.kind.label} `{entry.name}` derives from others over more than {MAX_GENERATIONS} generations.",
            span_of(entry.definition.derived_from or entry.definition.name),
            (*entry.definition.path, "derived_from"),
            help="Let it derive from a type nearer to the root.",
            spec=entry.kind.spec,
        )

    def _report_circle(self, circle: list[Entry]) -> None:
        if any(id(entry) in self._in_circle for entry in circle):
            return
        self._in_circle.update(id(entry) for entry in circle)
        first = min(circle, key=lambda entry: span_of(entry.definition.name))
        start = circle.index(first)
        names = [entry.name for entry in (*circle[start:], *circle[:start], first)]
        place = first.definition.derived_from or first.definition.name
        self.findings.error(
            "TS402",
            f"The {first.kind.label} `{first.name}` derives from itself: {' -> '.join(names)}.",
            span_of(place),
            (*first.definition.path, "derived_from"),
            help="Let one of these types derive from another type, or from none.",
            spec=first.kind.spec,
            related=[
                Related(f"`{entry.name}` is defined here.", span_of(entry.definition.name))
                for entry in circle
                if entry is not first
            ],
        )

    def report_unknown(self) -> None:
        """Report every unknown name, at its first place.

        Where an import failed, a name that resembles no known one is taken to be of the missing file.
        """
        for (_, name), unknown in self._unknown.items():
            simple = primitives_of(unknown.scope.dialect) if unknown.kind is DATA else ()
            known = [*unknown.scope.names(unknown.kind), *simple]
            help_text = nearest(name, known, few=0)
            if help_text is None and unknown.scope.lacks_imports:
                continue
            places = sorted(span_of(use) for use in unknown.uses)
            self.findings.error(
                "TS401",
                f"There is no {unknown.kind.label} `{name}`.",
                places[0],
                unknown.path,
                help=help_text or "Define it, or import the file that does.",
                spec=unknown.kind.spec,
                related=[Related("Used here too.", place) for place in places[1:]],
            )


def primitives_of(dialect: Dialect) -> frozenset[str]:
    """The names of the simple types of a version: Simple Profile 1.3, 3.3; TOSCA 2.0, 9.1."""
    return PRIMITIVES if dialect.is_simple else PRIMITIVES_2_0


def is_primitive_name(name: str, dialect: Dialect) -> bool:
    """Whether a name is one of the simple types', in 1.x with or without the prefix ``tosca:``."""
    return (name.removeprefix("tosca:") if dialect.is_simple else name) in primitives_of(dialect)
