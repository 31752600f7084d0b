"""What the page says of Kubernetes is what rendering does."""

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.kubernetes.rendering import manifests, web
from topology.values.value import Value

EXAMPLES: dict[str, Value] = {
    "command": ("a",),
    "entrypoint": ("a",),
    "environment": {"A": "1"},
    "ports": ({"target": 80},),
    "secrets": {"a": "1"},
    "files": {"/a": "1"},
    "health_check": {"command": ("a",)},
    "user": "1",
    "working_dir": "/a",
    "read_only": True,
    "stop_grace_period": "1 s",
    "cpus": 1.0,
    "memory": "1 GB",
    "reserved_cpus": 1.0,
    "reserved_memory": "1 GB",
    "privileged": True,
    "host_network": True,
    "host_pid": True,
    "host_ipc": True,
    "added_capabilities": ("A",),
}
"""Each property of a container that is not refused, with a value for it."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_property_becomes_something(name: str) -> None:
    assert manifests(web(**{name: EXAMPLES[name]}), rights=tuple(Right)) != manifests(web(), rights=tuple(Right))
