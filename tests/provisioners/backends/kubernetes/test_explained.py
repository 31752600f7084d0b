"""The examples of the codes that Kubernetes alone gives are what they claim to be."""

import pytest

from provisioners.backends.kubernetes import backend
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.backends.kubernetes.rich import graph_of
from topology.diagnostics.examples import all_examples

EXAMPLES = {code: example for code, example in all_examples().items() if code.startswith("TS83")}


def codes(text: str) -> set[str]:
    graph = graph_of(f"tosca_definitions_version: tosca_simple_yaml_1_3\n{text}")
    return {each.code for each in backend.render(graph, context()).diagnostics}


def test_there_are_some() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_has_the_code(code: str) -> None:
    assert codes(EXAMPLES[code].wrong) == {code}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_right_example_has_none(code: str) -> None:
    assert codes(EXAMPLES[code].right) == set()
