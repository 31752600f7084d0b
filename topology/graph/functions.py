"""The functions of section 4: evaluated where everything is known, typed where it is not."""

from collections.abc import Callable, Mapping
from typing import Any

from topology.graph.lookup import Lookup, Reference
from topology.graph.values import Unknown, Value, as_text, concat
from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, span_of
from topology.tosca.types.model import DataType, Schema
from topology.tosca.values.convert import Converter, Typed
from topology.tosca.values.fit import UNKNOWABLE, is_settled

STRING = Schema(DataType("string", ("string",), "string"))
STRINGS = Schema(DataType("list", ("list",), "list"), entry=STRING)


class Functions:
    """Calls functions by name. One per reading."""

    def __init__(self, findings: Findings) -> None:
        self.converter = Converter(findings, self.call)
        self._findings = findings
        self._inputs: Mapping[str, Typed] = {}
        self._lookup: Lookup | None = None
        self._functions: dict[str, Callable[[Node, Any, Path], Typed]] = {
            "get_input": self._get_input,
            "get_property": self._get_property,
            "get_attribute": self._get_attribute,
            "get_operation_output": self._get_operation_output,
            "get_nodes_of_type": self._get_nodes_of_type,
            "get_artifact": self._get_artifact,
            "concat": self._concat,
            "join": self._join,
            "token": self._token,
        }

    def use(self, inputs: Mapping[str, Typed], lookup: Lookup) -> None:
        """Say what functions refer to; before this, every call is of unknown value."""
        self._inputs = inputs
        self._lookup = lookup

    def call(self, name: str, node: MappingNode, holder: Any, path: Path) -> Typed:
        """The value of a call, UNKNOWABLE after a finding."""
        if self._lookup is None:
            return Typed(UNKNOWABLE)
        return self._functions[name](node.entries[name][1], holder, path)

    def _wrong(self, node: Node, path: Path, expected: str, spec: str) -> Typed:
        self._findings.error("TS521", f"{expected}.", span_of(node), path, spec=spec)
        return Typed(UNKNOWABLE)

    def _keys(self, node: Node) -> list[str | int] | None:
        """Names and indexes from the arguments, or None if one is neither."""
        items = node.items if isinstance(node, SequenceNode) else [node]
        keys: list[str | int] = []
        for item in items:
            if not isinstance(item, Scalar):
                return None
            value = resolve(item)
            keys.append(value if isinstance(value, int) and not isinstance(value, bool) else item.text)
        return keys

    def _get_input(self, node: Node, holder: Any, path: Path) -> Typed:
        keys = self._keys(node)
        if not keys:
            return self._wrong(node, path, "`get_input` takes the name of an input", "4.4.1")
        name = str(keys[0])
        if name not in self._inputs:
            place = node.items[0] if isinstance(node, SequenceNode) else node
            message = f"There is no input `{name}`."
            help_text = nearest(name, self._inputs) or "Define it under `topology_template: inputs:`."
            self._findings.error("TS520", message, span_of(place), path, help=help_text, spec="4.4.1")
            return Typed(UNKNOWABLE)
        assert self._lookup is not None
        return self._lookup.navigate(self._inputs[name], keys[1:], node, path)

    def _get_property(self, node: Node, holder: Any, path: Path) -> Typed:
        keys = self._keys(node)
        if keys is None or len(keys) < 2:
            expected = "`get_property` takes a list of a node and a property, such as `[ SELF, port ]`"
            return self._wrong(node, path, expected, "4.4.2")
        assert self._lookup is not None
        return self._lookup.find(Reference(keys, holder, node, path))

    def _get_attribute(self, node: Node, holder: Any, path: Path) -> Typed:
        keys = self._keys(node)
        if keys is None or len(keys) < 2:
            expected = "`get_attribute` takes a list of a node and an attribute, such as `[ web, url ]`"
            return self._wrong(node, path, expected, "4.5.1")
        assert self._lookup is not None
        return self._lookup.find(Reference(keys, holder, node, path, "attribute", "4.5.1"))

    def _get_operation_output(self, node: Node, holder: Any, path: Path) -> Typed:
        keys = self._keys(node)
        if keys is None or len(keys) != 4:
            expected = "`get_operation_output` takes a list of a node, an interface, an operation and an output"
            return self._wrong(node, path, expected, "4.6.1")
        assert self._lookup is not None
        return self._lookup.opaque(Reference(keys, holder, node, path))

    def _get_artifact(self, node: Node, holder: Any, path: Path) -> Typed:
        keys = self._keys(node)
        if keys is None or not 2 <= len(keys) <= 4:
            return self._wrong(node, path, "`get_artifact` takes a list of a node and an artifact", "4.8.1")
        assert self._lookup is not None
        found = self._lookup.opaque(Reference([keys[0], "artifacts", keys[1]], holder, node, path))
        return Typed(found.value, STRING)

    def _get_nodes_of_type(self, node: Node, holder: Any, path: Path) -> Typed:
        if not isinstance(node, Scalar):
            return self._wrong(node, path, "`get_nodes_of_type` takes the name of a node type", "4.7.1")
        assert self._lookup is not None
        return Typed(self._lookup.nodes_of_type(node, path), STRINGS)

    def _texts(self, node: Node, holder: Any, path: Path) -> list[Value] | None:
        """The arguments of ``concat`` and its like as values; None if they are no list."""
        if not isinstance(node, SequenceNode):
            return None
        items = enumerate(node.items)
        return [self.converter.convert(item, None, holder, (*path, index)) for index, item in items]

    def _concat(self, node: Node, holder: Any, path: Path) -> Typed:
        values = self._texts(node, holder, path)
        if values is None:
            return self._wrong(node, path, "`concat` takes a list of texts", "4.3.1")
        return self._joined(values, node, path, "concat", "4.3.1")

    def _joined(self, values: list[Value], node: Node, path: Path, name: str, spec: str) -> Typed:
        if any(value is UNKNOWABLE for value in values):
            return Typed(UNKNOWABLE)
        if any(isinstance(value, tuple | Mapping) for value in values):
            return self._wrong(node, path, f"`{name}` joins texts, not lists or maps", spec)
        return Typed(concat(tuple(values)), STRING)

    def _join(self, node: Node, holder: Any, path: Path) -> Typed:
        expected = "`join` takes a list of texts and, if wanted, a delimiter"
        if not isinstance(node, SequenceNode) or not 1 <= len(node.items) <= 2:
            return self._wrong(node, path, expected, "4.3.2")
        listed = self.converter.convert(node.items[0], None, holder, path)
        delimiter = resolve(node.items[1]) if len(node.items) == 2 and isinstance(node.items[1], Scalar) else ""
        if listed is UNKNOWABLE:
            return Typed(UNKNOWABLE)
        if not isinstance(listed, tuple):
            return self._wrong(node, path, expected, "4.3.2")
        parts: list[Value] = []
        for index, value in enumerate(listed):
            parts += [as_text(delimiter), value] if index and delimiter not in ("", None) else [value]
        return self._joined(parts, node, path, "join", "4.3.2")

    def _token(self, node: Node, holder: Any, path: Path) -> Typed:
        values = self._texts(node, holder, path)
        if values is not None and UNKNOWABLE in values:
            return Typed(UNKNOWABLE)
        if values is None or len(values) != 3 or not isinstance(values[1], str) or not isinstance(values[2], int):
            expected = "`token` takes a text, the characters that separate, and the number of the part"
            return self._wrong(node, path, expected, "4.3.3")
        text, separators, index = values
        if isinstance(text, Unknown):
            return Typed(text, STRING)
        if not is_settled(text):
            return self._wrong(node, path, "`token` cannot take apart what is secret or not known yet", "4.3.3")
        parts = _split(as_text(text), str(separators))
        if isinstance(index, int) and 0 <= index < len(parts):
            return Typed(parts[index], STRING)
        return self._wrong(node, path, f"There is no part {index}; there are {len(parts)}", "4.3.3")


def _split(text: str, separators: str) -> list[str]:
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return text.split(separators[0]) if separators else [text]
