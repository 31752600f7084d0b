"""The examples of the codes TS870 to TS879 are what they claim to be."""

import pytest

from tests.topology.importing.finding import import_text
from topology.diagnostics.examples import example_of
from topology.diagnostics.importing_codes import IMPORTING_CODES


@pytest.mark.parametrize("code", sorted(IMPORTING_CODES))
def test_the_wrong_example_has_the_code(code: str) -> None:
    assert code in {found.code for found in import_text(example_of(code).wrong).diagnostics}


@pytest.mark.parametrize("code", sorted(IMPORTING_CODES))
def test_the_right_example_has_no_finding(code: str) -> None:
    assert import_text(example_of(code).right, password__txt="x").diagnostics == ()
