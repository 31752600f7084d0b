"""Every table of keynames that the grammar has, found by looking into its modules."""

import importlib
import pkgutil
from collections.abc import Iterator

from topology.tosca import grammar
from topology.tosca.grammar.reading import Keys


def tables() -> Iterator[Keys]:
    """The tables, whatever they are called."""
    for module in pkgutil.iter_modules(grammar.__path__):
        content = vars(importlib.import_module(f"{grammar.__name__}.{module.name}"))
        for value in list(content.values()):
            if isinstance(value, Keys):
                yield value
            elif isinstance(value, dict):
                yield from (each for each in value.values() if isinstance(each, Keys))


KEYNAMES = {(table.entity, keyname) for table in tables() for keyname in table.readers}
"""Every entity with every keyname that any version of it has."""

ENTITIES = {entity for entity, _ in KEYNAMES}
