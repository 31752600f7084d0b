"""A step whose lease is stopped ends at its next pause, and deletes nothing that the next one made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, Rendered
from provisioners.backends.swarm import client as module
from provisioners.backends.swarm.cleanup import remove_unneeded
from tests.provisioners.backends.compose.rendering import IMAGE
from tests.provisioners.backends.stopping import Stopped, work
from tests.provisioners.backends.swarm.rendering import rendered
from tests.provisioners.backends.swarm.standing_in import StandIn
from tests.provisioners.graphs import node

OWN = {"toposmith.deployment": "shop"}
OLD = {"Name": "old", "Id": "old", "Labels": OWN}
IMAGES = [{"Id": "sha256:1", "RepoTags": ["toposmith/shop/web:1"], "RepoDigests": [], "Labels": OWN}]


def apply(monkeypatch: pytest.MonkeyPatch, swarm: StandIn, wanted: Rendered, **fields: Any) -> None:
    @contextmanager
    def manager(endpoint: Endpoint) -> Iterator[Any]:
        yield swarm

    monkeypatch.setattr(module, "manager", manager)
    module.apply(work(wanted, **fields))


def test_while_it_waits_for_its_services(monkeypatch: pytest.MonkeyPatch) -> None:
    swarm = StandIn(networks=[OLD], services=[])
    with pytest.raises(Stopped):
        apply(monkeypatch, swarm, rendered(node("web", image=IMAGE)))
    assert [made["Spec"]["Name"] for made in swarm.there["/services"]] == ["shop_web"]
    assert swarm.deleted == []


def test_after_its_services_have_come_about(monkeypatch: pytest.MonkeyPatch) -> None:
    swarm = StandIn(networks=[OLD])
    with pytest.raises(Stopped):
        apply(monkeypatch, swarm, Rendered({}, {}))
    assert swarm.deleted == []


def test_while_something_is_in_use() -> None:
    secret = {"ID": "secret", "Spec": {"Name": "old", "Labels": OWN}}
    swarm: Any = StandIn("secret 'old' is in use", secrets=[secret], networks=[OLD])
    with pytest.raises(Stopped):
        remove_unneeded(work(), swarm, ())
    assert swarm.deleted == ["/secrets/secret"]


def test_while_a_node_still_has_a_network() -> None:
    swarm: Any = StandIn(networks=[OLD], images=IMAGES)
    with pytest.raises(Stopped):
        remove_unneeded(work(), swarm, ())
    assert swarm.deleted == ["/networks/old"]


def test_while_an_image_is_in_use() -> None:
    swarm: Any = StandIn("image is being used by a container", images=IMAGES)
    with pytest.raises(Stopped):
        remove_unneeded(work(), swarm, ())
    assert swarm.deleted == ["toposmith/shop/web:1"]
