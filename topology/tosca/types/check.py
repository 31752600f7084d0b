"""Every declared type is resolved once, used or not, and the defaults of its properties are checked."""

from collections.abc import Iterable
from typing import Any

from topology.tosca.findings import Path
from topology.tosca.tree import MappingNode
from topology.tosca.types.model import Property
from topology.tosca.types.scope import Entry
from topology.tosca.types.types import Types
from topology.tosca.values.calls import Invocation
from topology.tosca.values.convert import Converter, Typed
from topology.tosca.values.fit import UNKNOWABLE


def check_types(entries: Iterable[Entry], types: Types) -> None:
    """Resolve types for their findings' sake."""
    converter = Converter(types.findings, _not_now, types.files)
    for entry in entries:
        resolved = types.resolve(entry)
        for section in ("properties", "attributes"):
            own = getattr(entry.definition, section, {})
            known: dict[str, Property] = getattr(resolved, section, {})
            for name in own:
                if name in known:
                    _check_default(known[name], converter)
    types.data.check_clauses()


def _check_default(found: Property, converter: Converter) -> None:
    definition = found.definition
    for keyname, node in (("default", definition.default), ("value", definition.value)):
        if node is not None:
            path = (*definition.path, keyname) if isinstance(definition.node, MappingNode) else definition.path
            converter.convert(node, found.schema, None, path, is_secret=found.is_secret)


def _not_now(found: Invocation, holder: Any, path: Path) -> Typed:
    """What a function in a type gives is known when a template uses the type."""
    return Typed(UNKNOWABLE)
