"""Options of targets, on the fake platform: a flavour with a default, and a registry, which is an address."""

import pytest
from toposmith_fake import backend

from provisioners.backends.options import effective_options, option_addresses, option_faults


def test_what_fits_has_no_faults() -> None:
    assert list(option_faults(backend, {"flavour": "mint", "registry": "registry.example.org:5000"})) == []


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    (fault,) = option_faults(backend, {"colour": "red"})
    assert fault == "A target of The fake platform has no option 'colour'; it has: flavour, registry."


@pytest.mark.parametrize("value", ["Mint", "", "mint\n", "mint; rm"])
def test_a_value_fits_the_whole_pattern_or_is_told(value: str) -> None:
    (fault,) = option_faults(backend, {"flavour": value})
    assert fault == f"The option flavour cannot be {value!r}: it has the form [a-z]{{1,20}}"


def test_a_long_value_is_cut_in_the_sentence() -> None:
    (fault,) = option_faults(backend, {"flavour": "x" * 5000})
    assert len(fault) < 200


def test_defaults_stand_where_nothing_is_given() -> None:
    assert effective_options(backend, {}) == {"flavour": "vanilla"}
    assert effective_options(backend, {"flavour": "mint"}) == {"flavour": "mint"}


def test_what_is_no_longer_declared_is_left_out() -> None:
    assert effective_options(backend, {"flavour": "mint", "colour": "red"}) == {"flavour": "mint"}


def test_addresses_among_the_options_have_a_scheme() -> None:
    assert list(option_addresses(backend, {"flavour": "mint", "registry": "r.example.org:5000"})) == [
        ("https://r.example.org:5000", ("https",))
    ]
    assert list(option_addresses(backend, {"registry": "r.example.org:5000/team/a"})) == [
        ("https://r.example.org:5000", ("https",))
    ]
    assert list(option_addresses(backend, {"registry": "http://r.example.org"})) == [
        ("http://r.example.org", ("https",))
    ]
