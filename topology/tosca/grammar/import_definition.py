"""Section 3.6.8: import definition."""

from topology.record import Record
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Grammar, Keys, fields, name, text
from topology.tosca.tree import Node, Scalar, is_null


class ImportDefinition(Record):
    """What is imported, and the prefix that its types get."""

    path: Path
    file: Scalar | None = None
    repository: Scalar | None = None
    namespace_prefix: Scalar | None = None
    namespace_uri: str | None = None


KEYS = Keys(
    "an import definition",
    "3.6.8",
    {"file": name, "repository": name, "namespace_prefix": name, "namespace_uri": text},
    required=("file",),
)


def read_import_definition(g: Grammar, node: Node, path: Path) -> ImportDefinition | None:
    """A map of keynames, or the mere name of a file."""
    if isinstance(node, Scalar) and not is_null(node):
        return ImportDefinition(path, node)
    found = fields(g, node, path, KEYS)
    return None if found is None else ImportDefinition(path, **found)
