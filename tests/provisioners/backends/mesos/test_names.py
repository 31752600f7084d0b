"""Names: legal in Marathon, in Chronos and in DNS, short enough, and never the same for two."""

import re

import pytest

from provisioners.backends.mesos.names import app_id, dns_label, group_id, job_name

SEGMENT = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
DEPLOYMENTS = ("shop", "my_shop", "my-shop", "Shop", "a" * 80, "a" * 79 + "b", "数据", "apps", "versions", "-x-", "x_")


@pytest.mark.parametrize("parent", ["", "team", "a" * 10])
def test_groups_are_legal_and_differ(parent: str) -> None:
    found = [group_id(name, {"group": parent}) for name in DEPLOYMENTS]
    assert len(set(found)) == len(found)
    for group in found:
        assert all(SEGMENT.fullmatch(segment) for segment in group.strip("/").split("/"))
        assert group.startswith(f"/{parent}/" if parent else "/")
        assert len(dns_label(app_id(group, "w" * 40))) <= 63


def test_a_plain_name_stays() -> None:
    assert group_id("shop", {}) == "/shop"
    assert group_id("shop", {"group": "team"}) == "/team/shop"


@pytest.mark.parametrize("name", ["apps", "versions", "tasks", "restart"])
def test_what_the_api_would_take_for_its_own(name: str) -> None:
    assert app_id("/shop", name) != f"/shop/{name}"
    assert group_id(name, {}) != f"/{name}"
    assert SEGMENT.fullmatch(app_id("/shop", name).rpartition("/")[2])


def test_names_in_dns_and_in_chronos() -> None:
    assert dns_label("/team/shop/web") == "web-shop-team"
    assert job_name("/team/shop", "night") == "team.shop.night"
    assert job_name("/team/shop", "night") != job_name("/team", "shop-night")
