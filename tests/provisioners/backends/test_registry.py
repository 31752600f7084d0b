"""Backends are found by their entry points."""

import pytest

from provisioners.backends.registry import UnknownBackend, backend_names, load_backend


def test_the_fake_one_of_the_tests_is_found_by_its_real_entry_point() -> None:
    assert {"compose", "fake"} <= set(backend_names())
    assert load_backend("fake").unit == "node"


def test_an_unknown_one_is_called_a_backend() -> None:
    with pytest.raises(UnknownBackend, match="there is no backend 'bad'; installed: "):
        load_backend("bad")
