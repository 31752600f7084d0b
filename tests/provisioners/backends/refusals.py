"""What every backend that runs containers must refuse, and at which line. Pure: nothing is deployed.

A backend's test module derives a class and gives the fixtures ``backend`` and ``options``.
"""

from typing import Any

import pytest

from provisioners.backends.contract import Backend, Rendered, Right
from tests.provisioners.backends.compose.rendering import IMAGE, context
from tests.provisioners.graphs import dockerfile, edge, graph, node
from topology.graph.model import Edge, Node
from topology.values.value import Concat, Secret, Unknown, Value

HOLES: dict[str, tuple[Value, Right, str]] = {
    "privileged": (True, Right.PRIVILEGED, "TS701"),
    "host_network": (True, Right.HOST_NETWORK, "TS702"),
    "host_pid": (True, Right.HOST_PID, "TS703"),
    "host_ipc": (True, Right.HOST_IPC, "TS704"),
    "added_capabilities": (("SYS_ADMIN",), Right.ADDED_CAPABILITIES, "TS705"),
    "devices": (("/dev/sda",), Right.DEVICES, "TS706"),
}
SOCKETS = ("/var/run/docker.sock", "/srv/../var/run/docker.sock", "/run", "/", "/proc/1/root", "/srv/Docker.sock")
OUTSIDE = ("../Dockerfile", "/etc/Dockerfile", "web/../../Dockerfile")
MOUNT = edge("web", "storage", "path", location="/mnt")
SECRET = Secret("input:password")


def web(**properties: Value) -> Node:
    lines = {("properties", name): 40 + number for number, name in enumerate(properties)}
    return node("web", image=IMAGE, lines=lines, **properties)


def host_path(path: Value) -> Node:
    return node("path", "toposmith.nodes.HostPath", lines={("properties", "path"): 50}, path=path)


class Refusals:
    """The suite."""

    @pytest.fixture
    def backend(self) -> Backend:
        raise NotImplementedError

    @pytest.fixture
    def options(self) -> dict[str, str]:
        """A target's options with which images can be made and containers isolated."""
        return {}

    @pytest.fixture
    def render(self, backend: Backend, options: dict[str, str]) -> Any:
        def rendered(*parts: Node | Edge, rights: tuple[Right, ...] = ()) -> Rendered:
            granted = frozenset(rights) & backend.rights
            return backend.render(graph(*parts), context(*granted, options=options))

        return rendered

    @pytest.mark.parametrize("key", HOLES)
    def test_a_hole_is_closed_at_its_line(self, render: Any, key: str) -> None:
        value, right, code = HOLES[key]
        others = tuple(other for other in Right if other is not right)
        for rights in ((), others):
            found = render(web(**{key: value}), rights=rights)
            assert (code, 40) in [(each.code, each.span.line) for each in found.diagnostics if each.is_error]
            assert found.files == {}
            assert found.objects == {}

    @pytest.mark.parametrize("key", HOLES)
    @pytest.mark.parametrize("value", [Unknown("", ("inputs", "x")), SECRET])
    def test_what_is_not_known_counts_as_asking(self, render: Any, key: str, value: Value) -> None:
        assert HOLES[key][2] in [each.code for each in render(web(**{key: value})).diagnostics]

    @pytest.mark.parametrize("key", HOLES)
    def test_a_granted_right_is_used_or_refused_for_a_reason(self, render: Any, backend: Backend, key: str) -> None:
        value, right, code = HOLES[key]
        found = render(web(**{key: value}), rights=tuple(Right))
        if right in backend.rights:
            assert code not in [each.code for each in found.diagnostics]
        assert found.files or any(each.is_error for each in found.diagnostics)

    @pytest.mark.parametrize("path", SOCKETS)
    def test_the_engines_socket(self, render: Any, path: str) -> None:
        found = render(web(), host_path(path), MOUNT, rights=(Right.HOST_PATHS,))
        assert ("TS708", 50) in [(each.code, each.span.line) for each in found.diagnostics]
        assert found.files == {}

    def test_host_paths(self, render: Any) -> None:
        found = render(web(), host_path("/srv/files"), MOUNT)
        assert ("TS707", 50) in [(each.code, each.span.line) for each in found.diagnostics]
        assert found.files == {}

    @pytest.mark.parametrize("published", [1, 1023])
    def test_low_ports(self, render: Any, published: int) -> None:
        found = render(web(ports=({"target": 80, "published": published},)))
        assert [each for each in found.diagnostics if each.is_error]
        assert found.files == {}

    def test_image_builds(self, render: Any) -> None:
        made = node("web", artifacts={"image": dockerfile("web/Dockerfile")}, lines={("artifacts", "image"): 33})
        assert ("TS710", 33) in [(each.code, each.span.line) for each in render(made).diagnostics]
        assert render(made, rights=(Right.IMAGE_BUILD,)).builds

    @pytest.mark.parametrize("path", OUTSIDE)
    def test_files_come_from_the_archive_only(self, render: Any, path: str) -> None:
        made = node("web", artifacts={"image": dockerfile(path)})
        assert "TS811" in [each.code for each in render(made, rights=(Right.IMAGE_BUILD,)).diagnostics]

    def test_a_subnet_that_the_host_would_route(self, render: Any) -> None:
        net = node("net", "toposmith.nodes.Network", lines={("properties", "cidr"): 7}, cidr="169.254.169.252/30")
        found = render(web(), net, edge("web", "network", "net"))
        assert [each for each in found.diagnostics if each.is_error and each.span.line == 7]

    @pytest.mark.parametrize("key", ["user", "working_dir", "environment", "secrets", "files", "command"])
    def test_no_secret_stands_in_a_file(self, render: Any, key: str) -> None:
        secret = Concat(("before", SECRET))
        shapes: dict[str, Value] = {
            "environment": {"A": secret},
            "secrets": {"a": secret},
            "files": {"/a": secret},
            "command": ("sh", secret),
        }
        found = render(web(**{key: shapes.get(key, secret)}))
        assert "keyed(" not in repr(found.files)
        assert found.files or [each for each in found.diagnostics if each.is_error]

    def test_a_normative_container_cannot_ask_by_a_property_of_its_own(self, render: Any) -> None:
        own = node("web", "tosca.nodes.Container.Application", image=IMAGE)
        asking = node("web", "tosca.nodes.Container.Application", image=IMAGE, privileged=True, devices=("/dev/sda",))
        assert render(asking).files == render(own).files

    def test_a_node_type_without_a_counterpart(self, render: Any) -> None:
        found = render(web(), node("x", "example.nodes.Strange", lines={("type",): 4}))
        assert ("TS801", 4) in [(each.code, each.span.line) for each in found.diagnostics]

    def test_the_same_arguments_give_the_same_bytes(self, render: Any) -> None:
        every = web(environment={"A": SECRET}, files={"/a": "b"}, secrets={"c": SECRET}, ports=({"target": 80},))
        assert render(every) == render(every)
