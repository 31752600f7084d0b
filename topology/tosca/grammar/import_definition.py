"""Import definition: Simple Profile 1.3, 3.6.8; TOSCA 2.0, 6.8.1."""

from topology.record import Record, replace
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Grammar, Keys, fields, is_word, name, since, text, until
from topology.tosca.grammar.renamed import is_called_otherwise
from topology.tosca.tree import MappingNode, Node, Scalar, span_of


class ImportDefinition(Record):
    """What is imported, a file or a profile, and the prefix that its names get."""

    path: Path
    file: Scalar | None = None
    profile: Scalar | None = None
    repository: Scalar | None = None
    prefix: Scalar | None = None
    namespace_uri: str | None = None


_RENAMED = {"url": "file", "namespace": "prefix", "namespace_prefix": "prefix"}

KEYS = Keys(
    "an import definition",
    "3.6.8",
    {
        "file": until(V1_3, name),
        "url": since(V2_0, name),
        "profile": since(V2_0, name),
        "repository": name,
        "namespace_prefix": until(V1_3, name),
        "namespace_uri": until(V1_3, text),
        "namespace": since(V2_0, name),
    },
    required=("file",),
)
KEYS_2_0 = replace(KEYS, required=())


def read_import_definition(g: Grammar, node: Node, path: Path) -> ImportDefinition | None:
    """A map of keynames, or the mere name of a file. In 2.0 it has one of ``url`` and ``profile`` (TS302, TS321).

    Up to 1.2 an import may have a name, as the examples of section 3.9.3.9 of those versions show.
    """
    if g.dialect.order < V1_3 and (named := _named(node)) is not None:
        key, node = named
        path = (*path, key.text)
    if is_word(node):
        return ImportDefinition(path, node)
    found = fields(g, node, path, KEYS if g.dialect.is_simple else KEYS_2_0)
    if found is None:
        return None
    if not g.dialect.is_simple and isinstance(node, MappingNode):
        _check_kind(g, node, path)
    return ImportDefinition(path, **{_RENAMED.get(keyname, keyname): value for keyname, value in found.items()})


def _named(node: Node) -> tuple[Scalar, Node] | None:
    """The name of an import and what stands behind it; None where it has no name."""
    entries = list(node.entries.values()) if isinstance(node, MappingNode) else []
    return entries[0] if len(entries) == 1 and entries[0][0].text not in KEYS.readers else None


def _check_kind(g: Grammar, node: MappingNode, path: Path) -> None:
    url, profile, repository = (node.entries.get(keyname) for keyname in ("url", "profile", "repository"))
    if url is None and profile is None and not is_called_otherwise("url", node.entries):
        message = "An import definition needs the keyname `url` or `profile`."
        g.findings.error("TS302", message, span_of(node), path, help="Add one of the two.", spec=KEYS.spec)
    if url is not None and profile is not None:
        _report_both(g, profile[0], "`url` and `profile`", path)
    elif profile is not None and repository is not None:
        _report_both(g, repository[0], "`profile` and `repository`", path)


def _report_both(g: Grammar, key: Scalar, both: str, path: Path) -> None:
    message = f"An import definition has only one of {both}."
    g.findings.error("TS321", message, span_of(key), (*path, key.text), help="Remove one of them.", spec=KEYS.spec)
