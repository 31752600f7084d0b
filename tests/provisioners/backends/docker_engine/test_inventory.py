"""What counts as a deployment's own on the engine."""

from typing import Any

from provisioners.backends.docker_engine.inventory import images
from provisioners.backends.docker_engine.labels import ADDRESS, DEPLOYMENT, GENERATION

LABELS = {DEPLOYMENT: "shop", ADDRESS: "web"}


class Engine:
    """Lists the given images, as the engine does for a label."""

    def __init__(self, *listed: dict[str, Any]) -> None:
        self._listed = list(listed)

    def images(self, filters: dict[str, str]) -> list[dict[str, Any]]:
        assert filters == {"label": f"{DEPLOYMENT}=shop"}
        return self._listed


def test_an_image_that_was_made_for_the_deployment_is_its_own() -> None:
    engine = Engine(
        {"Id": "sha256:1", "RepoTags": ["toposmith/shop/web:1"], "RepoDigests": None, "Labels": LABELS},
        {"Id": "sha256:2", "RepoTags": None, "RepoDigests": None, "Labels": LABELS},
    )
    found = [(item.name, item.address) for item in images(engine, "shop")]
    assert found == [("toposmith/shop/web:1", "web"), ("sha256:2", "web")]


def test_an_image_that_only_claims_to_be_is_left_alone() -> None:
    claims = {**LABELS, GENERATION: "none"}
    engine = Engine(
        {"Id": "sha256:1", "RepoTags": ["evil/web:1", "toposmith/shop-b/web:1"], "RepoDigests": None, "Labels": claims},
        {"Id": "sha256:2", "RepoTags": None, "RepoDigests": ["evil/web@sha256:3"], "Labels": claims},
    )
    assert images(engine, "shop") == []
