"""In which stages containers are started where there are jobs, and how long jobs are followed. Nothing runs here."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from provisioners.backends.compose import starting as module
from provisioners.backends.compose.starting import follow, stages, start
from provisioners.backends.contract import Endpoint, PlatformError
from tests.provisioners.backends.stopping import Stopped, work

JOB = {"labels": {"toposmith.job": "yes"}}
SERVER: dict[str, Any] = {"labels": {}}


def behind(service: dict[str, Any], *others: str) -> dict[str, Any]:
    return {**service, "depends_on": {name: {"condition": "any"} for name in others}}


class TestStages:
    def test_what_waits_for_no_job_starts_at_once(self) -> None:
        assert list(stages({"web": behind(SERVER, "db"), "db": SERVER, "migrate": behind(JOB, "db")})) == [
            ("web", "db", "migrate")
        ]

    def test_a_server_that_waits_for_a_job_starts_after_it(self) -> None:
        assert list(stages({"web": behind(SERVER, "migrate"), "migrate": JOB})) == [("migrate",), ("web",)]

    def test_so_does_what_waits_for_such_a_server(self) -> None:
        found = stages({"front": behind(SERVER, "web"), "web": behind(SERVER, "migrate"), "migrate": JOB, "db": SERVER})
        assert list(found) == [("migrate", "db"), ("front", "web")]

    def test_jobs_that_wait_for_each_other(self) -> None:
        found = stages({"fill": behind(JOB, "migrate"), "migrate": JOB, "web": behind(SERVER, "fill")})
        assert list(found) == [("migrate",), ("fill",), ("web",)]


class Commands:
    """Stands in for Compose's commands: keeps what distinguishes the calls of ``up``."""

    def __init__(self) -> None:
        self.work = work()
        self.said: list[str] = []

    def compose(self, *arguments: str, timeout: float, **_: Any) -> str:
        assert arguments[:4] == module.UP
        assert timeout == module.APPLY_TIMEOUT
        self.said.append(" ".join(arguments[4:]))
        return ""


class TestStarting:
    @pytest.fixture
    def commands(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        found = Commands()
        monkeypatch.setattr(module, "follow", lambda _, names: found.said.append(f"follow {' '.join(names)}"))
        return found

    def test_servers_alone_are_one_command(self, commands: Any) -> None:
        start(commands, {"name": "shop", "services": {"web": SERVER}})
        assert commands.said == ["--remove-orphans --wait --wait-timeout 600"]

    def test_jobs_are_waited_for_between_commands(self, commands: Any) -> None:
        services = {"db": SERVER, "migrate": behind(JOB, "db"), "web": behind(SERVER, "migrate")}
        start(commands, {"name": "shop", "services": services})
        assert commands.said == [
            "--no-start --remove-orphans",
            "--no-deps --no-recreate db migrate",
            "follow shop-migrate-1",
            "--no-deps --no-recreate db web",
            "--no-deps --no-recreate --wait --wait-timeout 600 db web",
        ]

    def test_jobs_alone(self, commands: Any) -> None:
        start(commands, {"name": "shop", "services": {"migrate": JOB}})
        assert commands.said == [
            "--no-start --remove-orphans",
            "--no-deps --no-recreate migrate",
            "follow shop-migrate-1",
        ]


class TestFollowing:
    def follow(self, monkeypatch: pytest.MonkeyPatch, states: dict[str, list[tuple[str, int]]], **fields: Any) -> None:
        """Follow containers that are in these states, one after the other."""
        left = {name: iter(found) for name, found in states.items()}

        def inspect(name: str) -> dict[str, Any]:
            status, code = next(left[name])
            return {"State": {"Status": status, "ExitCode": code}}

        @contextmanager
        def connected(endpoint: Endpoint) -> Iterator[Any]:
            yield SimpleNamespace(inspect_container=inspect)

        monkeypatch.setattr(module, "connected", connected)
        follow(work(**{"pause": lambda _: None, **fields}), list(states))

    def test_one_that_the_engine_starts_again_has_not_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.follow(
            monkeypatch, {"a": [("running", 0), ("restarting", 1), ("stopped", 1), ("running", 0), ("exited", 0)]}
        )

    def test_all_are_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(PlatformError, match="A job failed: b ended with status 7"):
            self.follow(monkeypatch, {"a": [("exited", 0)], "b": [("running", 0), ("exited", 7)]})

    def test_one_that_failed_is_told_while_others_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(PlatformError, match="b ended with status 7"):
            self.follow(monkeypatch, {"a": [("running", 0)], "b": [("exited", 7)]})

    def test_a_job_takes_as_long_as_it_takes_and_a_stopped_step_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pauses = iter([None] * 10_000)

        def pause(_: float) -> None:
            if next(pauses, Stopped) is Stopped:
                raise Stopped

        with pytest.raises(Stopped):
            self.follow(monkeypatch, {"a": [("running", 0)] * 10_001}, pause=pause)
