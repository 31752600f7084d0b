"""The examples of the codes that only Mesos has are what they claim to be, on a target without options and rights."""

import pytest

from provisioners.backends.mesos import backend
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.backends.compose.test_explained import graph_of
from topology.diagnostics.examples import all_examples

EXAMPLES = {code: example for code, example in all_examples().items() if code == "TS711" or code.startswith("TS85")}
BESIDE = {"TS856": {"TS857"}}
"""A job needs a target with Chronos as well, which no example has."""


def codes(text: str) -> set[str]:
    return {found.code for found in backend.render(graph_of(text), context()).diagnostics}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_has_the_code(code: str) -> None:
    assert codes(EXAMPLES[code].wrong) - BESIDE.get(code, set()) == {code}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_right_example_does_not_have_it(code: str) -> None:
    assert codes(EXAMPLES[code].right) - BESIDE.get(code, set()) == set()


def test_there_is_an_example_of_each() -> None:
    assert len(EXAMPLES) == 10
