"""What Compose cannot do is said at its line."""

import pytest

from provisioners.backends.compose.types import SUPPORT
from provisioners.backends.contract import Right
from provisioners.containers.types import Kind
from tests.provisioners.backends.compose.rendering import IMAGE, codes, findings, findings_of, rendered, service
from tests.provisioners.graphs import docker_image, dockerfile, edge, graph, node, policy, type_ref
from topology.diagnostics import CATALOGUE, Severity
from topology.graph.model import Interface, OpenRequirement, Operation
from topology.record import replace
from topology.values.value import Secret, Unknown, Value


def volume(**properties: Value) -> tuple[object, ...]:
    lines = {("properties", name): 20 for name in properties}
    return (
        node("web", image=IMAGE),
        node("data", "toposmith.nodes.Volume", lines=lines, **properties),
        edge("web", "storage", "data", location="/data"),
    )


@pytest.mark.parametrize("name", [name for name, found in SUPPORT.items() if found.kind is Kind.UNSUPPORTED])
def test_a_type_without_a_counterpart_says_why(name: str) -> None:
    (found,) = findings(node("x", name, lines={("type",): 4}))
    assert (found.code, found.span.line, found.help) == ("TS801", 4, SUPPORT[name].note)


def test_a_type_nobody_heard_of() -> None:
    assert codes(node("x", "example.Own", lines={("type",): 4})) == [("TS801", 4)]


def test_a_container_without_an_image() -> None:
    assert codes(node("web", line=7)) == [("TS802", 7)]


@pytest.mark.parametrize("image", ["", " "])
def test_an_image_without_a_name_is_none(image: str) -> None:
    assert codes(node("web", line=7, image=image)) == [("TS802", 7)]


def test_several_containers_on_one_port() -> None:
    lines = {("properties", "ports", 0, "published"): 9}
    web = node(
        "web", image=IMAGE, lines=lines, ports=({"target": 80, "published": 8080},), scalable={"default_instances": 2}
    )
    assert codes(web) == [("TS804", 9)]


def test_several_containers_on_ports_that_the_engine_chooses() -> None:
    assert codes(node("web", image=IMAGE, ports=({"target": 80},), scalable={"default_instances": 2})) == []


@pytest.mark.parametrize("key", ["secrets", "files"])
def test_files_in_a_read_only_container(key: str) -> None:
    content: Value = {"key": Secret("input:a")} if key == "secrets" else {"/etc/a": "1"}
    lines = {("properties", key): 9}
    assert codes(node("web", image=IMAGE, lines=lines, read_only=True, **{key: content})) == [("TS805", 9)]


def test_a_policy_that_asks_for_snapshots() -> None:
    assert codes(*volume(deletion_policy="snapshot")) == [("TS806", 20)]


def test_a_size_is_only_a_warning() -> None:
    (found,) = findings(*volume(size="10 GB"))
    assert (found.code, found.severity) == ("TS807", Severity.WARNING)
    assert codes(*volume(size="0 MB")) == []


@pytest.mark.parametrize("key", ["volume_id", "snapshot_id"])
def test_existing_data_is_not_taken_over(key: str) -> None:
    assert codes(*volume(**{key: "vol-1"})) == [("TS814", 20)]


def test_the_hosts_network_leaves_no_room() -> None:
    web = node("web", image=IMAGE, host_network=True, ports=({"target": 80},), lines={("properties", "ports"): 8})
    network = (node("net", "toposmith.nodes.Network"), edge("web", "network", "net", line=9))
    assert codes(web, *network, rights=(Right.HOST_NETWORK,)) == [("TS809", 8), ("TS809", 9)]


class TestClashes:
    def two(self, one: dict[str, Value], other: dict[str, Value]) -> list[tuple[str, int]]:
        lines = {("properties", "ports", 0): 5}
        return codes(node("a", image=IMAGE, ports=(one,)), node("b", image=IMAGE, ports=(other,), lines=lines))

    def test_the_same_port_of_the_same_address(self) -> None:
        assert self.two({"target": 80, "published": 8080}, {"target": 81, "published": 8080}) == [("TS810", 5)]

    def test_all_addresses_hold_each(self) -> None:
        every = {"target": 81, "published": 8080, "address": "0.0.0.0"}
        assert self.two({"target": 80, "published": 8080}, every) == [("TS810", 5)]

    @pytest.mark.parametrize(
        "other", [{"published": 8081}, {"protocol": "udp"}, {"address": "127.0.0.2"}, {"published": 0}]
    )
    def test_what_differs_does_not_clash(self, other: dict[str, Value]) -> None:
        assert self.two({"target": 80, "published": 8080}, {"target": 80, "published": 8080, **other}) == []

    def test_a_node_may_clash_with_itself(self) -> None:
        ports = ({"target": 80, "published": 8080}, {"target": 81, "published": 8080})
        assert codes(node("a", image=IMAGE, ports=ports)) == [("TS810", 1)]


