"""What tests do to a deployment on the stand-in: kill a step half-way, and meddle as an operator would."""

import json
from collections.abc import Callable
from typing import Any

from provisioners.backends.contract import Right
from tests.provisioners.backends.compose.rendering import IMAGE
from tests.provisioners.backends.container_conformance import eventually
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.rendering import topology
from tests.provisioners.graphs import node
from tests.standins.marathon.server import StandIn
from topology.graph.model import Node

__all__ = ["Killed", "by_hand", "container", "eventually", "forced", "kill_at", "label", "restart_by_hand", "topology"]

HANGS = "example.com/hangs:1"
ENDS = "example.com/ends-at-once:1"
UNPULLED = "example.com/cannot-be-pulled:1"
NEVER_HEALTHY = "example.com/is-never-healthy:1"
ALL = frozenset(Right)


class Killed(BaseException):
    """The worker is gone in this moment."""


class _Reports(list[str]):
    def __init__(self, word: str, heard: list[str] | None) -> None:
        super().__init__()
        self._word = word
        self._heard = heard if heard is not None else []

    def append(self, line: str) -> None:
        super().append(line)
        self._heard.append(line)
        if self._word in line:
            raise Killed


def kill_at(
    standin: StandIn, harness: Harness, word: str, act: Callable[[], object], heard: list[str] | None = None
) -> None:
    """Do something, and be killed when a line of progress has a word in it; deployments wait until then."""
    harness.reports = _Reports(word, heard)
    standin.world.is_held = word == "step"
    try:
        act()
    except Killed:
        harness.reports = []
        return
    finally:
        standin.world.is_held = False
    raise AssertionError(f"no line of progress has the word {word!r}: {harness.reports}")


def container(address: str = "web", image: str = IMAGE, *, count: int = 1, **properties: Any) -> Node:
    return node(address, image=image, scalable={"default_instances": count}, **properties)


def by_hand(standin: StandIn, key: str, **changes: Any) -> None:
    """Change an application as an operator would, by Marathon's own API."""
    with standin.world.lock:
        app = {name: value for name, value in standin.world.apps[key].items() if name not in ("version", "versionInfo")}
        standin.world.change({**standin.world.apps, key: {**app, **changes}}, standin.routes.groups.all, force=True)


def restart_by_hand(standin: StandIn, key: str) -> None:
    with standin.world.lock:
        standin.world.restart(key, force=True)


def forced(standin: StandIn) -> list[str]:
    """The requests that were forced."""
    return [target for _, target in standin.requests if "force=true" in target]


def label(standin: StandIn, key: str, name: str) -> Any:
    """A label that is JSON."""
    return json.loads(standin.world.apps[key]["labels"][name])
