"""What a bundle cannot say, and what is left to whoever runs it."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from provisioners.outputs.contract import LocalImage
from tests.provisioners.graphs import edge, node
from tests.provisioners.outputs.oci.bundles import codes, package
from tests.provisioners.outputs.rendering import IMAGE, SECRET
from topology.graph.model import Node


def web(**properties: Any) -> Node:
    lines = {("properties", name): 40 for name in properties} | {("artifacts", "image"): 12}
    return node("web", image=IMAGE, lines=lines, **properties)


def test_a_program_that_only_the_image_knows() -> None:
    assert codes(web(), image=None) == [("TS863", 12)]
    assert codes(web(command=("x",)), image=None) == [("TS863", 12)]
    assert codes(web(), image=LocalImage()) == [("TS863", 12)]
    assert codes(web(entrypoint=("/x",)), image=None) == []


@pytest.mark.parametrize("user", ["nobody", "web:nogroup", "4294967295", "²"])
def test_users_that_the_image_does_not_have(user: str) -> None:
    assert codes(web(user=user)) == [("TS863", 40)]


def test_a_user_of_an_image_that_does_not_have_it() -> None:
    assert codes(web(), image=LocalImage(entrypoint=("/a",), user="ghost")) == [("TS863", 12)]


def test_secrets_in_variables() -> None:
    lines = {("properties", "environment", "A"): 41}
    assert codes(node("web", image=IMAGE, lines=lines, environment={"A": SECRET})) == [("TS860", 41)]


def test_a_secret_in_the_command_is_said_once_even_without_the_image() -> None:
    assert codes(web(command=("a", SECRET)), image=None) == [("TS860", 40)]


@pytest.mark.parametrize("key", ["command", "entrypoint"])
def test_nul(key: str) -> None:
    assert codes(web(**{key: ("a\0",)})) == [("TS861", 40)]
    assert codes(web(environment={"A": "\0"})) == [("TS861", 40)]


def test_a_working_folder_that_is_not_absolute() -> None:
    assert codes(web(working_dir="srv")) == [("TS861", 40)]


def test_rights_that_need_the_host() -> None:
    assert codes(web(devices=("/dev/null",)), rights=(Right.DEVICES,)) == [("TS862", 40)]
    assert codes(web(added_capabilities=("FLY",)), rights=(Right.ADDED_CAPABILITIES,)) == [("TS861", 40)]


@pytest.mark.parametrize(
    ("key", "value"), [("schedule", "* * * * *"), ("completions", 2), ("parallelism", 2), ("time_limit", "1 s")]
)
def test_a_bundle_runs_once(key: str, value: object) -> None:
    job = node("job", "toposmith.nodes.Job", image=IMAGE, lines={("properties", key): 40}, **{key: value})
    assert codes(job) == [("TS862", 40)]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"ports": ({"target": 80},)}, 40),
        ({"health_check": {"command": ("true",)}}, 40),
        ({"scalable": {"default_instances": 2}}, 1),
    ],
)
def test_what_is_left_to_whoever_runs_it(fields: dict[str, Any], line: int) -> None:
    lines = {("properties", name): 40 for name in fields}
    assert codes(node("web", image=IMAGE, lines=lines, **fields)) == [("TS864", line)]


def test_networks_and_order_are_left_to_whoever_runs_it() -> None:
    parts = (web(), node("db", image=IMAGE), edge("web", "connection", "db"))
    assert codes(*parts) == [("TS864", 1)] * 2
    assert list(package(*parts).files) == ["web/config.json", "db/config.json"]
