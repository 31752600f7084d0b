"""Outputs are found by their entry points."""

import pytest

from provisioners.backends.registry import backend_names
from provisioners.outputs.contract import CONTRACT_VERSION
from provisioners.outputs.registry import load_output, output_names
from provisioners.plugins import UnknownPlugin


@pytest.mark.parametrize("name", output_names())
def test_each_goes_by_its_name(name: str) -> None:
    output = load_output(name)
    assert (output.name, output.contract_version) == (name, CONTRACT_VERSION)


def test_an_unknown_one_is_called_an_output() -> None:
    with pytest.raises(UnknownPlugin, match=r"there is no output 'bad'; installed: .*quadlet"):
        load_output("bad")


def test_no_output_has_the_name_of_a_backend() -> None:
    """Both are named by ``--to``."""
    assert not set(output_names()) & set(backend_names())
