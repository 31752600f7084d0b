"""Names that the API takes, unique and the same each time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioners.backends.kubernetes.names import GOVERNING, LONGEST, PUBLIC, deployment_name, names_of

LABEL = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")


def test_a_namespace_of_its_own_is_called_like_the_deployment() -> None:
    names = names_of("shop", {})
    assert (names.namespace, names.is_own, names.of("web"), names.common) == ("shop", True, "web", "shop")


def test_in_a_shared_namespace_names_begin_with_the_deployments() -> None:
    names = names_of("shop", {"namespace": "team"})
    assert (names.namespace, names.is_own, names.of("web"), names.common) == ("team", False, "shop-web", "shop")


@pytest.mark.parametrize("deployment", ["Shop", "shop_1", "1shop", "-", "a" * 63, "shop-", "数据"])
def test_a_deployment_of_any_name_has_a_namespace(deployment: str) -> None:
    name = deployment_name(deployment)
    assert LABEL.fullmatch(name)
    assert len(name) <= 40


def test_names_that_are_made_legal_stay_apart() -> None:
    assert len({deployment_name(name) for name in ("shop_1", "shop-1", "SHOP-1", "1shop", "n-1shop")}) == 5


def test_a_service_begins_with_a_letter() -> None:
    names = names_of("shop", {})
    assert LABEL.fullmatch(names.of("1web"))
    assert names.of("1web") != names.of("n-1web")


@given(st.from_regex(r"[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?", fullmatch=True), st.booleans())
def test_every_name_fits_with_what_is_added_to_it(name: str, shared: bool) -> None:
    names = names_of("d" * 40, {"namespace": "team"} if shared else {})
    assert LABEL.fullmatch(names.of(name))
    assert len(names.of(name)) <= LONGEST
    for suffix in (GOVERNING, PUBLIC):
        assert len(names.of(name, suffix)) <= 63
