"""Scalar types of TOSCA 2.0, section 9.1.2.2: their units with prefixes, and the type of their number."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from topology.tosca.findings import Findings, nearest
from topology.tosca.grammar.data_type import DataType
from topology.tosca.scalars import resolve
from topology.tosca.tree import Node, Scalar, span_of
from topology.tosca.values.scalar_unit import Amount, Units

SPEC = "2.0:9.1.2.2"
MOST_UNITS = 10_000


class ScalarTypes:
    """Builds units. What is wrong with them is TS542."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def units(self, definitions: Sequence[DataType], *, is_whole: bool) -> Units | None:
        """The units of a scalar type with those that it inherits, the base type first; None after a finding."""
        own: dict[str, Amount] = {}
        prefixes: dict[str, Amount] = {}
        for inherited in definitions:
            own |= self._multipliers(inherited.units, inherited, is_whole=is_whole)
            prefixes |= self._multipliers(inherited.prefixes, inherited, is_whole=False)
        if len(own) < len({name for inherited in definitions for name in inherited.units or ()}):
            return None
        for derived in definitions[1:]:
            self._check_derivation(derived)
        return self._combined(definitions, own, prefixes, is_whole=is_whole)

    def _combined(
        self,
        definitions: Sequence[DataType],
        own: Mapping[str, Amount],
        prefixes: Mapping[str, Amount],
        *,
        is_whole: bool,
    ) -> Units | None:
        definition = definitions[0]
        if not own:
            what = "needs the keyname `units`"
            self._report(definition.name, definition, what, "Add `units:` with one unit at least.")
            return None
        if len(own) * max(len(prefixes), 1) > MOST_UNITS:
            what = f"has more than {MOST_UNITS:,} units"
            self._report(definition.name, definition, what, "Leave out units that nobody writes.")
            return None
        base = [name for name, factor in own.items() if factor == 1]
        if not base:
            self._report(definition.name, definition, "has no unit with the multiplier 1", "Add one to `units:`.")
            return None
        factors: dict[str, Amount] = dict(own)
        if prefixes:
            pairs = ((prefix + unit, prefixes[prefix] * own[unit]) for prefix in prefixes for unit in own)
            factors = dict(pairs)
        canonical = self._canonical(definition, base, factors)
        return Units(factors, canonical, is_spaced=True, is_whole=is_whole) if canonical is not None else None

    def _canonical(self, definition: DataType, base: list[str], factors: Mapping[str, Amount]) -> str | None:
        written = definition.canonical_unit
        if written is not None:
            if written.text in factors:
                return written.text
            help_text = nearest(written.text, factors)
            message = f"`{written.text}` is none of the units of `{definition.name.text}`."
            path = (*definition.path, "canonical_unit")
            self._findings.error("TS542", message, span_of(written), path, help=help_text, spec=SPEC)
            return None
        if len(base) > 1:
            shown = " and ".join(base[:2])
            what = f"has several units with the multiplier 1, {shown}"
            self._report(definition.name, definition, what, "Say with `canonical_unit:` which one results are in.")
            return None
        return base[0] if base[0] in factors else next(iter(factors))

    def _multipliers(
        self, written: Mapping[str, tuple[Scalar, Node]] | None, definition: DataType, *, is_whole: bool
    ) -> dict[str, Amount]:
        """What each unit or prefix multiplies by, exactly; wrong ones are reported and left out."""
        found: dict[str, Amount] = {}
        for name, (_, node) in (written or {}).items():
            factor = _number(node)
            if factor is None or (is_whole and not isinstance(factor, int)):
                kind = "whole number" if is_whole else "number"
                what = f"multiplies by something that is no {kind} above 0"
                self._report(node, definition, f"has a unit `{name}` that {what}", f"Write a {kind}.")
            else:
                found[name] = factor
        return found

    def _check_derivation(self, definition: DataType) -> None:
        """A type that derives from another scalar type keeps its number's type and its canonical unit."""
        for keyname, written in (("data_type", definition.data_type), ("canonical_unit", definition.canonical_unit)):
            if written is not None:
                what = f"derives from a scalar type, whose `{keyname}` cannot be changed"
                self._report(written, definition, what, "Remove it.")

    def _report(self, at: Node, definition: DataType, what: str, help_text: str) -> None:
        message = f"The scalar type `{definition.name.text}` {what}."
        self._findings.error("TS542", message, span_of(at), definition.path, help=help_text, spec=SPEC)


def _number(node: Node) -> "Amount | None":
    value = resolve(node) if isinstance(node, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        return None
    return value if isinstance(value, int) else Fraction(repr(value))
