"""How commands are called: what they see, and what is kept from them. Nothing runs here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.compose import commands
from provisioners.backends.compose.cleanup import remove_item
from provisioners.backends.compose.client import perform
from provisioners.backends.compose.commands import Commands
from provisioners.backends.contract import CommandResult, Endpoint, NativeObject, PlatformError, Rendered, Work
from provisioners.backends.docker_engine import commands as docker_commands
from provisioners.backends.docker_engine.data import is_destroyed
from provisioners.backends.docker_engine.inventory import Item
from provisioners.planning.model import Action, Change, DataEffect, PlannedStep

SECRETS = {"input:password": "p$w", "input:user": "me"}


@dataclass
class Recorder:
    """Stands in for ``Work.run``: keeps the calls and answers as told."""

    status: int = 0
    output: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __call__(
        self, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, timeout: float, stdin: bytes | None = None
    ) -> CommandResult:
        self.calls.append({"argv": list(argv), "env": dict(env), "cwd": cwd, "timeout": timeout})
        return CommandResult(self.status, self.output)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docker_commands, "docker_command", lambda: "/bin/docker")
    monkeypatch.setattr(commands, "compose_command", lambda: "/bin/compose")


def work(folder: Path, run: Recorder, **fields: Any) -> Work:
    rendered = Rendered(
        {"compose.yaml": "name: shop\n"},
        {"data": NativeObject("data", "Volume", "shop-data-g1", {}, deletion_policy="delete")},
        secrets={"TOPOSMITH_S_1": ["x:", {"secret": "input:user"}, ":", {"secret": "input:password"}]},
    )
    values: dict[str, Any] = {
        "deployment": "shop",
        "endpoint": Endpoint("unix:///run/x.sock"),
        "step": PlannedStep("apply", "apply", ("web",)),
        "changes": {},
        "rendered": rendered,
        "token": "token",
        "folder": folder,
        "archive": dict,
        "resolve": SECRETS.__getitem__,
        "run": run,
        "report": lambda line: None,
    }
    return Work(**{**values, **fields})


def test_compose_gets_its_file_and_secrets_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAK", "1")
    run = Recorder()
    Commands(work(tmp_path, run)).compose("up", what="It", timeout=1.0, with_file=True)
    (call,) = run.calls
    assert call["argv"][0] == "/bin/compose"
    assert call["argv"][-1] == "up"
    assert call["argv"][call["argv"].index("--file") + 1] == str(tmp_path / "compose.yaml")
    assert call["argv"][call["argv"].index("--project-name") + 1] == "shop"
    assert call["env"].keys() == {"DOCKER_HOST", "DOCKER_CONFIG", "HOME", "DOCKER_BUILDKIT", "TOPOSMITH_S_1"}
    assert call["env"]["TOPOSMITH_S_1"] == "x:me:p$w"
    assert "p$w" not in " ".join(call["argv"])
    assert [path.read_text() for path in tmp_path.glob("*.yaml")] == ["name: shop\n"]


def test_without_the_file_there_are_no_secrets(tmp_path: Path) -> None:
    run = Recorder()
    Commands(work(tmp_path, run)).compose("down", what="It", timeout=1.0, with_file=False)
    Commands(work(tmp_path, run)).docker("volume", "rm", "x", what="It")
    assert all("TOPOSMITH_S_1" not in call["env"] for call in run.calls)
    assert list(tmp_path.glob("*.yaml")) == []


def test_a_template_cannot_set_the_engines_variables(tmp_path: Path) -> None:
    run = Recorder()
    rendered = Rendered({"compose.yaml": ""}, {}, secrets={"DOCKER_HOST": ["tcp://evil"]})
    Commands(work(tmp_path, run, rendered=rendered)).compose("up", what="It", timeout=1.0, with_file=True)
    assert run.calls[0]["env"]["DOCKER_HOST"] == "unix:///run/x.sock"


def test_a_failure_does_not_tell_secrets(tmp_path: Path) -> None:
    run = Recorder(1, "bad value x:me:p$w in file")
    with pytest.raises(PlatformError) as raised:
        Commands(work(tmp_path, run)).compose("up", what="It", timeout=1.0, with_file=True)
    assert "p$w" not in str(raised.value)


def test_an_unknown_step_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match="no step 'dance'"):
        perform(work(tmp_path, Recorder(), step=PlannedStep("x", "dance", ())))


class TestData:
    """Which volumes go. Nothing goes that the plan did not say."""

    def is_destroyed(self, tmp_path: Path, volume: Item, *changes: Change) -> bool:
        known = {change.address: change for change in changes}
        return is_destroyed(work(tmp_path, Recorder(), changes=known), volume)

    @pytest.mark.parametrize("effect", list(DataEffect))
    def test_a_deleted_volume_follows_the_plan(self, tmp_path: Path, effect: DataEffect) -> None:
        change = Change("data", "Volume", Action.DELETE, data=effect, generation=2)
        assert self.is_destroyed(tmp_path, Item("v2", "data", 2), change) is (effect is DataEffect.DESTROYS)

    def test_earlier_generations_that_were_left_stay_left(self, tmp_path: Path) -> None:
        change = Change("data", "Volume", Action.DELETE, data=DataEffect.DESTROYS, generation=2)
        assert not self.is_destroyed(tmp_path, Item("v1", "data", 1), change)

    def test_a_replaced_one_goes_by_its_own_generation(self, tmp_path: Path) -> None:
        change = Change("data", "Volume", Action.REPLACE, data=DataEffect.DESTROYS, generation=3)
        gone = [n for n in (1, 2, 3) if self.is_destroyed(tmp_path, Item(f"v{n}", "data", n), change)]
        assert gone == [2]

    def test_an_unrecorded_one_follows_its_own_policy(self, tmp_path: Path) -> None:
        assert self.is_destroyed(tmp_path, Item("v", "data", 1))
        assert not self.is_destroyed(tmp_path, Item("v", "unknown", 1))


class TestRemoving:
    def remove(self, tmp_path: Path, sort: str, words: str) -> list[str]:
        reports: list[str] = []
        given = work(tmp_path, Recorder(1, words), report=reports.append)
        remove_item(given, Commands(given), sort, Item("x", "web", 1))
        return reports

    @pytest.mark.parametrize("words", ["Error: No such volume: x", "Error response from daemon: network x not found"])
    def test_what_is_gone_already_is_fine(self, tmp_path: Path, words: str) -> None:
        assert self.remove(tmp_path, "volume", words) == []

    def test_an_image_in_use_is_left_and_said(self, tmp_path: Path) -> None:
        reports = self.remove(tmp_path, "image", "conflict: unable to remove repository reference")
        assert reports == ["the image x is left: another container uses it"]

    def test_all_else_is_a_failure(self, tmp_path: Path) -> None:
        with pytest.raises(PlatformError, match="volume is in use"):
            self.remove(tmp_path, "volume", "Error: volume is in use")
