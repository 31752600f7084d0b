"""Images: pinned by digest, made where they run, or made for a registry."""

import pytest

from provisioners.backends.contract import Build, Right
from provisioners.containers.images import pinned
from tests.provisioners.containers.reading import codes, container
from tests.provisioners.graphs import dockerfile, node
from topology.graph.model import Node

DIGEST = f"sha256:{'a' * 64}"
MADE = {"image": dockerfile("web/Dockerfile")}


def made() -> Node:
    return node("web", artifacts=MADE, lines={("artifacts", "image"): 6})


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("nginx", f"nginx@{DIGEST}"),
        ("nginx:1.27", f"nginx@{DIGEST}"),
        ("registry.example:5000/team/web:1", f"registry.example:5000/team/web@{DIGEST}"),
        ("registry.example:5000/web", f"registry.example:5000/web@{DIGEST}"),
        (f"nginx@sha256:{'b' * 64}", f"nginx@sha256:{'b' * 64}"),
    ],
)
def test_a_digest_takes_the_place_of_the_tag(image: str, expected: str) -> None:
    assert pinned(image, DIGEST) == expected
    assert pinned(image, None) == image


def test_pinning_is_asked_for_by_the_name_in_the_template() -> None:
    web = node("web", image="nginx:1.27")
    assert container(web, digests={"nginx:1.27": DIGEST}).image.name == f"nginx@{DIGEST}"
    assert container(web, digests={"other:1": DIGEST}).image.name == "nginx:1.27"


def test_what_is_made_goes_through_the_targets_registry() -> None:
    image = container(made(), rights=(Right.IMAGE_BUILD,), options={"registry": "registry.example/team"}).image
    assert image.name == "registry.example/team/toposmith/shop/web:latest"
    assert image.build == Build("web", image.name, "web/Dockerfile", "web", push=True)


def test_without_a_registry_it_is_refused() -> None:
    assert codes(made(), rights=(Right.IMAGE_BUILD,)) == [("TS820", 6)]
