"""How a difference is brought about, and in which words."""

import pytest

from provisioners.backends.compose.sections import judge
from provisioners.backends.contract import NativeObject
from provisioners.planning.model import DataEffect, Recorded
from tests.provisioners.backends.compose.rendering import IMAGE, rendered
from tests.provisioners.graphs import edge, node
from topology.values.value import Value


def changed(before: dict[str, Value], after: dict[str, Value], **capabilities: dict[str, Value]) -> set[str]:
    """The sections of a service's fingerprint in which two sets of properties differ."""
    one, two = (rendered(node("web", image=IMAGE, **properties)).objects["web"] for properties in (before, after))
    return {
        key
        for key in one.fingerprint.keys() | two.fingerprint.keys()
        if one.fingerprint.get(key) != two.fingerprint.get(key)
    }


@pytest.mark.parametrize(
    ("key", "value", "section"),
    [
        ("command", ("a",), "command"),
        ("entrypoint", ("a",), "command"),
        ("environment", {"A": "1"}, "environment"),
        ("ports", ({"target": 80},), "ports"),
        ("files", {"/etc/a": "1"}, "files"),
        ("health_check", {"command": ("a",)}, "health check"),
        ("cpus", 0.5, "resources"),
        ("memory", "1 GB", "resources"),
        ("user", "1", "settings"),
        ("working_dir", "/a", "settings"),
        ("restart", "always", "settings"),
        ("read_only", True, "settings"),
    ],
)
def test_each_property_has_its_section(key: str, value: Value, section: str) -> None:
    assert changed({}, {key: value}) == {section}


def test_the_content_of_a_file_counts() -> None:
    assert changed({"files": {"/a": "1"}}, {"files": {"/a": "2"}}) == {"files"}


def test_image_number_and_order_have_theirs() -> None:
    plain = rendered(node("web", image=IMAGE), node("db", image=IMAGE)).objects["web"].fingerprint
    web = node("web", image="other", scalable={"default_instances": 2})
    found = rendered(web, node("db", image=IMAGE), edge("web", "dependency", "db"))
    other = found.objects["web"].fingerprint
    assert {key for key in other if plain.get(key) != other[key]} == {"image", "replicas", "dependencies"}


def verdict(before: dict[str, str], after: dict[str, str], policies: tuple[str, str] = ("none", "none")) -> object:
    found = judge(
        Recorded("x", "T", 1, before, policies[0]), NativeObject("x", "T", "x", after, deletion_policy=policies[1])
    )
    return (found.replace, found.reasons, found.data)


def test_number_and_order_change_in_place() -> None:
    after = {"replicas": "2", "dependencies": "2", "image": "1"}
    before = {"replicas": "1", "dependencies": "1", "image": "1"}
    assert verdict(before, after) == (False, ("dependencies and replicas change",), DataEffect.NONE)


def test_everything_else_replaces() -> None:
    assert verdict({"image": "1", "ports": "1"}, {"image": "2"}) == (True, ("image and ports change",), DataEffect.NONE)


@pytest.mark.parametrize(
    ("policy", "effect"), [("delete", DataEffect.DESTROYS), ("retain", DataEffect.ABANDONS), ("none", DataEffect.NONE)]
)
def test_replacing_data_follows_the_policy_it_was_made_with(policy: str, effect: DataEffect) -> None:
    assert verdict({"name": "1"}, {"name": "2"}, (policy, policy)) == (True, ("name changes",), effect)


def test_a_policy_alone_changes_in_place() -> None:
    reason = "the deletion policy changes from retain to delete"
    assert verdict({"name": "1"}, {"name": "1"}, ("retain", "delete")) == (False, (reason,), DataEffect.NONE)
