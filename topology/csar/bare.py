"""What an archive without TOSCA.meta asks of its one template.

Source: TOSCA Simple Profile 1.3, section 6.3. TOSCA 2.0 asks nothing (section 17.3).
"""

from topology.csar.head import root_of, text_at
from topology.diagnostics import Diagnostic, Span
from topology.tosca.tree import span_of

_REQUIRED = ("template_name", "template_version")
_HELP = "Add the metadata, or name the entry in TOSCA-Metadata/TOSCA.meta, which `toposmith csar pack` writes."


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
