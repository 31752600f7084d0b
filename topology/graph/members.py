"""Groups and policies with their values, and the names that they refer to.

Simple Profile 1.3, 3.8.5 and 3.8.6; TOSCA 2.0, 16.2 and 16.4.
"""

from collections.abc import Iterator

from topology.graph.context import UNKNOWN_TYPE, GroupContext, NodeContext
from topology.graph.model import Group, Policy
from topology.graph.service import Service
from topology.graph.sources import source_map
from topology.graph.triggers import build_triggers
from topology.tosca.findings import nearest
from topology.tosca.grammar.group_definition import GroupDefinition
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.types import Types


def build_groups(service: Service) -> dict[str, Group]:
    """The groups by name; a member that is no node template is TS516, one of a wrong type TS517."""
    topology, types, nodes = service.topology, service.types, service.contexts
    groups: dict[str, Group] = {}
    for name, definition in topology.groups.items():
        path = definition.path
        context = service.groups[name]
        found = context.type
        whole = list(_members(definition, service, {name}))
        for member, node in whole:
            if node not in nodes:
                message = f"There is no node template `{node}`."
                help_text = nearest(node, nodes)
                types.findings.error(
                    "TS516", message, span_of(member), (*path, "members"), help=help_text, spec="3.8.5"
                )
            elif found is not None and found.members:
                _check_type(nodes[node], found.members, member, (*path, "members"), types)
        properties = service.bags.all(context.bag)
        attributes = service.bags.attributes(context.bag)
        members = tuple(dict.fromkeys(address for _, node in whole for address in service.addresses(node)))
        type_ref = found.ref if found else UNKNOWN_TYPE
        slots, is_unknown = (found.interfaces, found.is_partial) if found else ({}, True)
        interfaces = service.interfaces.build(slots, [definition.interfaces], None, is_unknown)
        full_name = f"{service.prefix}{name}"
        described = definition.description, definition.metadata
        groups[full_name] = Group(full_name, type_ref, members, properties, *described, interfaces, attributes)
    return groups


def _members(definition: GroupDefinition, service: Service, entered: set[str]) -> Iterator[tuple[Scalar, str]]:
    """Each member as it is written, with the node template that it stands for.

    In 2.0 a group may be a member, and stands for its own members; a group that is entered already adds nothing.
    """
    groups = {} if service.scope.dialect.is_simple else service.topology.groups
    for member in definition.members:
        name = member.text
        if name in service.contexts or name not in groups:
            yield member, name
        elif name not in entered:
            entered.add(name)
            yield from ((member, node) for _, node in _members(groups[name], service, entered))


def _check_type(
    entity: NodeContext | GroupContext, legal: tuple[str, ...], name: Scalar, path: tuple[str | int, ...], types: Types
) -> None:
    if entity.type is None or entity.type.is_partial or any(one in entity.type.ref.lineage for one in legal):
        return
    message = f"`{name.text}` is of type {entity.type.ref.name}; only {' or '.join(legal)} fits here."
    types.findings.error("TS517", message, span_of(name), path, spec="3.7.11")


def build_policies(service: Service) -> dict[str, Policy]:
    """The policies by name; a target that is neither node template nor group is TS516, one of a wrong type TS517.

    Only 2.0 says that the types are those of groups too; in 1.x a group is taken for its members.
    """
    topology, types, nodes = service.topology, service.types, service.contexts
    policies: dict[str, Policy] = {}
    for definition, context in zip(topology.policies, service.policies, strict=True):
        path = definition.path
        found = context.type
        for target in definition.targets:
            if target.text in nodes:
                if found is not None and found.targets:
                    _check_type(nodes[target.text], found.targets, target, (*path, "targets"), types)
            elif target.text in topology.groups:
                if found is not None and found.targets and not service.scope.dialect.is_simple:
                    _check_type(service.groups[target.text], found.targets, target, (*path, "targets"), types)
            else:
                message = f"There is no node template and no group `{target.text}`."
                help_text = nearest(target.text, [*nodes, *topology.groups])
                place = span_of(target)
                types.findings.error("TS516", message, place, (*path, "targets"), help=help_text, spec="3.8.6")
        properties = service.bags.all(context.bag)
        full_name = f"{service.prefix}{definition.name.text}"
        policies[full_name] = Policy(
            full_name,
            found.ref if found else UNKNOWN_TYPE,
            tuple(address for target in definition.targets for address in service.addresses(target.text)),
            source_map(definition.name, definition.node),
            properties,
            build_triggers(definition, found, service),
            definition.description,
            definition.metadata,
        )
    return policies
