"""Functions about nodes, relationships and inputs: Simple Profile 1.3, 4.4 to 4.8; TOSCA 2.0, 10.2.1."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from topology.graph.context import EdgeContext, Holder, NodeContext
from topology.graph.lookup import Lookup, Reference
from topology.tosca.findings import Path, nearest
from topology.tosca.functions.caller import Ask, Caller
from topology.tosca.tree import Scalar, SequenceNode, span_of
from topology.tosca.types.types import Types
from topology.tosca.values.calls import Invocation
from topology.tosca.values.convert import Subject
from topology.tosca.values.typed import INTEGER, STRINGS, UNKNOWABLE, Typed
from topology.values.value import Call, Unknown

if TYPE_CHECKING:
    from topology.graph.path_lookup import PathLookup


class Functions:
    """Answers what templates ask about nodes and inputs. One per template."""

    def __init__(self, types: Types) -> None:
        asked: Mapping[str, Ask] = {
            "get_input": self._get_input,
            "get_property": self._get_property,
            "get_attribute": self._get_attribute,
            "get_artifact": self._get_artifact,
            "get_operation_output": self._get_operation_output,
            "get_nodes_of_type": self._get_nodes_of_type,
            "node_index": self._node_index,
            "relationship_index": self._relationship_index,
            "available_allocation": self._available_allocation,
        }
        self._caller = Caller(types.findings, types.files, types.data, asked)
        self._types = types
        self._findings = types.findings
        self.converter = self._caller.converter
        self._inputs: Mapping[str, Typed] = {}
        self._lookup: Lookup | None = None
        self._path_lookup: PathLookup | None = None

    def use(self, inputs: Mapping[str, Typed], lookup: Lookup) -> None:
        """Say what functions refer to; before this, every call is of unknown value."""
        self._inputs = inputs
        self._lookup = lookup

    @property
    def _paths(self) -> "PathLookup | None":
        if self._path_lookup is None and self._lookup is not None:
            from topology.graph.path_lookup import PathLookup  # noqa: PLC0415 - for templates of 2.0 only

            self._path_lookup = PathLookup(self._lookup, self._lookup.matcher, self._findings)
        return self._path_lookup

    def finish(self) -> None:
        """Check what had to wait until all values were there: validation clauses that ask for other values."""
        self.converter.finish()
        self._types.data.check_clauses()

    def _get_input(self, found: Invocation, holder: Any, path: Path) -> Typed:
        keys = self._caller.keys(found, holder, path)
        if isinstance(keys, Typed) or self._lookup is None:
            return keys if isinstance(keys, Typed) else Typed(UNKNOWABLE)
        node = found.arguments or found.at
        spec = "4.4.1" if found.is_simple else "2.0:10.2.1.1"
        if not keys:
            return self._caller.wrong(node, path, f"`{found.shown}` takes the name of an input", spec)
        name = str(keys[0])
        if name not in self._inputs:
            place = node.items[0] if isinstance(node, SequenceNode) else node
            message = f"There is no input `{name}`."
            template = "topology_template" if found.is_simple else "service_template"
            help_text = nearest(name, self._inputs) or f"Define it under `{template}: inputs:`."
            self._findings.error("TS520", message, span_of(place), path, help=help_text, spec=spec)
            return Typed(UNKNOWABLE)
        return self._lookup.navigate(self._inputs[name], keys[1:], node, path)

    def _get_property(self, found: Invocation, holder: Any, path: Path) -> Typed:
        expected = "takes a list of a node and a property, such as `[ SELF, port ]`"
        reference = self._reference(found, holder, path, "property", expected)
        if isinstance(reference, Typed):
            return reference
        lookup = self._lookup if found.is_simple else self._paths
        return lookup.find(reference) if lookup is not None else Typed(UNKNOWABLE)

    def _get_attribute(self, found: Invocation, holder: Any, path: Path) -> Typed:
        expected = "takes a list of a node and an attribute, such as `[ web, url ]`"
        reference = self._reference(found, holder, path, "attribute", expected)
        if isinstance(reference, Typed):
            return reference
        lookup = self._lookup if found.is_simple else self._paths
        return lookup.find(reference) if lookup is not None else Typed(UNKNOWABLE)

    def _reference(self, found: Invocation, holder: Any, path: Path, what: str, expected: str) -> Reference | Typed:
        """The arguments of a function about an entity: its name, or the way to it, and at least one more."""
        keys = self._caller.keys(found, holder, path)
        if isinstance(keys, Typed):
            return keys
        node = found.arguments or found.at
        spec = _SPECS[found.name][not found.is_simple]
        if len(keys) < 2:
            return self._caller.wrong(node, path, f"`{found.shown}` {expected}", spec)
        who = holder if type(holder) is NodeContext else _who(holder)
        return Reference(keys, who, node, path, what, spec)

    def _get_artifact(self, found: Invocation, holder: Any, path: Path) -> Typed:
        reference = self._reference(found, holder, path, "artifact", "takes a list of a node and an artifact")
        lookup = self._lookup if found.is_simple else self._paths
        if isinstance(reference, Typed) or lookup is None:
            return reference if isinstance(reference, Typed) else Typed(UNKNOWABLE)
        if found.is_simple and len(reference.keys) > 4:
            expected = "`get_artifact` takes a node, an artifact, a location and whether to remove it"
            return self._caller.wrong(reference.node, path, expected, reference.spec)
        return lookup.artifact(reference)

    def _get_operation_output(self, found: Invocation, holder: Any, path: Path) -> Typed:
        expected = "takes a list of a node, an interface, an operation and an output"
        reference = self._reference(found, holder, path, "output", expected)
        if isinstance(reference, Typed) or self._lookup is None:
            return reference if isinstance(reference, Typed) else Typed(UNKNOWABLE)
        if len(reference.keys) != 4:
            return self._caller.wrong(reference.node, path, f"`{found.name}` {expected}", reference.spec)
        return self._lookup.operation_output(reference)

    def _get_nodes_of_type(self, found: Invocation, holder: Any, path: Path) -> Typed:
        node = found.arguments
        if not isinstance(node, Scalar):
            return self._caller.wrong(found.at, path, "`get_nodes_of_type` takes the name of a node type", "4.7.1")
        return Typed(self._lookup.nodes_of_type(node, path), STRINGS) if self._lookup is not None else Typed(UNKNOWABLE)

    def _node_index(self, found: Invocation, holder: Any, path: Path) -> Typed:
        who = _who(holder)
        node = who.source if isinstance(who, EdgeContext) else who
        if node is None or found.argument_nodes():
            message = "takes no arguments" if node is not None else "has a meaning in nodes only"
            return self._caller.wrong(found.at, path, f"`$node_index` {message}", "2.0:10.2.1.6")
        if not isinstance(node.count, int):
            return Typed(Call("node_index", (Unknown(node.name, ("$node_index",)),)), INTEGER)
        return Typed(node.index, INTEGER)

    def _relationship_index(self, found: Invocation, holder: Any, path: Path) -> Typed:
        who = _who(holder)
        if not isinstance(who, EdgeContext) or found.argument_nodes():
            message = "takes no arguments" if found.argument_nodes() else "has a meaning in relationships only"
            return self._caller.wrong(found.at, path, f"`$relationship_index` {message}", "2.0:10.2.1.7")
        return Typed(who.index, INTEGER)

    def _available_allocation(self, found: Invocation, holder: Any, path: Path) -> Typed:
        expected = "takes a list of the way to a capability and a property"
        reference = self._reference(found, holder, path, "property", expected)
        if isinstance(reference, Typed) or self._paths is None:
            return reference if isinstance(reference, Typed) else Typed(UNKNOWABLE)
        return self._paths.available(reference)


def _who(holder: Any) -> Holder | None:
    """The node or relationship that calls, also from within a validation clause."""
    if isinstance(holder, Subject):
        holder = holder.holder
    return holder if isinstance(holder, _HOLDERS) else None


_HOLDERS = (NodeContext, EdgeContext)


_SPECS: Mapping[str, tuple[str, str]] = {
    "get_property": ("4.4.2", "2.0:10.2.1.2"),
    "get_attribute": ("4.5.1", "2.0:10.2.1.3"),
    "get_operation_output": ("4.6.1", ""),
    "get_artifact": ("4.8.1", "2.0:10.2.1.4"),
    "available_allocation": ("", "2.0:10.2.1.8"),
}
"""Where a function is described: in 1.3, and in 2.0."""
