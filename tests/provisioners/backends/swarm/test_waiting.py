"""How long services are waited for, on a swarm that a stand-in plays."""

from typing import Any

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.backends.swarm.progress import Progress
from provisioners.backends.swarm.stack import Stack
from provisioners.backends.swarm.waiting import PENDING_SECONDS, Waiting
from tests.provisioners.backends.stopping import work
from tests.provisioners.backends.swarm.standing_in import StandIn

WAITS = Progress(pending="no suitable node")
STARTS = Progress()


def waiting(**services: dict[str, Any]) -> Waiting:
    """For services with these sections ``deploy``."""
    found = {
        key: {"labels": {"toposmith.address": key}, "deploy": {"mode": "replicated", "replicas": 1, **deploy}}
        for key, deploy in services.items()
    }
    swarm: Any = StandIn()
    return Waiting(work(), swarm, Stack(found, {}, {}, {}, {}), "shop", list(found))


class TestPending:
    def test_a_minute_begins_when_it_is_first_seen(self) -> None:
        late = waiting(web={})
        late._check({"web": STARTS}, 0)
        late._check({"web": WAITS}, PENDING_SECONDS + 1)
        late._check({"web": WAITS}, 2 * PENDING_SECONDS + 1)
        with pytest.raises(PlatformError, match="web does not run: no node takes it: no suitable node") as raised:
            late._check({"web": WAITS}, 2 * PENDING_SECONDS + 2)
        assert raised.value.addresses == ("web",)

    def test_it_begins_anew_when_a_node_took_it_in_between(self) -> None:
        again = waiting(web={})
        again._check({"web": WAITS}, 0)
        again._check({"web": STARTS}, PENDING_SECONDS)
        again._check({"web": WAITS}, PENDING_SECONDS + 1)
        again._check({"web": WAITS}, 2 * PENDING_SECONDS)

    def test_each_service_has_its_own(self) -> None:
        both = waiting(web={}, db={})
        both._check({"web": WAITS, "db": STARTS}, 0)
        both._check({"web": STARTS, "db": WAITS}, PENDING_SECONDS)
        both._check({"web": WAITS, "db": WAITS}, PENDING_SECONDS + 1)
        with pytest.raises(PlatformError, match="db does not run"):
            both._check({"web": WAITS, "db": WAITS}, 2 * PENDING_SECONDS + 0.5)
