"""What is said about a value that is not what its definition asks for."""

from collections.abc import Collection, Container, Iterable, Mapping

from topology.diagnostics.diagnostic import Related
from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.shown import shown_beside
from topology.tosca.suggestion import Suggestion, slips
from topology.tosca.tree import LiteralMark, MappingNode, Node, Scalar, SequenceNode, kind_of, span_of
from topology.tosca.types.model import DataType, Property, Schema
from topology.tosca.values.calls import FUNCTIONS
from topology.tosca.values.scalar_unit import UNITS, Units
from topology.values.value import Value, as_text


class Mistakes:
    """Reports mistakes of values. ``at`` is the part of the tree that is shown; ``path`` leads to the value."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.origin: Node | None = None
        """Where the value is written that a function fetched; set while it is looked at."""

    def _whence(self) -> tuple[Related, ...]:
        """The place of a value that is written elsewhere, unless that is in a ready-made profile."""
        if self.origin is None or isinstance(self.origin.start, LiteralMark):
            return ()
        return (Related("The value comes from here.", span_of(self.origin)),)

    def wrong_literal(self, node: Node, data_type: DataType, path: Path) -> None:
        """A literal that is not of its type (TS501; TS502 for amounts with units)."""
        primitive = data_type.primitive
        found = f"`{node.text}`" if isinstance(node, Scalar) and node.text else kind_of(node)
        if primitive == "range" and isinstance(node, SequenceNode):
            found = shown_beside("a list", node)
        if data_type.is_secret:
            found = "another value"
        message = f"{_subject(path)} is {_named(data_type)}, but here is {found}."
        code, help_text = "TS501", _hint(node, primitive)
        if primitive is not None and primitive.startswith("scalar-unit.") and isinstance(node, Scalar):
            code, help_text = "TS502", f"Write a number and one of the units {', '.join(UNITS[primitive].factors)}."
        units = data_type.units if primitive == "scalar" else None
        if units is not None and isinstance(node, Scalar):
            code, help_text = "TS502", _amount_help(units)
        self._findings.error(code, message, span_of(node), path, help=help_text, spec="3.3")

    def wrong_value(self, value: Value, data_type: DataType, at: Node, path: Path) -> None:
        """A known value, of a function or an input, that is not of its type (TS501)."""
        shown = "nothing" if value is None else "another value" if data_type.is_secret else f"`{_shown(value)}`"
        message = f"{_subject(path)} is {_named(data_type)}, but the value is {shown}."
        self._findings.error("TS501", message, span_of(at), path, spec="3.3", related=self._whence())

    def wrong_function(self, given: Schema, wanted: Schema, at: Node, path: Path) -> None:
        """A function that can never give what is wanted (TS503)."""
        gives = given.type.name
        message = f"{_subject(path)} is {_named(wanted.type)}, but the function gives a value of type {gives}."
        self._findings.error("TS503", message, span_of(at), path, spec="4.4")

    def unknown_name(
        self, name: str, known: Iterable[str], what: str, at: Node, path: Path, *, taken: Container[str] = ()
    ) -> None:
        """A property that the type does not define (TS504), beside those that are ``taken``."""
        help_text = nearest(name, known, taken=taken) or "Remove it."
        message = f"{what} has no property `{name}`."
        self._findings.error("TS504", message, span_of(at), (*path, name), help=help_text, spec="3.6.11")

    def missing(self, definition: Property, what: str, at: Node, path: Path) -> None:
        """A required property without value (TS505)."""
        kind = f" of type {definition.schema.type.name}" if definition.schema else ""
        message = f"{what} needs the property `{definition.name}`."
        help_text = f"Add `{definition.name}:` with a value{kind}."
        self._findings.error("TS505", message, span_of(at), (*path, definition.name), help=help_text, spec="3.6.10.5")

    def fixed(self, definition: Property, at: Node, path: Path) -> None:
        """A value for what has a fixed one already (TS406): TOSCA 2.0, 9.4, 9.8 and 11.5."""
        written = definition.definition
        related = () if isinstance(written.node.start, LiteralMark) else (Related("Fixed here.", written.span),)
        kind = "input" if written.path[-2:-1] == ("inputs",) else "property"
        message = f"The {kind} `{definition.name}` has a fixed value that cannot be changed."
        self._findings.error(
            "TS406", message, span_of(at), path, help="Leave it out.", spec="3.6.10.6", related=related
        )

    def violated(self, constraint: object, value: Value, data_type: DataType, at: Node, path: Path) -> None:
        """A constraint that a value does not fulfil (TS513)."""
        is_shown = isinstance(value, str | int | float) and not data_type.is_secret
        but = f", but is `{_shown(value)}`" if is_shown else ""
        message = f"{_subject(path)} must be {constraint}{but}."
        self._findings.error("TS513", message, span_of(at), path, spec="3.6.3", related=self._whence())

    def too_far(self, at: Node, path: Path) -> None:
        """A value at the end of too long a chain (TS527)."""
        message = f"{_subject(path)} is found by too many steps from one value to the next."
        self._findings.error("TS527", message, span_of(at), path, help="Refer to the last value directly.")

    def too_large(self, at: Node, path: Path) -> None:
        """A function gives more than fits (TS528)."""
        message = f"{_subject(path)} gets too large."
        help_text = "Call fewer functions that put values together."
        self._findings.error("TS528", message, span_of(at), path, help=help_text)

    def key_twice(self, key: Scalar, name: str, path: Path) -> None:
        """A key that a call gives, and that the map has already (TS105)."""
        message = f"The call gives the key `{name}`, which this map has already."
        self._findings.error("TS105", message, span_of(key), path, help="Remove one of the two.", spec="2.0:10.1")

    def malformed_call(self, key: Scalar, path: Path) -> None:
        """A key that begins with a dollar sign beside other keys (TS540)."""
        message = f"`{key.text}` would call a function, but a call is the only key of its map."
        help_text = f"Write `${key.text}` if it is no call."
        self._findings.error("TS540", message, span_of(key), path, help=help_text, spec="2.0:10.1")

    def misspelt_call(self, node: MappingNode, path: Path) -> None:
        """A map of 1.x with one key that is nearly the name of a function, where any value may stand (TS541)."""
        ((name, (key, _)),) = node.entries.items()
        meant = _function_meant(name)
        if meant is not None:
            message = f"`{name}` is no function, so the map is taken as it is."
            help_text = Suggestion(f"Did you mean the function `{meant}`?", name, meant)
            self._findings.warning("TS541", message, span_of(key), path, help=help_text, spec="4.3")

    def needs_secret(self, function: str, at: Node, path: Path) -> None:
        """A function that would have to look at a secret (TS521)."""
        message = f"`{function}` would need the text of a secret, which nothing here may see."
        self._findings.error("TS521", message, span_of(at), path, help="Use `concat` or `join`, or no secret.")

    def unknown_names(
        self, written: Mapping[str, tuple[Scalar, Node]], known: Collection[str], what: str, path: Path
    ) -> None:
        """Each written property that the type does not define."""
        for name, (key, _) in written.items():
            if name not in known:
                self.unknown_name(name, known, what, key, path, taken=written)


def _amount_help(units: Units) -> str:
    kind = "a whole number" if units.is_whole else "a number"
    shown = list(units.factors)[:_MOST_UNITS]
    more = " …" if len(units.factors) > _MOST_UNITS else ""
    return f"Write {kind}, a space and one of the units {', '.join(shown)}{more}."


_MOST_UNITS = 20


_SECTIONS = frozenset({"properties", "attributes", "inputs", "outputs"})
"""Behind these stands a name, which may be ``value`` too."""


def _subject(path: Path) -> str:
    if path and isinstance(path[-1], int):
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        return f"Entry {path[-1]} of `{name}`"
    if len(path) > 1 and path[-1] in ("default", "value") and path[-2] not in _SECTIONS:
        return f"The {path[-1]} of `{path[-2]}`"
    return f"`{path[-1]}`" if path else "The value"


def _named(data_type: DataType) -> str:
    name = data_type.name
    named = f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
    is_plain = data_type.primitive is None or data_type.lineage == (name,)
    return named if is_plain else f"{named} ({data_type.primitive})"


def _hint(node: Node, primitive: str | None) -> str | None:
    if isinstance(node, MappingNode):
        return _hint_of_call(node)
    if primitive == "range":
        return "A range is a list of two whole numbers, the smaller one first; the second may be `UNBOUNDED`."
    if not isinstance(node, Scalar):
        return None
    if primitive == "string" and node.plain and node.text:
        return "Write it in quotes." if '"' in node.text else f'Write it in quotes: "{node.text}".'
    if primitive == "boolean":
        return "Write `true` or `false`."
    return "Write it without quotes." if not node.plain and primitive in ("integer", "float") else None


def _hint_of_call(node: MappingNode) -> str | None:
    """What to do about a map that would be a call in another version."""
    name = next(iter(node.entries), "")
    if len(node.entries) == 1 and name in FUNCTIONS:
        return f"In TOSCA 2.0 the names of functions begin with a dollar sign: write `${name}`."
    if len(node.entries) == 1 and name[:1] == "$":
        return f"Only in TOSCA 2.0 the names of functions begin with a dollar sign: write `{name[1:]}`."
    meant = _function_meant(name) if len(node.entries) == 1 else None
    return None if meant is None else f"Did you mean the function `{meant}`?"


_LONG = 8


def _function_meant(name: str) -> str | None:
    """The one function of 1.x of whose name a word is a slip; a short name with one letter more is another word."""
    near = [
        function
        for function in FUNCTIONS
        if slips(name, function) == 1 and (len(function) >= _LONG or len(name) <= len(function))
    ]
    return near[0] if len(near) == 1 else None


def _shown(value: Value) -> str:
    text = str(value) if isinstance(value, Mapping | tuple) else as_text(value)
    return text if len(text) <= 60 else text[:57] + "..."
