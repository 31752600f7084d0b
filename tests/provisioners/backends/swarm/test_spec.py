"""A stack's file as the API takes it, and what differs from that."""

from typing import Any

import pytest

from provisioners.backends.contract import Rendered
from provisioners.backends.swarm.compare import differences
from provisioners.backends.swarm.names import LONGEST, network_name, stack_name
from provisioners.backends.swarm.spec import Identifiers, nanoseconds, service_spec
from provisioners.backends.swarm.stack import HIDDEN, hidden, read_stack
from tests.provisioners.backends.compose.rendering import IMAGE
from tests.provisioners.backends.swarm.rendering import rendered
from tests.provisioners.graphs import edge, node, policy
from topology.graph.model import Edge, Node, Policy
from topology.values.value import Concat, Secret, Value

SECRET = Secret("input:password")
IDENTIFIERS = Identifiers({"shop-default": "n1"}, {}, {})


def web(**properties: Value) -> Node:
    return node("web", image=IMAGE, **properties)  # type: ignore[arg-type]


def spec(*parts: Node | Edge | Policy, secret: str = "p$w", **fields: Any) -> dict[str, Any]:
    found = rendered(*parts, **fields)
    return service_spec("shop", read_stack(found, lambda _: secret), "web", IDENTIFIERS)


def test_text_is_what_the_template_says() -> None:
    container = spec(web(environment={"A": "$x {{y}}"}, command=("$$", "{{z}}")))["TaskTemplate"]["ContainerSpec"]
    assert container["Env"] == ['A=$x {{"{{"}}y}}']
    assert container["Args"] == ["$$", "{{z}}"]


def test_a_secret_is_filled_in_as_it_is() -> None:
    container = spec(web(environment={"A": Concat(("x", SECRET))}, command=("sh", SECRET)), secret="$a ${B} {{c}} $$")[
        "TaskTemplate"
    ]["ContainerSpec"]
    assert container["Env"] == ['A=$a ${B} {{"{{"}}c}} $$']
    assert container["Args"] == ["sh", "$a ${B} {{c}} $$"]


def test_each_part_has_its_place() -> None:
    found = spec(
        web(
            cpus=0.5, memory="64 MB", health_check={"command": ("true",)}, stop_grace_period="2 s", restart="on-failure"
        ),
        policy("Update", "web", order="start-first", delay="2 s"),
    )
    task = found["TaskTemplate"]
    assert task["Resources"] == {"Limits": {"NanoCPUs": 500_000_000, "MemoryBytes": 64_000_000}}
    assert task["ContainerSpec"]["StopGracePeriod"] == 2_000_000_000
    assert task["ContainerSpec"]["Healthcheck"]["Interval"] == 30_000_000_000
    assert task["RestartPolicy"] == {"Condition": "on-failure"}
    assert task["Networks"] == [{"Target": "n1", "Aliases": ["web"]}]
    assert found["UpdateConfig"]["Delay"] == 2_000_000_000
    assert found["Labels"]["com.docker.stack.namespace"] == "shop"


@pytest.mark.parametrize(("text", "found"), [("5s", 5_000_000_000), ("200000us", 200_000_000), ("0s", 0)])
def test_durations(text: str, found: int) -> None:
    assert nanoseconds(text) == found


def test_waves_follow_the_dependencies() -> None:
    parts = [node(name, image=IMAGE) for name in ("a", "b", "c", "d")]
    edges = [edge("a", "connection", "b"), edge("b", "connection", "c"), edge("d", "connection", "c")]
    stack = read_stack(rendered(*parts, *edges), hidden)
    assert list(stack.waves()) == [("c",), ("b", "d"), ("a",)]


def test_nothing_rendered_is_an_empty_stack() -> None:
    assert list(read_stack(Rendered({}, {}), hidden).waves()) == []


class TestDifferences:
    def differing(self, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        return differences(before, after, {"n1": "shop-default"}, HIDDEN)

    def test_the_same(self) -> None:
        assert self.differing(spec(web()), spec(web())) == []

    @pytest.mark.parametrize(
        ("properties", "section"),
        [
            ({"environment": {"A": "1"}}, "environment"),
            ({"command": ("a",)}, "command"),
            ({"user": "1"}, "user"),
            ({"read_only": True}, "user"),
            ({"secrets": {"a": SECRET}}, "secrets"),
            ({"files": {"/a": "1"}}, "files"),
            ({"ports": ({"target": 80},)}, "ports"),
            ({"memory": "64 MB"}, "resources"),
            ({"health_check": {"command": ("true",)}}, "health check"),
            ({"restart": "no"}, "restart"),
            ({"stop_grace_period": "3 s"}, "stop grace period"),
        ],
    )
    def test_each_section(self, properties: dict[str, Value], section: str) -> None:
        assert self.differing(spec(web()), spec(web(**properties))) == [section]
        assert self.differing(spec(web(**properties)), spec(web())) == [section]

    def test_policies(self) -> None:
        gently = spec(web(), policy("Update", "web", order="start-first"))
        placed = spec(web(), policy("Placement", "web", labels={"disk": "ssd"}))
        assert self.differing(spec(web()), gently) == ["updates"]
        assert self.differing(spec(web()), placed) == ["placement"]

    def test_what_the_swarm_adds_by_itself_is_no_difference(self) -> None:
        actual = spec(web())
        actual["TaskTemplate"]["ContainerSpec"] |= {"Isolation": "default", "DNSConfig": {}, "Init": False}
        actual["TaskTemplate"] |= {"ForceUpdate": 3, "Runtime": "container"}
        assert self.differing(spec(web()), actual) == []

    def test_a_secret_that_nobody_may_see_counts_by_its_name(self) -> None:
        seen = spec(web(environment={"A": SECRET}), secret=HIDDEN)
        assert self.differing(seen, spec(web(environment={"A": SECRET}))) == []
        assert self.differing(seen, spec(web())) == ["environment"]


@pytest.mark.parametrize("name", ["shop", "d" * 22, "d" * 23, "d" * 63, f"a{'-' * 61}b", "x_" * 31])
def test_names_are_short_and_stay_apart(name: str) -> None:
    assert len(stack_name(name)) <= 22
    assert len(stack_name(name)) + 1 + 40 <= LONGEST
    assert stack_name(name) != stack_name(f"{name[:-1]}z")
    assert len(network_name(f"{name}-{'n' * 40}-g1")) <= LONGEST
