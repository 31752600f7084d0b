"""What the page says of Compose is what rendering does."""

import pytest
import yaml

from provisioners.backends.contract import Right
from tests.provisioners.backends.compose.rendering import IMAGE, rendered
from tests.provisioners.graphs import node
from topology.values.value import Value

EXAMPLES: dict[str, tuple[Value, str]] = {
    "command": (("a",), "command"),
    "entrypoint": (("a",), "entrypoint"),
    "environment": ({"A": "1"}, "environment"),
    "ports": (({"target": 80},), "ports"),
    "secrets": ({"a": "1"}, "secrets"),
    "files": ({"/a": "1"}, "configs"),
    "health_check": ({"command": ("a",)}, "healthcheck"),
    "restart": ("no", "restart"),
    "user": ("1", "user"),
    "working_dir": ("/a", "working_dir"),
    "read_only": (True, "read_only"),
    "stop_grace_period": ("1 s", "stop_grace_period"),
    "cpus": (1.0, "deploy"),
    "memory": ("1 GB", "deploy"),
    "reserved_cpus": (1.0, "deploy"),
    "reserved_memory": ("1 GB", "deploy"),
    "privileged": (True, "privileged"),
    "host_network": (True, "network_mode"),
    "host_pid": (True, "pid"),
    "host_ipc": (True, "ipc"),
    "added_capabilities": (("A",), "cap_add"),
    "devices": (("/dev/a",), "devices"),
}
"""Each property of a container with a value for it, and the key of a service that it changes."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_property_becomes_something(name: str) -> None:
    value, key = EXAMPLES[name]
    plain = rendered(node("web", image=IMAGE))
    found = rendered(node("web", image=IMAGE, **{name: value}), rights=tuple(Right))
    before, after = (yaml.safe_load(each.files["compose.yaml"])["services"]["web"] for each in (plain, found))
    assert after[key] != before.get(key)
