"""Which containers have come to an end too soon, by an engine that a stand-in plays."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from provisioners.backends.compose.settled import refuse_ended
from provisioners.backends.contract import PlatformError
from tests.provisioners.backends.stopping import Stopped, work

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
STARTED = "2026-01-01T00:00:01.000000000Z"
NOW = "2026-01-01T00:00:01.250000000Z"


def engine(state: dict[str, Any], *, restarts: int = 0, status: str = "Up 1 second", **labels: str) -> Any:
    """An engine with one container of the deployment."""
    own = {"toposmith.address": "web", **labels}
    running = {"Status": "running", "ExitCode": 0, "Restarting": False, "StartedAt": STARTED, **state}
    inspected = {"State": running, "RestartCount": restarts, "Config": {"Labels": own}}
    return SimpleNamespace(
        info=lambda: {"SystemTime": NOW},
        containers=lambda **_: [{"Id": "1", "Labels": own, "State": running["Status"], "Status": status}],
        inspect_container=lambda _: inspected,
        logs=lambda *_, **__: b"last words\n",
    )


def test_a_stopped_step_does_not_wait_for_what_was_just_started() -> None:
    with pytest.raises(Stopped, match=r"0\.75"):
        refuse_ended(work(), engine({}), BEGAN)


class TestEnded:
    JOB = "toposmith.job"
    HEALTHY: ClassVar = {"Health": {"Status": "healthy"}}

    def refuse(self, found: Any) -> None:
        refuse_ended(work(pause=lambda _: None), found, BEGAN)

    @pytest.mark.parametrize(
        ("state", "restarts"),
        [
            ({"Status": "exited", "ExitCode": 7}, 0),
            ({"Status": "restarting", "Restarting": True, "ExitCode": 7}, 2),
            ({}, 1),
            ({"Health": {"Status": "starting"}}, 1),
        ],
    )
    def test_one_that_ends_as_soon_as_it_starts(self, state: dict[str, Any], restarts: int) -> None:
        with pytest.raises(PlatformError, match=r"web ends as soon as it starts.*\nlast words") as raised:
            self.refuse(engine(state, restarts=restarts))
        assert raised.value.addresses == ("web",)

    def test_one_that_runs(self) -> None:
        self.refuse(engine({}))

    def test_a_server_that_is_healthy_after_all(self) -> None:
        self.refuse(engine(self.HEALTHY, restarts=1, status="Up 1 second (health: starting)"))

    def test_a_server_that_is_healthy_needs_no_closer_look(self) -> None:
        found = engine({}, restarts=1, status="Up 1 second (healthy)")
        del found.inspect_container
        self.refuse(found)

    def test_a_job_that_ended_well_after_all(self) -> None:
        ended = {"Status": "exited", "ExitCode": 0}
        self.refuse(engine(ended, restarts=1, status="Exited (0) 1 second ago", **{self.JOB: "yes"}))

    def test_a_job_that_failed_once_too_often(self) -> None:
        ended = {"Status": "exited", "ExitCode": 7}
        with pytest.raises(PlatformError, match="with status 7"):
            self.refuse(engine(ended, restarts=1, status="Exited (7) 1 second ago", **{self.JOB: "yes"}))
