"""One finding for one section that cannot be read, and none for what it would have said."""

import pytest

from tests.topology.reading_aid import codes, read

TEXT = """
node_types:
  A:
    derived_from: tosca.nodes.Root
    properties: {{ size: {{ type: integer }} }}
    requirements: [ next: {{ capability: Node, relationship: DependsOn }} ]
topology_template:
  node_templates:
    root: {{ type: Root }}
    a: {{ type: A, {properties}, {requirements} }}
"""


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("properties: { size: 1 }", []),
        ("properties: [ size: 1 ]", ["TS303"]),
        ("properties: size", ["TS303"]),
        ("propertis: { size: 1 }", ["TS301"]),
        ("properties: {}", ["TS505"]),
        ("properties: ", ["TS505", "TS303"]),
    ],
)
def test_properties(properties: str, expected: list[str]) -> None:
    assert codes(read(TEXT.format(properties=properties, requirements="requirements: [ next: root ]"))) == expected


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("requirements: [ next: root ]", []),
        ("requirements: { next: root }", ["TS303"]),
        ("requirement: [ next: root ]", ["TS301"]),
        ("requirements: [ next: [ root ] ]", ["TS303"]),
        ("requirements: [ next ]", ["TS303"]),
        ("requirements: [ { next: root, dependency: root } ]", ["TS303"]),
        ("requirements: [ dependency: [ root ] ]", ["TS611", "TS303"]),
        ("requirements: ", ["TS611", "TS303"]),
        ("requirements: []", ["TS611"]),
    ],
)
def test_requirements(requirements: str, expected: list[str]) -> None:
    assert codes(read(TEXT.format(properties="properties: { size: 1 }", requirements=requirements))) == expected
