"""The examples of the codes of formats are what they claim to be, each for a format that has the limit."""

import pytest

from provisioners.outputs.contract import Output
from provisioners.outputs.registry import load_output
from tests.provisioners.backends.compose.test_explained import graph_of
from tests.provisioners.outputs.rendering import context
from topology.diagnostics.examples import all_examples

EXAMPLES = {code: example for code, example in all_examples().items() if code.startswith("TS86")}
WITH = {"TS863": "oci", "TS864": "oci", "TS865": "appc"}


def codes(output: Output, text: str) -> set[str]:
    found = output.render(graph_of(text), context())
    return {each.code for each in found.diagnostics}


@pytest.mark.parametrize("code", EXAMPLES)
def test_only_the_wrong_example_has_the_code(code: str) -> None:
    output = load_output(WITH.get(code, "quadlet"))
    assert code in codes(output, EXAMPLES[code].wrong)
    assert code not in codes(output, EXAMPLES[code].right)
