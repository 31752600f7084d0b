"""How long services are waited for, on a swarm that a stand-in plays."""

from typing import Any

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.backends.swarm import waiting as module
from provisioners.backends.swarm.progress import Progress
from provisioners.backends.swarm.stack import Stack
from provisioners.backends.swarm.waiting import PENDING_SECONDS, Waiting
from tests.provisioners.backends.stopping import work
from tests.provisioners.backends.swarm.standing_in import StandIn

WAITS = Progress(pending="no suitable node")
STARTS = Progress()
REPLICATED = {"mode": "replicated", "replicas": 1}


def waiting(**services: dict[str, Any]) -> Waiting:
    """For services with these sections ``deploy``."""
    found = {
        key: {"labels": {"toposmith.address": key}, "deploy": deploy if "mode" in deploy else {**REPLICATED, **deploy}}
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


class TestLate:
    @pytest.fixture(autouse=True)
    def short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "WAIT_SECONDS", 10.0)

    @pytest.mark.parametrize(
        ("deploy", "longest"),
        [
            ({}, 10),
            ({"update_config": {"parallelism": 2, "delay": "0s"}, "replicas": 5}, 10),
            ({"update_config": {"parallelism": 2, "delay": "1500000us"}, "replicas": 5}, 14.5),
            ({"update_config": {"parallelism": 9, "delay": "60s"}, "replicas": 5}, 70),
        ],
    )
    def test_the_pauses_of_an_update_count_beside_the_rest(self, deploy: dict[str, Any], longest: float) -> None:
        self.assert_longest(waiting(web=deploy), longest)

    def test_an_update_on_every_node(self) -> None:
        everywhere = waiting(web={"mode": "global", "update_config": {"parallelism": 1, "delay": "5s"}})
        self.assert_longest(everywhere, 15)

    @pytest.mark.parametrize("mode", ["replicated-job", "global-job"])
    def test_a_job_takes_as_long_as_it_takes(self, mode: str) -> None:
        waiting(migrate={"mode": mode})._check({"migrate": STARTS}, 10**9)

    def test_each_service_has_its_own_time(self) -> None:
        both = waiting(web={}, db={"update_config": {"parallelism": 1, "delay": "5s"}})
        both._check({"web": Progress(is_done=True), "db": STARTS}, 11)
        with pytest.raises(PlatformError, match="db does not run: it does not run after 15 seconds"):
            both._check({"web": Progress(is_done=True), "db": STARTS}, 16)

    def assert_longest(self, found: Waiting, longest: float) -> None:
        found._check({"web": STARTS}, longest)
        with pytest.raises(PlatformError, match=f"it does not run after {longest:.0f} seconds"):
            found._check({"web": STARTS}, longest + 0.1)
