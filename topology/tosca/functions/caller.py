"""How a function is called: Simple Profile 1.3, chapter 4; TOSCA 2.0, chapter 10.

Functions about nodes and inputs are asked of whoever knows those: the graph while it is built, nobody before.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from topology.tosca.dialect import V1_2
from topology.tosca.findings import Findings, Help, Path, nearest
from topology.tosca.functions.function import Function, MisuseError
from topology.tosca.functions.signature import Signature
from topology.tosca.scalars import MAY_BE_NUMBER, resolve
from topology.tosca.tree import Node, Scalar, SequenceNode, scalar, span_of
from topology.tosca.types.model import Schema
from topology.tosca.types.scope import Declared, Scope
from topology.tosca.values.calls import Invocation
from topology.tosca.values.convert import Converter, Subject
from topology.tosca.values.fit import may_fit
from topology.tosca.values.typed import UNKNOWABLE, Typed
from topology.values.value import Call, Value

Ask: TypeAlias = Callable[[Invocation, Any, Path], Typed]

_SPEC_OF_CALLS = "2.0:10.4"


class Signatures(Protocol):
    """Whoever resolves the types that signatures name."""

    def signatures(self, declared: Declared) -> list[Signature]:
        """The ways in which a function can be called."""
        ...


class Caller:
    """Calls functions. One per phase: ``asked`` answers functions about nodes and inputs, by their names."""

    def __init__(
        self,
        findings: Findings,
        files: Mapping[str, Scope],
        signatures: Signatures,
        asked: Mapping[str, Ask],
    ) -> None:
        self.converter = Converter(findings, self.call, files)
        self.findings = findings
        self._files = files
        self._signatures = signatures
        self._asked = asked

    def call(self, found: Invocation, holder: Any, path: Path, wanted: Schema | None = None) -> Typed:
        """What a function gives: a value, what is known of one, or UNKNOWABLE after a finding.

        ``wanted`` is the type that the result is to be of, where that is known.
        """
        asked = self._asked.get(found.name)
        if asked is not None:
            return asked(found, holder, path)
        function = (self._simple if found.is_simple else self._modern).get(found.name)
        if function is not None:
            return self._evaluate(function, found, holder, path, wanted)
        if found.name == "value" and not found.is_simple:
            return self._value(found, holder, path)
        return self._defined(found, holder, path)

    def wrong(self, node: Node, path: Path, message: str, spec: str) -> Typed:
        """A call that cannot be (TS521)."""
        self.findings.error("TS521", f"{message}.", span_of(node), path, spec=spec)
        return Typed(UNKNOWABLE)

    def keys(self, found: Invocation, holder: Any, path: Path) -> list[str | int] | Typed:
        """Names and indexes from the arguments; in 2.0 an argument may be a call, which perhaps has to wait.

        Where they are not known, what the call gives: a :class:`Call`, or UNKNOWABLE after a finding.
        """
        nodes = found.argument_nodes()
        written = list(map(_written_key, nodes))
        if found.is_simple and None not in written:
            return written  # type: ignore[return-value]
        keys = [self._key(node, found, holder, (*path, index)) for index, node in enumerate(nodes)]
        for node, key in zip(nodes, keys, strict=True):
            if key is UNKNOWABLE:
                return Typed(UNKNOWABLE)
            if isinstance(key, Mapping | tuple | float | bool) or key is None:
                expected = f"`{found.shown}` takes names and indexes"
                return self.wrong(node, path, expected, "4.4" if found.is_simple else "2.0:10.2.1")
        known = [key for key in keys if isinstance(key, str | int)]
        return known if len(known) == len(keys) else Typed(Call(found.name, tuple(keys)))

    def _key(self, node: Node, found: Invocation, holder: Any, path: Path) -> Value:
        if found.is_simple or (isinstance(node, Scalar) and node.text[:1] != "$"):
            return _written_key(node)
        return self.converter.evaluate(node, holder, path).value

    def arguments(self, found: Invocation, holder: Any, path: Path) -> list[Typed]:
        """The arguments with their types."""
        nodes = enumerate(found.argument_nodes())
        return [self.converter.evaluate(node, holder, (*path, index)) for index, node in nodes]

    @cached_property
    def _simple(self) -> Mapping[str, Function]:
        from topology.tosca.functions.text import SIMPLE  # noqa: PLC0415 - most templates put no texts together

        return SIMPLE

    @cached_property
    def _modern(self) -> Mapping[str, Function]:
        from topology.tosca.functions.table import BUILT_IN  # noqa: PLC0415 - for templates of 2.0 only

        return BUILT_IN

    def _evaluate(self, function: Function, found: Invocation, holder: Any, path: Path, wanted: Schema | None) -> Typed:
        if found.is_simple and not isinstance(found.arguments, SequenceNode):
            return self.wrong(found.arguments or found.at, path, f"`{found.name}` takes a list", function.spec)
        if found.is_simple and found.name == "join" and self.converter.dialect_of(found.at).order < V1_2:
            return self.wrong(found.at, path, "`join` came with Simple Profile 1.2", function.spec)
        arguments = self.arguments(found, holder, path)
        if any(argument.value is UNKNOWABLE for argument in arguments):
            return Typed(UNKNOWABLE)
        try:
            return function.call(arguments, wanted)
        except MisuseError as misuse:
            nodes = found.argument_nodes()
            is_placed = misuse.argument is not None and misuse.argument < len(nodes)
            place = nodes[misuse.argument or 0] if is_placed else found.at
            return self.wrong(place, path, f"`{found.shown}` {misuse.reason}", function.spec)

    def _value(self, found: Invocation, holder: Any, path: Path) -> Typed:
        """TOSCA 2.0, 10.2.1.5: the value that a validation clause is about, or a part of it."""
        from topology.tosca.values.navigate import navigate  # noqa: PLC0415 - for templates of 2.0 only

        if not isinstance(holder, Subject):
            return self.wrong(found.at, path, "`$value` has a meaning in validation clauses only", "2.0:10.2.1.5")
        keys = self.keys(found, holder, path)
        return keys if isinstance(keys, Typed) else navigate(holder.value, keys, found.at, path, self.findings)

    def _defined(self, found: Invocation, holder: Any, path: Path) -> Typed:
        """A function of the template's own, or of nobody's that is known here."""
        scope = self._files.get(found.at.file)
        functions = scope.functions if scope is not None else {}
        declared = functions.get(found.name)
        arguments = self.arguments(found, holder, path)
        if any(argument.value is UNKNOWABLE for argument in arguments):
            return Typed(UNKNOWABLE)
        waiting = Call(found.name, tuple(argument.value for argument in arguments))
        if declared is None:
            self._report_unknown(found, scope, path)
            return Typed(waiting)
        signature = self._fitting(self._signatures.signatures(declared), arguments, found, path)
        return Typed(UNKNOWABLE) if signature is None else Typed(waiting, signature.result)

    def _report_unknown(self, found: Invocation, scope: Scope | None, path: Path) -> None:
        """A function that nobody knows (TS541), unless it may stand in a file that is missing."""
        message = f"`${found.name}` is no function of the language, and no file defines it."
        functions = scope.functions if scope is not None else {}
        known = [f"${name}" for name in (*self._modern, *self._asked, "value", *functions)]
        help_text: Help = nearest(f"${found.name}", known, few=0)
        if help_text is None and scope is not None and scope.lacks_imports:
            return
        help_text = help_text or "Define it under `functions:`, or see that the platform has it."
        self.findings.warning("TS541", message, span_of(found.at), path, help=help_text, spec=_SPEC_OF_CALLS)

    def _fitting(
        self, signatures: list[Signature], arguments: list[Typed], found: Invocation, path: Path
    ) -> Signature | None:
        """The first signature that the arguments fit, or None after a finding."""
        if len(signatures) == 1:
            return signatures[0] if self._fits_the_only(signatures[0], arguments, found, path) else None
        for signature in signatures:
            schemas = signature.schemas(len(arguments))
            if schemas is not None and all(map(self._fits, arguments, schemas)):
                return signature
        self.wrong(found.at, path, f"No signature of `${found.name}` fits these arguments", _SPEC_OF_CALLS)
        return None

    def _fits(self, argument: Typed, schema: Schema | None) -> bool:
        """Whether an argument is of a type, tried without a word."""
        if schema is None:
            return True
        if not argument.is_settled:
            return argument.schema is None or may_fit(argument.schema, schema)
        trial = Converter(Findings(), self.call, self._files)
        trial.fitter.fit(argument.value, schema, _NOWHERE, ())
        return not trial.findings.has_errors

    def _fits_the_only(self, signature: Signature, arguments: list[Typed], found: Invocation, path: Path) -> bool:
        schemas = signature.schemas(len(arguments))
        if schemas is None:
            counts = f"`${found.name}` takes {signature.counts()} arguments, but here are {len(arguments)}"
            self.wrong(found.at, path, counts, _SPEC_OF_CALLS)
            return False
        nodes = found.argument_nodes()
        for index, (argument, schema) in enumerate(zip(arguments, schemas, strict=True)):
            if schema is None:
                continue
            place = (*path, found.shown, index)
            if argument.is_settled:
                self.converter.fitter.fit(argument.value, schema, nodes[index], place)
            elif argument.schema is not None and not may_fit(argument.schema, schema):
                self.converter.mistakes.wrong_function(argument.schema, schema, nodes[index], place)
        return True


def _written_key(node: Node) -> str | int | None:
    """A name, or an index where a whole number is written; None for what is no scalar."""
    if not isinstance(node, Scalar):
        return None
    text = node.text
    if text[:1] in MAY_BE_NUMBER:
        value = resolve(node)
        if isinstance(value, int):
            return value
    return text


class _NoMark:
    name = ""
    line = 0
    column = 0


_NOWHERE = scalar("", True, _NoMark(), _NoMark())
