"""Rights: one test for each hole, that it is closed by default, and that the grant opens it alone."""

import pytest

from provisioners.backends.contract import Right
from provisioners.containers.rights import reaches_engine
from tests.provisioners.backends.compose.rendering import IMAGE, codes, document, findings, service
from tests.provisioners.graphs import dockerfile, edge, node
from topology.graph.model import Node
from topology.values.value import Secret, Unknown, Value

HOLES = [
    ("privileged", True, Right.PRIVILEGED, "TS701", ("privileged", True)),
    ("host_network", True, Right.HOST_NETWORK, "TS702", ("network_mode", "host")),
    ("host_pid", True, Right.HOST_PID, "TS703", ("pid", "host")),
    ("host_ipc", True, Right.HOST_IPC, "TS704", ("ipc", "host")),
    ("added_capabilities", ("SYS_ADMIN",), Right.ADDED_CAPABILITIES, "TS705", ("cap_add", ["SYS_ADMIN"])),
    ("devices", ("/dev/sda",), Right.DEVICES, "TS706", ("devices", ["/dev/sda"])),
]


def web(**properties: Value) -> Node:
    lines = {("properties", name): 40 + number for number, name in enumerate(properties)}
    return node("web", image=IMAGE, lines=lines, **properties)


def host_path(path: Value) -> Node:
    return node("path", "toposmith.nodes.HostPath", lines={("properties", "path"): 50}, path=path)


MOUNT = edge("web", "storage", "path", location="/mnt")


@pytest.mark.parametrize(("key", "value", "right", "code", "native"), HOLES)
def test_a_hole_is_closed_at_its_line(key: str, value: Value, right: Right, code: str, native: object) -> None:
    (found,) = findings(web(**{key: value}))
    assert (found.code, found.span.line, found.is_error) == (code, 40, True)
    assert found.path == ("topology_template", "node_templates", "web", "properties", key)
    assert found.help


@pytest.mark.parametrize(("key", "value", "right", "code", "native"), HOLES)
def test_only_its_own_right_opens_it(
    key: str, value: Value, right: Right, code: str, native: tuple[str, object]
) -> None:
    others = tuple(other for other in Right if other is not right)
    assert codes(web(**{key: value}), rights=others) == [(code, 40)]
    assert service(web(**{key: value}), rights=(right,))[native[0]] == native[1]


@pytest.mark.parametrize("key", [hole[0] for hole in HOLES])
@pytest.mark.parametrize("value", [Unknown("", ("inputs", "x")), Secret("input:x")])
def test_what_is_not_known_counts_as_asking(key: str, value: Value) -> None:
    assert HOLES[[hole[0] for hole in HOLES].index(key)][3] in [found.code for found in findings(web(**{key: value}))]


@pytest.mark.parametrize("key", [hole[0] for hole in HOLES])
@pytest.mark.parametrize("value", [None, False, ()])
def test_not_asking_needs_no_right(key: str, value: Value) -> None:
    assert codes(web(**{key: value})) == []
    assert not {"privileged", "network_mode", "pid", "ipc", "cap_add", "devices"} & service(web(**{key: value})).keys()


@pytest.mark.parametrize(("published", "expected"), [(1, ["TS709"]), (1023, ["TS709"]), (1024, []), (0, [])])
def test_low_ports(published: int, expected: list[str]) -> None:
    asking = web(ports=({"target": 80, "published": published},))
    assert [code for code, _ in codes(asking)] == expected
    assert codes(asking, rights=(Right.LOW_PORTS,)) == []


@pytest.mark.parametrize("cidr", ["169.254.169.252/30", "8.8.8.0/24", "192.168.1.0/30", Unknown("", ("inputs", "x"))])
def test_a_network_whose_addresses_the_host_would_route(cidr: Value) -> None:
    net = node("net", "toposmith.nodes.Network", lines={("properties", "cidr"): 7}, cidr=cidr)
    asking = (web(), net, edge("web", "network", "net"))
    others = tuple(right for right in Right if right is not Right.HOST_NETWORK)
    assert ("TS702", 7) in codes(*asking, rights=others)
    assert "TS702" not in [code for code, _ in codes(*asking, rights=(Right.HOST_NETWORK,))]


def test_image_builds() -> None:
    asking = node("web", artifacts={"image": dockerfile("web/Dockerfile")}, lines={("artifacts", "image"): 33})
    assert codes(asking) == [("TS710", 33)]
    assert codes(asking, rights=(Right.IMAGE_BUILD,)) == []


def test_host_paths() -> None:
    asking = (web(), host_path("/srv/files"), MOUNT)
    assert codes(*asking) == [("TS707", 50)]
    assert service(*asking, rights=(Right.HOST_PATHS,))["volumes"] == [
        {"type": "bind", "source": "/srv/files", "target": "/mnt", "bind": {"create_host_path": False}}
    ]


def test_a_host_path_that_nobody_uses_is_refused_as_well() -> None:
    assert codes(web(), host_path("/srv")) == [("TS707", 50)]


SPELLINGS = [
    "/var/run/docker.sock",
    "/run/docker.sock",
    "//var/run/docker.sock",
    "/var/run//docker.sock/",
    "/srv/../var/run/docker.sock",
    "/var/./run/./docker.sock",
    "/var/run",
    "/run/",
    "/var",
    "/var/",
    "/",
    "//",
    "/..",
    "/srv/..",
    "/proc",
    "/proc/1/root",
    "/proc/self/root/run",
    "/run/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/user/1000/docker.sock",
    "/home/me/.docker/run/docker.sock",
    "/srv/Docker.sock",
    "/srv/docker-raw.sock",
    "/var/lib/docker/volumes",
    "/var/lib",
]


@pytest.mark.parametrize("path", SPELLINGS)
def test_the_engines_socket_however_it_is_spelled(path: str) -> None:
    asking = (web(), host_path(path), MOUNT)
    assert codes(*asking, rights=(Right.HOST_PATHS,)) == [("TS708", 50)]
    assert codes(*asking, rights=(Right.HOST_PATHS, Right.ENGINE_SOCKET)) == []


@pytest.mark.parametrize("path", ["/srv", "/srv/run", "/variable", "/home/me/run/docker.socket.d", "/etc/app"])
def test_other_paths_do_not_lead_to_the_engine(path: str) -> None:
    assert not reaches_engine(path)


@pytest.mark.parametrize("path", ["", "srv", "../run", "${HOME}", Unknown("web", ("path",)), Secret("input:x"), None])
def test_a_path_that_is_none_is_refused_even_with_all_rights(path: Value) -> None:
    assert findings(web(), host_path(path), MOUNT, rights=tuple(Right))


def test_all_at_once_is_all_reported() -> None:
    every = web(**{key: value for key, value, *_ in HOLES})
    assert [code for code, _ in codes(every)] == [hole[3] for hole in HOLES]


def test_a_normative_container_cannot_ask_by_a_property_of_its_own() -> None:
    own = node("web", "tosca.nodes.Container.Application", image=IMAGE, privileged=True, devices=("/dev/sda",))
    assert "privileged" not in document(own)["services"]["web"]
