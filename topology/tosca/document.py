"""Phase 2: text to a tree with positions; the short way where the text is plain, through libyaml where it is not."""

from topology.tosca.call_key import CallKey
from topology.tosca.findings import Findings
from topology.tosca.list_key import ListKey
from topology.tosca.plain.document import read_plain
from topology.tosca.tree import Node


def parse(
    content: bytes, file: str, findings: Findings, other_keys: list[ListKey | CallKey] | None = None
) -> Node | None:
    """The tree of the file's one document, or None after a finding (TS103 to TS111).

    Keys that are lists or calls are refused, or gathered in ``other_keys`` for whoever knows where they are allowed.
    """
    findings.remember(file, content)
    tree = read_plain(content, file)
    if tree is not None:
        return tree
    from topology.tosca.libyaml import read_yaml  # noqa: PLC0415 - costs a third of a small template's time

    return read_yaml(content, file, findings, other_keys)