@pytest.mark.parametrize("address", ["", "localhost", "127.0.0.1:80", "::1%lo", "$HOST"])
def test_an_address_that_is_none(address: str) -> None:
    assert [code for code, _ in codes(node("a", image=IMAGE, ports=({"target": 80, "address": address},)))] == ["TS815"]


class TestImages:
    RIGHT = (Right.IMAGE_BUILD,)

    @pytest.mark.parametrize("path", ["../Dockerfile", "/etc/Dockerfile", "a/../../Dockerfile", "", "a\\b", "a\0b"])
    def test_a_dockerfile_outside_the_archive(self, path: str) -> None:
        assert codes(node("web", artifacts={"image": dockerfile(path)}), rights=self.RIGHT) == [("TS811", 1)]

    @pytest.mark.parametrize("context", ["..", "/", "/etc", "other", "web/.."])
    def test_a_context_outside_the_archive_or_beside_the_dockerfile(self, context: str) -> None:
        web = node("web", artifacts={"image": dockerfile("web/Dockerfile", context=context)})
        assert codes(web, rights=self.RIGHT) == ([] if context == "web/.." else [("TS811", 1)])

    def test_a_dockerfile_that_is_not_there(self) -> None:
        web = node("web", artifacts={"image": dockerfile("web/Dockerfile")})
        with pytest.raises(AssertionError):
            rendered(web, rights=self.RIGHT, files={"other": "1"})
        assert rendered(web, rights=self.RIGHT, files={"web/Dockerfile": "1"}).builds[0].context == "web"

    def test_the_name_follows_the_content_of_the_context_alone(self) -> None:
        web = node("web", artifacts={"image": dockerfile("web/Dockerfile")})

        def name(**files: str) -> str:
            paths = {path.replace("__", "/"): content for path, content in files.items()}
            return rendered(web, rights=self.RIGHT, files={"web/Dockerfile": "1", **paths}).builds[0].image

        assert name() == name(other="1", website__index="1")
        assert name() != name(web__index="1") != name(web__index="2")
        assert name().startswith("toposmith/shop/web:")

    def test_without_the_files_at_hand_the_name_tells_nothing(self) -> None:
        web = node("web", artifacts={"image": dockerfile("web/Dockerfile")})
        assert rendered(web, rights=self.RIGHT).builds[0].image == "toposmith/shop/web:latest"

    def test_a_repository_has_to_be_part_of_the_name(self) -> None:
        private = replace(docker_image("site"), repository="mine")
        assert codes(node("web", artifacts={"image": private})) == [("TS816", 1)]
        assert codes(node("web", artifacts={"image": replace(private, repository="docker_hub")})) == []

    @pytest.mark.parametrize(
        "image", ["toposmith/other/web:1", "docker.io/toposmith/other/web", f"sha256:{'0a' * 32}", "0a1b"]
    )
    def test_another_deployments_image_is_out_of_reach(self, image: str) -> None:
        assert codes(node("web", image=image)) == [("TS815", 1)]

    def test_the_artifact_named_image_comes_first(self) -> None:
        web = node("web", artifacts={"a": replace(docker_image("first"), name="a"), "image": docker_image("second")})
        assert service(web)["image"] == "second"


def test_storage_wants_a_place() -> None:
    nodes = (node("web", image=IMAGE), node("data", "toposmith.nodes.Volume"))
    assert codes(*nodes, edge("web", "storage", "data", line=6)) == [("TS812", 6)]
    assert codes(*nodes, edge("web", "storage", "data", line=6, location="data")) == [("TS815", 6)]


def test_scripts_of_interfaces_are_not_run() -> None:
    standard = Interface("Standard", type_ref("tosca.interfaces.node.lifecycle.Standard"), {}, {
        "create": Operation("create", "create.sh"), "start": Operation("start")
    })  # fmt: skip
    web = replace(node("web", image=IMAGE), interfaces={"Standard": standard})
    (found,) = findings(web)
    assert (found.code, found.severity) == ("TS813", Severity.WARNING)
    assert "create.sh" in found.message


