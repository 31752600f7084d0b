"""Whatever the bytes are: reading ends, soon, with findings and never with an exception."""

import random
import string
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutate import mutated
from tests.fuzz.sound import assert_sound, check
from tests.fuzz.templates import template
from tests.topology.reading_aid import VERSION, places, read
from topology.reading import Reading, read_template
from topology.sources import MemorySources
from topology.tosca.scan import MAX_BYTES

SCENARIOS = Path(__file__).parents[2] / "scenarios" / "language"
_TEXT = (
    "topology_template node_templates node_types type properties requirements capabilities inputs default value list "
    "get_input get_property get_attribute concat join token SELF HOST SOURCE tosca.nodes.Compute tosca.nodes.Root map "
    "toposmith.nodes.Container toposmith:1.0 imports derived_from constraints in_range pattern UNBOUNDED null true 1 "
    "interfaces Standard operations create outputs policies groups members node_filter occurrences copy entry_schema"
)
WORDS = _TEXT.split()


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    assert_sound(read(content))


@given(st.text(max_size=300))
def test_any_text_after_the_version(text: str) -> None:
    assert_sound(read((VERSION + text).encode("utf-8", "replace")))


trees = st.recursive(
    st.one_of(st.sampled_from(WORDS), st.integers(-5, 70000).map(str), st.text(string.printable, max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(WORDS), inner, min_size=1, max_size=4)
    ),
    max_leaves=25,
)


def as_flow(tree: object) -> str:
    """A tree as YAML in one line."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {as_flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(as_flow, tree)) + "]"
    return (
        str(tree) if str(tree) in WORDS else '"' + str(tree).encode("unicode_escape").decode().replace('"', "'") + '"'
    )


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        ["node_templates", "inputs", "outputs", "groups", "policies", "workflows", "substitution_mappings"]
    ),
    trees,
)
def test_any_tree_in_a_topology(section: str, tree: object) -> None:
    assert_sound(read(f"imports: [ toposmith:1.0 ]\ntopology_template:\n  {section}: {as_flow(tree)}\n"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["node_types", "data_types", "capability_types", "relationship_types", "interface_types"]), trees
)
def test_any_tree_as_types(section: str, tree: object) -> None:
    assert_sound(read(f"{section}: {as_flow(tree)}\n"))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example], max_examples=150)
@given(st.randoms(use_true_random=False))
def test_any_template_that_is_nearly_right(source: random.Random) -> None:
    """The grammar's structure in every version, with wrong kinds, functions, and all of YAML's ways in between."""
    check(template(source))


@pytest.mark.parametrize("number", range(40))
def test_made_templates(number: int) -> None:
    """The same without hypothesis, whose choices lean to the small; each number is a seed of 25 templates."""
    for seed in range(number * 25, number * 25 + 25):
        check(template(random.Random(seed)))


@pytest.mark.parametrize("scenario", sorted(folder.name for folder in SCENARIOS.iterdir()))
def test_mutated_templates(scenario: str) -> None:
    """Lines dropped, doubled, re-indented and swapped, words exchanged; the seed is the scenario's name."""
    source = random.Random(scenario)
    content = (SCENARIOS / scenario / "template.yaml").read_bytes()
    for _ in range(60):
        check(mutated(content, source))


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("TS104", 1, 1)),
        (b"\n  \n", ("TS104", 1, 1)),
        (b"# only a comment\n", ("TS104", 1, 1)),
        (b"[" * 1_000_000, ("TS103", 1, 1001)),
        (b"- " * 1_000_000, ("TS103", 1, 4000)),
        (b"".join(b" " * depth + b"a:\n" for depth in range(300)), ("TS103", 101, 101)),
        (BOMB.encode(), ("TS106", 7, 8)),
        (b"a: &a [ *a ]\n", ("TS109", 1, 9)),
        (b"a: *b\n", ("TS109", 1, 4)),
        (b"just words\n", ("TS303", 1, 1)),
        (b"\xff\xfea\x00", ("TS102", 1, 1)),
        (b"a: 1\n  b: \x07\n", ("TS100", 2, 6)),
        (b"a: 'open\n", ("TS100", 1, 4)),
        (b"x" * (MAX_BYTES + 1), ("TS101", 1, 1)),
        (b"? [ a, b ]\n: c\n", ("TS107", 1, 3)),
        (b"a: 1\n---\nb: 2\n", ("TS110", 2, 1)),
    ],
    ids=[
        "empty", "blank", "comment", "brackets", "dashes", "indented", "aliases", "inside_itself", "no_anchor",
        "no_map", "not_utf8", "control", "open_quote", "large", "complex_key", "two_documents",
    ],
)  # fmt: skip
def test_bad_input_is_told_at_its_place(content: bytes, expected: tuple[str, int, int]) -> None:
    reading = read(content)
    assert_sound(reading)
    assert reading.graph is None
    assert places(reading)[0] == expected


