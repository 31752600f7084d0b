"""The two ways of reading YAML beside each other."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from topology.tosca.findings import Findings
from topology.tosca.libyaml import read_yaml
from topology.tosca.plain.document import read_plain
from topology.tosca.tree import MappingNode, Mark, Node, Scalar


def is_read_alike(content: bytes) -> bool:
    """Whether the short way reads it at all; fails when the two ways differ."""
    plain = read_plain(content, "t.yaml")
    if plain is None:
        return False
    findings = Findings()
    whole = read_yaml(content, "t.yaml", findings)
    assert findings.sorted() == ()
    assert whole is not None
    for short, long in zip_longest(outline(plain), outline(whole)):
        assert short == long, f"{short} should be {long}"
    return True


def outline(node: Node) -> Iterator[Any]:
    """Everything that a tree says, in order."""
    yield type(node).__name__, place(node.start), place(node.end)
    if isinstance(node, Scalar):
        yield node.text, node.plain
    elif isinstance(node, MappingNode):
        yield node.flow
        for text, (key, value) in node.entries.items():
            yield text
            yield from outline(key)
            yield from outline(value)
    else:
        yield node.flow
        for item in node.items:
            yield from outline(item)


def place(mark: Mark) -> tuple[str, int, int]:
    return mark.name, mark.line, mark.column
