"""What an archive without TOSCA.meta asks of its one template.

Source: TOSCA Simple Profile 1.3, section 6.3. TOSCA 2.0 asks nothing (section 17.3).
"""

from topology.diagnostics import Diagnostic, Span
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.scan import scan
from topology.tosca.tree import MappingNode, Node, Scalar, span_of

_REQUIRED = ("template_name", "template_version")
_HELP = "Add the metadata, or name the entry in TOSCA-Metadata/TOSCA.meta, which `toposmith csar pack` writes."


def root_of(content: bytes, file: str) -> MappingNode | None:
    """The root of a TOSCA file's tree; None when it is no such file, of which reading the template tells."""
    findings = Findings()
    text = scan(content, file, findings)
    tree = parse(text, file, findings) if text is not None else None
    return tree if isinstance(tree, MappingNode) else None


def text_at(tree: MappingNode | None, *path: str) -> str | None:
    """The text of the scalar at a path of keys, or None."""
    node: Node | None = tree
    for key in path:
        node = node.get(key) if isinstance(node, MappingNode) else None
    return node.text if isinstance(node, Scalar) else None


def check_bare(content: bytes, file: str) -> tuple[Diagnostic, ...]:
    """TS289 where the metadata lack what they have to say in the place of TOSCA.meta."""
    tree = root_of(content, file)
    if tree is None or "simple" not in (text_at(tree, "tosca_definitions_version") or ""):
        return ()
    missing = [name for name in _REQUIRED if not text_at(tree, "metadata", name)]
    if not missing:
        return ()
    entry = tree.entries.get("metadata")
    span = span_of(entry[0]) if entry is not None else Span.start_of(file)
    listed = " and ".join(f"`{name}`" for name in missing)
    message = f"In an archive without TOSCA.meta, the template's metadata need {listed}."
    return (Diagnostic("TS289", message, span, path=("metadata",), help=_HELP, spec="TOSCA 1.3, section 6.3"),)
