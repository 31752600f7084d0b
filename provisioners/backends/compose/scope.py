"""What all parts of rendering share: the graph, the names, what is known before apply, secrets and findings."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from provisioners.backends.compose.escape import literal, variable
from provisioners.backends.compose.names import names_for, project_name
from provisioners.backends.compose.types import Kind, kind
from provisioners.backends.contract import RenderContext
from provisioners.backends.findings import Findings
from topology.graph.model import Node, TopologyGraph
from topology.tosca.functions.substitute import substitute
from topology.values.value import Concat, Secret, Unknown, Value, as_text, leaves, secrets_in

Part = str | Mapping[str, str]

VARIABLE = re.compile(r"TOPOSMITH_S_[0-9A-F]{16}")

_KINDS_WITH_NAMES = (Kind.SERVICE, Kind.VOLUME, Kind.NETWORK)


class Scope:
    """One rendering. ``attributes`` of each node are filled in before services are rendered."""

    def __init__(self, graph: TopologyGraph, context: RenderContext) -> None:
        self.graph = graph
        self.context = context
        self.findings = Findings()
        self.project = project_name(context.deployment)
        self.attributes: dict[str, Mapping[str, str]] = {}
        self.secrets: dict[str, tuple[Part, ...]] = {}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What each node is, by address."""
        return {address: kind(node) for address, node in self.graph.nodes.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each service, volume and network, by address."""
        return {
            address: name
            for wanted in _KINDS_WITH_NAMES
            for address, name in names_for(a for a, found in self.kinds.items() if found is wanted).items()
        }

    def of_kind(self, wanted: Kind) -> tuple[Node, ...]:
        """The nodes of a kind, in the order written."""
        return tuple(node for address, node in self.graph.nodes.items() if self.kinds[address] is wanted)

    def generation(self, address: str) -> int:
        return self.context.generations.get(address, 1)

    def text(self, node: Node, value: Value, *path: str | int) -> str:
        """A scalar as it stands in the file: escaped, or a place-holder when a part of it is secret."""
        resolved = self._known(node, value, path)
        return variable(self._variable(resolved)) if secrets_in(resolved) else literal(as_text(resolved))

    def hidden(self, node: Node, value: Value, *path: str | int) -> str:
        """The name of the variable that holds a scalar, whether it is secret or not."""
        return self._variable(self._known(node, value, path))

    def plain(self, node: Node, value: Value, *path: str | int) -> str:
        """A known scalar, not yet escaped; a secret is a finding."""
        resolved = self._known(node, value, path)
        if secrets_in(resolved):
            self.findings.add("TS808", node, path, f"{_where(path)} cannot be a secret.")
            return ""
        return as_text(resolved)

    def secret_digests(self, content: object) -> tuple[str, ...]:
        """Keyed digests of the secrets whose place-holders occur in rendered content."""
        names = sorted(set(VARIABLE.findall(json.dumps(content))) & self.secrets.keys())
        return tuple(self._digest(part) for name in names for part in self.secrets[name])

    def _variable(self, value: Value) -> str:
        parts = tuple(_part(item) for item in (value.parts if isinstance(value, Concat) else (value,)))
        name = f"TOPOSMITH_S_{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16].upper()}"
        self.secrets[name] = parts
        return name

    def _digest(self, part: Part) -> str:
        return part if isinstance(part, str) else self.context.secret_digest(part["secret"])

    def _known(self, node: Node, value: Value, path: Iterable[str | int]) -> Value:
        resolved = substitute(value, self._attribute)
        for leaf in leaves(resolved):
            if isinstance(leaf, Unknown):
                self._report_unknown(node, leaf, tuple(path))
        return substitute(resolved, lambda leaf: "" if isinstance(leaf, Unknown) else leaf)

    def _attribute(self, leaf: Secret | Unknown) -> Value:
        if isinstance(leaf, Secret):
            return leaf
        return self.attributes.get(leaf.node, {}).get(".".join(map(str, leaf.attribute)), leaf)

    def _report_unknown(self, node: Node, leaf: Unknown, path: tuple[str | int, ...]) -> None:
        if leaf.attribute[:1] == ("functions",) and not leaf.node:
            message = f"{_where(path)} needs the function '${leaf.attribute[1]}', which Compose does not have."
            self.findings.add("TS803", node, path, message, help="Write the value itself, or let an input give it.")
            return
        if leaf.attribute[:1] == ("inputs",) and not leaf.node:
            name = leaf.attribute[-1]
            message = f"{_where(path)} needs the input '{name}', which has no value."
            self.findings.add("TS803", node, path, message, help=f"Give a value for the input '{name}'.")
            return
        message = f"{_where(path)} needs {leaf}, which is known only after apply; Compose applies all nodes at once."
        self.findings.add("TS803", node, path, message)


def _part(value: Value) -> Part:
    return {"secret": value.reference} if isinstance(value, Secret) else as_text(value)


def _where(path: Iterable[str | int]) -> str:
    return f"'{'.'.join(map(str, path))}'"
