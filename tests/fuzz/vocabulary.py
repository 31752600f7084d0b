"""The words that templates are made of, taken from the reader's own tables, so that they grow with the language."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import topology.tosca.grammar as grammar
from topology.tosca.dialect import DIALECTS
from topology.tosca.grammar.reading import Keys

_FUNCTIONS = (
    "get_input get_property get_attribute get_operation_output get_nodes_of_type get_artifact concat join token "
    "$get_input $get_property $get_attribute $get_artifact $value $node_index $relationship_index "
    "$available_allocation $and $or $not $xor $equal $greater_than $greater_or_equal $less_than $less_or_equal "
    "$valid_values $matches $in_range $has_suffix $has_prefix $contains $has_entry $has_key $has_all_entries "
    "$has_any_key $length $concat $join $token $union $intersection $sum $difference $product $quotient $remainder "
    "$round $floor $ceil $own $$get_input"
)

_VALUES = (
    "SELF HOST SOURCE TARGET ORCHESTRATOR ENTITY UNBOUNDED ALL select substitute create string integer float boolean "
    "timestamp version range list map scalar-unit.size scalar-unit.time tosca.nodes.Root tosca.nodes.Compute "
    "tosca.nodes.SoftwareComponent tosca.nodes.WebServer tosca.capabilities.Container tosca.relationships.HostedOn "
    "tosca.interfaces.node.lifecycle.Standard tosca.policies.Scaling tosca.artifacts.File toposmith:1.0 "
    "toposmith.nodes.Container Standard host dependency port 1.0 4_MB 10_s [0,1] [1,UNBOUNDED] true false null ~ 0 -1 "
    "1e400 .nan 0x1f 2001-12-14t21:59:43.10-05:00 equal in_range min_length pattern valid_values schema"
)

FUNCTIONS = _FUNCTIONS.split()
VALUES = _VALUES.split()


def keynames() -> list[str]:
    """All keynames of all entities and versions, in order."""
    return sorted({name for keys in _tables().values() for name in keys})


def keynames_of(entity: str) -> list[str]:
    """The keynames of the entities that are read by the module ``entity``; all where there is no such module."""
    own = {name for (module, _), keys in _tables().items() if module == entity for name in keys}
    return sorted(own) or keynames()


def versions() -> list[str]:
    """What ``tosca_definitions_version`` may say, and now and then something else."""
    return [*DIALECTS] * 5 + ["tosca_simple_yaml_9_9"]


@cache
def _tables() -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (module.rpartition(".")[2], f"{name}{number}"): tuple(keys.readers)
        for module in (each.name for each in pkgutil.iter_modules(grammar.__path__, f"{grammar.__name__}."))
        for name, value in vars(importlib.import_module(module)).items()
        for number, keys in enumerate(_tables_in(value))
    }


def _tables_in(value: object) -> Iterator[Keys]:
    """A table itself, or those kept by version."""
    if isinstance(value, Keys):
        yield value
    elif isinstance(value, dict | tuple | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _tables_in(item)
