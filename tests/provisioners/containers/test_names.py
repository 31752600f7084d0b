"""Names on the platform."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioners.containers.names import (
    LONGEST,
    RESERVED,
    generated_name,
    image_repository,
    names_for,
    project_name,
)

DNS_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), unique=True, max_size=12))
def test_names_are_unique_legal_and_short(addresses: list[str]) -> None:
    names = names_for(addresses)
    assert list(names) == addresses
    assert len(set(names.values())) == len(addresses)
    for name in names.values():
        assert DNS_LABEL.fullmatch(name)
        assert len(name) <= LONGEST
        assert name not in RESERVED


@settings(deadline=None)
@given(st.lists(st.text("aA_-. /1", max_size=4), unique=True, max_size=12))
def test_names_do_not_depend_on_the_order(addresses: list[str]) -> None:
    assert names_for(addresses) == names_for(sorted(addresses))


@pytest.mark.parametrize(
    ("address", "name"), [("web", "web"), ("my_db", "my-db"), ("Web", "web"), ("shop/db", "shop-db"), ("a.b", "a-b")]
)
def test_an_address_keeps_its_look(address: str, name: str) -> None:
    assert names_for([address]) == {address: name}


def test_of_two_that_look_alike_the_legal_one_keeps_its_name() -> None:
    names = names_for(["my_db", "my-db", "My-DB"])
    assert names["my-db"] == "my-db"
    assert names["my_db"].startswith("my-db-")
    assert names["My-DB"] not in (names["my_db"], "my-db")


def test_a_name_that_copies_anothers_hash_does_not_take_it_over() -> None:
    stolen = names_for(["my_db", "my-db"])["my_db"]
    names = names_for(["my_db", "my-db", stolen])
    assert len(set(names.values())) == 3


def test_long_addresses_stay_apart() -> None:
    names = names_for(["a" * 80 + "1", "a" * 80 + "2"])
    assert len(set(names.values())) == 2


@pytest.mark.parametrize("address", ["", "___", "数据库", "default"])
def test_what_leaves_nothing_or_is_reserved_gets_a_hash(address: str) -> None:
    assert re.fullmatch(r"(node|default)-[0-9a-f]{8}", names_for([address])[address])


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_projects_are_legal(deployment: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", project_name(deployment))


def test_a_legal_project_is_left_alone_and_others_stay_apart() -> None:
    assert project_name("my_shop-1") == "my_shop-1"
    assert project_name("Shop") != project_name("shop!") != "shop"


def test_names_of_things_tell_their_generation() -> None:
    assert generated_name("shop", "data", 2) == "shop-data-g2"
    assert image_repository("shop", "web") == "toposmith/shop/web"
