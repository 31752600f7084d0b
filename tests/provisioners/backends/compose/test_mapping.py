"""The page of the mapping is complete and current."""

from pathlib import Path
from typing import Any

import yaml

import topology.profiles
from provisioners.backends.compose.mapping import PROPERTIES, RIGHT_CODES, mapping_page
from provisioners.backends.compose.types import SUPPORT
from provisioners.backends.contract import Right
from tests.provisioners.backends.compose.rendering import IMAGE, rendered
from tests.provisioners.graphs import node
from topology.values.value import Value

PAGE = Path(__file__).parents[4] / "docs" / "mapping.md"
PROFILE = Path(topology.profiles.__file__).parent / "toposmith_1_0" / "node_types.yaml"

EXAMPLES: dict[str, Value] = {
    "command": ("a",), "entrypoint": ("a",), "environment": {"A": "1"}, "ports": ({"target": 80},),
    "secrets": {"a": "1"}, "files": {"/a": "1"}, "health_check": {"command": ("a",)}, "restart": "no", "user": "1",
    "working_dir": "/a", "read_only": True, "stop_grace_period": "1 s", "cpus": 1.0, "memory": "1 GB",
    "privileged": True, "host_network": True, "host_pid": True, "host_ipc": True,
    "added_capabilities": ("A",), "devices": ("/dev/a",),
}  # fmt: skip


def types() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(PROFILE.read_text())["node_types"]
    return found


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == mapping_page()


def test_every_property_of_the_profiles_container_is_there() -> None:
    assert PROPERTIES.keys() == types()["toposmith.nodes.Container"]["properties"].keys()


def test_every_node_type_of_the_profile_is_there() -> None:
    covered = {name for name, found in types().items() if name in SUPPORT or found["derived_from"] in SUPPORT}
    assert covered == types().keys()


def test_every_right_is_there() -> None:
    assert RIGHT_CODES.keys() == set(Right)


def test_every_property_becomes_what_the_page_says() -> None:
    plain = rendered(node("web", image=IMAGE))
    for name, (native, _) in PROPERTIES.items():
        found = rendered(node("web", image=IMAGE, **{name: EXAMPLES[name]}), rights=tuple(Right))
        service = yaml.safe_load(found.files["compose.yaml"])["services"]["web"]
        before = yaml.safe_load(plain.files["compose.yaml"])["services"]["web"]
        key = native.strip("`").partition(":")[0].partition(".")[0]
        assert service[key] != before.get(key), name
