"""What an archive without TOSCA.meta asks of its one template.

Source: TOSCA Simple Profile 1.3, section 6.3; 1.0 does not have this form, and 2.0 asks nothing (section 17.3). The
missing metadata are a warning only: archives without them are common, and nothing but their name is unclear.
"""

from topology.csar.head import root_of, text_at
from topology.csar.meta import META_PATH
from topology.diagnostics import Diagnostic, Severity, Span
from topology.tosca.tree import MappingNode, span_of

_REQUIRED = ("template_name", "template_version")
_HELP = f"Add the metadata, or name the entry in {META_PATH}, which `toposmith csar pack` writes."
_OLDEST = ("tosca_simple_yaml_1_0", "/1.0")


def check_bare(content: bytes, file: str) -> tuple[Diagnostic, ...]:
    """TS289: an error for TOSCA 1.0, else a warning where the metadata lack what stands in the place of TOSCA.meta."""
    tree = root_of(content, file)
    version = text_at(tree, "tosca_definitions_version") or ""
    if tree is None or "simple" not in version:
        return ()
    if version.startswith(_OLDEST[0]) or version.endswith(_OLDEST[1]):
        message = f"An archive of TOSCA 1.0 names its template in {META_PATH}."
        help_text = "Write that file with `toposmith csar pack`."
        return (Diagnostic("TS289", message, Span.start_of(file), help=help_text),)
    return _missing(tree, file)


def _missing(tree: MappingNode, file: str) -> tuple[Diagnostic, ...]:
    missing = [name for name in _REQUIRED if not text_at(tree, "metadata", name)]
    if not missing:
        return ()
    entry = tree.entries.get("metadata")
    span = span_of(entry[0]) if entry is not None else Span.start_of(file)
    listed = " and ".join(f"`{name}`" for name in missing)
    message = f"In an archive without TOSCA.meta, the template's metadata need {listed}."
    spec = "Simple Profile 1.3, section 6.3"
    return (Diagnostic("TS289", message, span, Severity.WARNING, path=("metadata",), help=_HELP, spec=spec),)
