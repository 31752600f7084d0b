"""What a renderer tells the planner of one node: its native object, with a fingerprint of what it consists of."""

from collections.abc import Mapping

from provisioners.backends.contract import NativeObject
from provisioners.planning.fingerprint import fingerprint
from provisioners.planning.model import NO_DATA
from topology.graph.model import Node


def native_object(
    node: Node, name: str, sections: Mapping[str, object], attributes: Mapping[str, str], policy: str = NO_DATA
) -> NativeObject:
    """The native object of a node; a plan names the ``sections`` that change."""
    return NativeObject(
        address=node.address,
        node_type=node.type.name,
        name=name,
        fingerprint=fingerprint(sections),
        deletion_policy=policy,
        attributes=attributes,
    )
