"""What a TOSCA file says of itself, without reading it as a template."""

from topology.record import ValueRecord
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.scan import scan
from topology.tosca.tree import MappingNode, Node, Scalar

YAML_ENDINGS = (".yaml", ".yml")


class Head(ValueRecord):
    """The version of TOSCA, and the metadata that make an archive's name, author and version (1.3, section 6.3)."""

    version: str | None = None
    name: str | None = None
    author: str | None = None
    template_version: str | None = None

    @property
    def is_2_0(self) -> bool:
        """Whether the file is written in TOSCA 2.0."""
        return self.version is not None and self.version.startswith("tosca_2")

    @property
    def is_1_3(self) -> bool:
        """Whether the file is written in Simple Profile 1.3, by its name or its namespace."""
        return self.version is not None and self.version.endswith(("1_3", "/1.3"))


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
    return node.text if isinstance(node, Scalar) and node.text else None


def head_of(content: bytes) -> Head:
    """The head of a file; all of it is None where the file is not YAML or says nothing."""
    tree = root_of(content, "")
    return Head(
        version=text_at(tree, "tosca_definitions_version"),
        name=text_at(tree, "metadata", "template_name"),
        author=text_at(tree, "metadata", "template_author"),
        template_version=text_at(tree, "metadata", "template_version"),
    )
