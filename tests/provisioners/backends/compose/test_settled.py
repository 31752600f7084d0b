"""Which containers have come to an end too soon, by an engine that a stand-in plays."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from provisioners.backends.compose.settled import refuse_ended
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
