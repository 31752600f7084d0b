"""Every declared type is resolved once, used or not, and the values in it are checked; so are those of repositories."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from topology.tosca.findings import Path
from topology.tosca.tree import MappingNode, scalar, span_of
from topology.tosca.types.data import CREDENTIAL_TYPE
from topology.tosca.types.model import Property, Schema
from topology.tosca.types.scope import Entry, Scope
from topology.tosca.types.types import Types
from topology.tosca.values.calls import Invocation
from topology.tosca.values.convert import Converter
from topology.tosca.values.operand import check_filter
from topology.tosca.values.typed import UNKNOWABLE, Typed

if TYPE_CHECKING:
    from topology.tosca.grammar.function_definition import FunctionDefinition
    from topology.tosca.grammar.node_filter import NodeFilter
    from topology.tosca.grammar.repository_definition import RepositoryDefinition


def check_types(entries: Iterable[Entry], types: Types) -> None:
    """Resolve types for their findings' sake."""
    converter = Converter(types.findings, _not_now, types.files)
    for entry in entries:
        resolved = types.resolve(entry)
        for own, known in _members(entry.definition, resolved):
            for name in own:
                if name in known:
                    _check_default(known[name], converter)
        for requirement in getattr(entry.definition, "requirements", ()):
            if requirement.node_filter is not None:
                check_node_filter(requirement.node_filter, types)
    types.data.check_clauses()


def check_functions(scope: Scope, types: Types) -> None:
    """The signatures of a file's own functions, and what its service template refines of others: TOSCA 2.0, 10.4."""
    for name, declared in scope.functions.items():
        if declared.scope is scope or declared.refinement is not None:
            types.data.signatures(declared)
        if declared.refinement is not None:
            _check_refinement(name, declared.definition, declared.refinement, types)


def _check_refinement(name: str, base: "FunctionDefinition", refinement: "FunctionDefinition", types: Types) -> None:
    """Of a signature that exists already only the implementation may be another (TS544)."""
    for signature in refinement.signatures[: len(base.signatures)]:
        node = signature.node
        for keyname, (key, _) in node.entries.items() if isinstance(node, MappingNode) else ():
            if keyname not in ("implementation", "description", "metadata"):
                message = f"The signature of `{name}` exists already, so its `{keyname}` cannot be written again."
                help_text = "Leave the signature empty (`{}`), or add another one behind those that exist."
                path = (*signature.path, keyname)
                types.findings.error("TS544", message, span_of(key), path, help=help_text, spec="2.0:10.4")


def check_node_filter(found: "NodeFilter", types: Types) -> None:
    """A node filter by itself, whether or not a node is ever held against it."""
    if found.condition is not None:
        types.data.clauses.check_condition(found.condition, found.path)
    else:
        check_filter(found, types.findings)


def check_repositories(repositories: "Iterable[RepositoryDefinition]", scope: Scope, types: Types) -> None:
    """The credential of a repository is a value of the type of credentials (section 3.6.6)."""
    for repository in repositories:
        if repository.credential is None:
            continue
        path = (*repository.path, "credential")
        at = repository.name
        name = scalar(CREDENTIAL_TYPE, True, at.start, at.end)
        data_type = types.data.named(name, scope, path)
        if data_type is not None:
            converter = Converter(types.findings, _not_now, types.files)
            converter.convert(repository.credential, Schema(data_type), None, path, is_secret=True)


def _members(definition: Any, resolved: Any) -> Iterator[tuple[Iterable[str], Mapping[str, Property]]]:
    """What a type defines itself, beside the properties, attributes and inputs that it has in all."""
    for section in ("properties", "attributes", "inputs"):
        yield getattr(definition, section, ()), getattr(resolved, section, {})
    yield from _of_operations(definition, resolved)
    for name, capability in getattr(definition, "capabilities", {}).items():
        slot = resolved.capabilities.get(name)
        if slot is not None:
            yield capability.properties, slot.properties
            yield capability.attributes, slot.attributes
    for name, interface in getattr(definition, "interfaces", {}).items():
        yield interface.inputs, resolved.interfaces[name].inputs
        yield from _of_operations(interface, resolved.interfaces[name])


def _of_operations(definition: Any, resolved: Any) -> Iterator[tuple[Iterable[str], Mapping[str, Property]]]:
    for name, operation in getattr(definition, "operations", {}).items():
        yield operation.inputs, resolved.operation_inputs[name]


def _check_default(found: Property, converter: Converter) -> None:
    definition = found.definition
    for keyname, node in (("default", definition.default), ("value", definition.value)):
        if node is not None:
            path = (*definition.path, keyname) if isinstance(definition.node, MappingNode) else definition.path
            converter.convert(node, found.schema, None, path, is_secret=found.is_secret)


def _not_now(found: Invocation, holder: Any, path: Path, wanted: Schema | None) -> Typed:
    """What a function in a type gives is known when a template uses the type."""
    return Typed(UNKNOWABLE)