def reading_of(content: bytes) -> Reading:
    """A reading whose sources have no limit of their own."""
    return read_template(MemorySources({"template.yaml": content}, max_file_size=len(content)), "template.yaml")


def test_fifty_megabytes_are_refused_without_being_copied() -> None:
    content = b"a: b\n" * 10_000_000
    tracemalloc.start()
    try:
        assert places(reading_of(content)) == [("TS101", 1, 1)]
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_long_chain_of_properties_that_need_each_other_ends() -> None:
    """Three thousand properties, each defined by the next: deeper than Python's stack."""
    nodes = "".join(
        f"    n{index}:\n      type: T\n      properties: {{ p: {{ get_property: [ n{index + 1}, p ] }} }}\n"
        for index in range(3000)
    )
    text = (
        "node_types: { T: { derived_from: tosca.nodes.Root, properties: { p: { type: string } } } }\n"
        f"topology_template:\n  node_templates:\n{nodes}    n3000:\n      type: T\n      properties: {{ p: end }}\n"
    )
    assert_sound(read(text))


@pytest.mark.parametrize("depth", [50, 1500])
def test_types_that_contain_each_other_to_any_depth(depth: int) -> None:
    data = "".join(f"  D{index}: {{ properties: {{ p: {{ type: D{index + 1} }} }} }}\n" for index in range(depth))
    nodes = "".join(
        f"  N{index}: {{ requirements: [ r: {{ capability: tosca.capabilities.Node, node: N{index + 1} }} ] }}\n"
        for index in range(depth)
    )
    value = "{ p: " * 50 + "7" + " }" * 50
    text = (
        f"data_types:\n{data}  D{depth}: {{ derived_from: integer }}\nnode_types:\n{nodes}  N{depth}: {{}}\n"
        f"  Holder: {{ properties: {{ p: {{ type: D{depth - 50} }} }} }}\n"
        f"topology_template: {{ node_templates: {{ a: {{ type: Holder, properties: {{ p: {value} }} }} }} }}\n"
    )
    assert read(text).graph is not None


def test_long_lines_of_descent_and_of_hosts_end() -> None:
    types = "".join(f"  T{index}: {{ derived_from: T{index + 1} }}\n" for index in range(40))
    nodes = "".join(f"    n{index}: {{ type: Box, requirements: [ host: n{index + 1} ] }}\n" for index in range(1500))
    text = (
        f"node_types:\n{types}  T40: {{ derived_from: Box }}\n"
        "  Box:\n    derived_from: tosca.nodes.Root\n    capabilities: { host: tosca.capabilities.Container }\n"
        "    requirements: [ host: { capability: tosca.capabilities.Container, occurrences: [ 0, 1 ] } ]\n"
        f"topology_template:\n  node_templates:\n{nodes}    n1500: {{ type: T0 }}\n"
    )
    reading = read(text)
    assert_sound(reading)
    assert reading.graph is not None
    assert len(reading.graph.edges) == 1500


def test_a_line_of_descent_is_followed_only_so_far() -> None:
    types = "".join(f"  T{index}: {{ derived_from: T{index + 1} }}\n" for index in range(500))
    reading = read(f"node_types:\n{types}  T500: {{ derived_from: tosca.nodes.Root }}\n")
    assert [diagnostic.code for diagnostic in reading.diagnostics] == ["TS403"]
