"""Nodes that are only selected, and exist already: Simple Profile 1.3, 3.4.3; TOSCA 2.0, 7.2.1.

What a template does not know of such a node, the platform does.
"""

from topology.graph.context import Bag
from topology.record import replace
from topology.tosca.dialect import Dialect
from topology.tosca.grammar.node_template import NodeTemplate
from topology.values.value import Unknown

_SELECT = (["select"], ["selectable"])


def is_existing(template: NodeTemplate) -> bool:
    """Whether to select a node is all that a template asks for."""
    return bool(template.directives) and [directive.text for directive in template.directives] in _SELECT


def without_ignored(template: NodeTemplate) -> NodeTemplate:
    """The template of a node that is selected in 2.0, where nothing but the filter counts."""
    return replace(template, properties={}, attributes={}, capabilities={}, interfaces={}, artifacts={})


def leave_to_platform(bag: Bag, address: str, way: tuple[str, ...], dialect: Dialect) -> None:
    """Values that are only known where the node is: in 2.0 all but fixed ones, in 1.x those that nothing gives."""
    for name, definition in bag.definitions.items():
        is_missing = definition.required and not definition.has_default and name not in bag.assigned
        if is_missing or not (dialect.is_simple or definition.is_final):
            bag.values[name] = Unknown(address, (*way, name))