@pytest.mark.parametrize(("key", "severity"), [("network_id", "error"), ("segmentation_id", "warning")])
def test_settings_of_networks_without_a_counterpart(key: str, severity: str) -> None:
    net = node("net", "tosca.nodes.network.Network", lines={("properties", key): 3}, **{key: "1"})
    (found,) = findings(node("web", image=IMAGE), net, edge("web", "network", "net"))
    assert (found.severity, found.span.line) == (severity, 3)


@pytest.mark.parametrize("key", ["cidr", "gateway_ip"])
@pytest.mark.parametrize("value", ["10.0.0.0/99", "fe80::%${HOME}/64"])
def test_an_address_of_a_network_that_is_none(key: str, value: str) -> None:
    net = node("net", "tosca.nodes.network.Network", **{key: value})
    found = codes(node("web", image=IMAGE), net, edge("web", "network", "net"), rights=(Right.HOST_NETWORK,))
    assert found == [("TS815", 1)]


@pytest.mark.parametrize("kind", ["Volume", "Network"])
def test_what_nobody_uses_is_left_out_and_said(kind: str) -> None:
    found = rendered(node("web", image=IMAGE), node("x", f"toposmith.nodes.{kind}", line=5))
    assert [(item.code, item.span.line) for item in found.diagnostics] == [("TS817", 5)]
    assert found.objects.keys() == {"web"}


@pytest.mark.parametrize(("scalable", "expected"), [
    ({"default_instances": 0}, ["TS818"]), ({"default_instances": -1}, ["TS818"]),
    ({"default_instances": 1001}, ["TS818"]), ({"default_instances": 1000}, []), ({"min_instances": 0}, ["TS818"]),
    ({"min_instances": 2}, []), ({"default_instances": 3, "min_instances": 0}, []), ({}, []),
])  # fmt: skip
def test_the_number_of_instances(scalable: dict[str, Value], expected: list[str]) -> None:
    assert [code for code, _ in codes(node("web", image=IMAGE, scalable=scalable))] == expected


@pytest.mark.parametrize(("key", "value"), [("memory", "lots"), ("memory", "1 parsec"), ("stop_grace_period", "soon")])
def test_units_that_are_none(key: str, value: str) -> None:
    assert [code for code, _ in codes(node("web", image=IMAGE, **{key: value}))] == ["TS815"]


def test_findings_come_in_the_order_of_the_template() -> None:
    lines = [found.span.line for found in findings(node("b", line=9), node("a", line=3), node("c", line=5))]
    assert lines == [3, 5, 9]


def test_every_code_is_explained() -> None:
    used = {f"TS70{number}" for number in range(1, 10)} | {"TS710"} | {f"TS8{number:02}" for number in range(1, 19)}
    assert used <= CATALOGUE.keys()


def test_what_somebody_has_to_choose_is_refused() -> None:
    chosen = replace(node("web", image=IMAGE, lines={("directives",): 5}), directives=("select", "create"))
    assert codes(chosen) == [("TS819", 5)]
    uncounted = replace(node("web", image=IMAGE, lines={("count",): 6}), count=Unknown("", ("inputs", "sites")))
    assert codes(uncounted) == [("TS819", 6)]


@pytest.mark.parametrize(("optional", "expected"), [(False, [("TS819", 8)]), (True, [])])
def test_a_requirement_that_is_left_open_is_refused(optional: bool, expected: list[tuple[str, int]]) -> None:
    web = node("web", image=IMAGE, lines={("requirements",): 8})
    left = OpenRequirement("web", "database", 0, None, "tosca.capabilities.Endpoint", optional, web.source)
    assert [(found.code, found.span.line) for found in findings_of(replace(graph(web), open=(left,)))] == expected


@pytest.mark.parametrize(
    ("targets", "instances", "expected"),
    [(("web",), 1, []), (("web",), 2, ["TS814"]), (("web", "db"), 1, ["TS814", "TS814"])],
)
def test_containers_apart_on_one_host(targets: tuple[str, ...], instances: int, expected: list[str]) -> None:
    web = node("web", image=IMAGE, scalable={"default_instances": instances})
    apart = policy("Placement", *targets, apart=True)
    wanted = graph(web, node("db", image=IMAGE), policies={"apart": apart})
    assert [found.code for found in findings_of(wanted)] == expected
