"""How containers differ from the file that was applied, from the engine's list alone."""

from typing import Any

import pytest
import yaml

from provisioners.backends.compose.drift import differences, displaced, is_image, wanted_services
from provisioners.backends.contract import Rendered
from tests.provisioners.backends.compose.rendering import rendered
from tests.provisioners.graphs import node

NAME = "shop-web-1"


def wanted(count: int = 1) -> Rendered:
    return rendered(node("web", image="site:$1", scalable={"default_instances": count}))


def listed(**changes: Any) -> dict[str, Any]:
    """The container of :func:`wanted`, as an engine lists it."""
    service = yaml.safe_load(wanted().files["compose.yaml"])["services"]["web"]
    found = {
        "Id": "1",
        "Names": [f"/{NAME}"],
        "Image": "site:$1",
        "Labels": service["labels"],
        "NetworkSettings": {"Networks": {"shop-default": {}}},
    }
    return {**found, **changes}


def found(*containers: dict[str, Any], count: int = 1) -> list[str]:
    (service,) = wanted_services(wanted(count)).values()
    return list(differences(service, containers))


def test_what_is_as_it_should_be() -> None:
    assert found(listed()) == []
    assert displaced(wanted(), [listed()]) == ()


def test_too_few_and_too_many() -> None:
    assert found(listed(), count=2) == ["1 of 2 containers are there"]
    assert found(listed(), listed()) == ["2 of 1 containers are there"]


def test_another_image() -> None:
    assert found(listed(Image="site:2")) == [f"{NAME} runs the image site:2 instead of site:$1"]


def test_an_image_without_a_name_is_the_same_one_untagged() -> None:
    assert found(listed(Image="sha256:0123")) == []


def test_other_settings() -> None:
    labels = {**listed()["Labels"], "toposmith.content": "other"}
    assert found(listed(Labels=labels)) == [f"{NAME} was made from other settings"]


def test_other_networks() -> None:
    moved = listed(NetworkSettings={"Networks": {"bridge": {}}})
    alone = listed(NetworkSettings={"Networks": {}})
    assert found(moved) == [f"{NAME} is in the networks bridge instead of shop-default"]
    assert found(alone) == [f"{NAME} is in the networks none instead of shop-default"]
    assert displaced(wanted(), [moved, alone]) == (
        (moved, frozenset({"shop-default"})),
        (alone, frozenset({"shop-default"})),
    )


def test_nothing_is_wanted_of_an_empty_form() -> None:
    assert wanted_services(Rendered({}, {})) == {}
    assert displaced(Rendered({}, {}), [listed()]) == ()


@pytest.mark.parametrize("image", ["site:1", "localhost/site:1", "docker.io/library/site:1", "sha256:0123"])
def test_an_image_in_the_words_of_each_engine(image: str) -> None:
    assert is_image(image, "site:1")


@pytest.mark.parametrize("image", ["site:2", "quay.io/site:1", "localhost/other/site:1", "mysite:1"])
def test_what_means_another_image(image: str) -> None:
    assert not is_image(image, "site:1")


def test_podman_lists_no_networks_at_all_where_there_are_none() -> None:
    (words,) = found(listed(NetworkSettings={"Networks": None}))
    assert words.startswith(f"{NAME} is in the networks none instead of")
