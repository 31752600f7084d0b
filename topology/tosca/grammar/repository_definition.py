"""Repository definition: Simple Profile 1.3, 3.6.6; TOSCA 2.0, 6.5."""

from topology.tosca.dialect import V1_3
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Definition, Grammar, Keys, anything, fields, is_word, name, text, until
from topology.tosca.tree import Node, Scalar


class RepositoryDefinition(Definition):
    """Where artifacts are kept outside of the template."""

    url: Scalar | None = None
    description: str | None = None
    credential: Node | None = None


KEYS = Keys(
    "a repository definition",
    "3.6.6",
    {"url": name, "description": text, "credential": until(V1_3, anything)},
    required=("url",),
)


def read_repository_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> RepositoryDefinition | None:
    """A map of keynames, or the mere address."""
    if is_word(node):
        return RepositoryDefinition(key, node, path, url=node)
    found = fields(g, node, path, KEYS, key)
    return None if found is None else RepositoryDefinition(key, node, path, **found)
