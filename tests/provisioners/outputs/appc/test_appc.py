"""Pods, by the example of small graphs; actool reads them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioners.backends.contract import Right
from provisioners.outputs.appc import output
from provisioners.outputs.contract import LocalImage, Package
from tests.provisioners.graphs import dockerfile, edge, node
from tests.provisioners.outputs import rendering
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy
from topology.graph.model import Edge, Node, Policy
from topology.values.value import Concat

ID = f"sha512-{'0' * 128}"
HERE = {IMAGE: LocalImage(("/bin/site",), ("serve",), {"LANG": "C"}, "web:log", "/srv")}
KNOWN: dict[str, Any] = {"digests": {IMAGE: ID, "nginx": ID}, "images": HERE}


def package(*parts: Node | Edge | Policy, **fields: Any) -> Package:
    return rendering.package(output, *parts, **{**KNOWN, **fields})


def pod(*parts: Node | Edge | Policy, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(package(*parts, **fields).files["pod.json"])
    return found


def app(*parts: Node | Edge | Policy, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = pod(*parts, **fields)["apps"][0]
    return found


def codes(*parts: Node | Edge | Policy, **fields: Any) -> list[tuple[str, int]]:
    return rendering.codes(output, *parts, **{**KNOWN, **fields})


def web(**properties: Any) -> Node:
    lines = {("properties", name): 40 for name in properties} | {("artifacts", "image"): 12}
    return node("web", image=IMAGE, lines=lines, **properties)


def everything() -> list[Any]:
    site = node(
        "web",
        image=IMAGE,
        command=("serve", "--now"),
        environment={"A": "b"},
        secrets={"key": SECRET},
        files={"/etc/app.conf": "x: 1\n", "/etc/secret.conf": Concat(("a=", SECRET))},
        ports=({"target": 80, "published": 8080},),
        health_check={"command": ("true",)},
        read_only=True,
        cpus="0.5",
        memory="64 MB",
        reserved_cpus="0.25",
        added_capabilities=("NET_ADMIN",),
    )
    return [
        site,
        node("plain", image="nginx"),
        node("data", "toposmith.nodes.Volume"),
        node("host", "toposmith.nodes.HostPath", path="/srv/files"),
        edge("web", "storage", "data", location="/data"),
        edge("web", "storage", "host", location="/mnt"),
        edge("web", "connection", "plain"),
        policy("Isolation", "web"),
    ]


RIGHTS = (Right.HOST_PATHS, Right.ADDED_CAPABILITIES)


class TestImages:
    def test_they_are_named_as_they_are_once_converted(self) -> None:
        assert app(node("web", image="nginx"))["image"] == {
            "name": "registry-1.docker.io/library/nginx",
            "id": ID,
            "labels": [{"name": "version", "value": "latest"}],
        }

    def test_their_own_settings_stay_where_the_template_says_nothing(self) -> None:
        assert "app" not in app(web())

    def test_else_the_template_and_the_image_together_say_all(self) -> None:
        found = app(web(command=("x",), environment={"A": "b"}))["app"]
        assert found["exec"] == ["/bin/site", "x"]
        assert {each["name"]: each["value"] for each in found["environment"]}["LANG"] == "C"
        assert (found["user"], found["group"], found["workingDirectory"]) == ("web", "log", "/srv")

    def test_an_id_that_is_not_known(self) -> None:
        assert codes(web(), digests={}) == [("TS863", 12)]
        assert codes(web(), digests={IMAGE: f"sha256:{'0' * 64}"}) == [("TS863", 12)]

    def test_settings_that_replace_those_of_an_image_that_is_not_at_hand(self) -> None:
        assert codes(web(), images={}) == []
        assert codes(web(command=("x",)), images={}) == [("TS863", 12)]
        assert codes(web(entrypoint=("/x",)), images={}) == [("TS863", 12)]
        assert codes(web(entrypoint=("/x",), user="1"), images={}) == []

    @pytest.mark.parametrize("image", ["host:5000/site", "example.com/a__b"])
    def test_names_without_an_identifier(self, image: str) -> None:
        assert codes(node("web", image=image), digests={image: ID}) == [("TS861", 1)]

    def test_an_image_that_is_made(self) -> None:
        name = "toposmith/shop/web:latest"
        made = node("web", artifacts={"image": dockerfile("web/Dockerfile")})
        assert package(made, digests={name: ID}, rights=(Right.IMAGE_BUILD,)).builds[0].image == name


class TestSecretsAndFiles:
    def test_they_lie_on_the_host(self) -> None:
        found = package(*everything(), rights=RIGHTS, options={"vm_runtime": "kvm", "data_dir": "/srv/pods"})
        volumes = {each["name"]: each for each in json.loads(found.files["pod.json"])["volumes"]}
        assert volumes["data-g1"]["source"] == "/srv/pods/shop/volumes/shop-data-g1"
        (file,) = (path for path in found.files if path.startswith("files/"))
        assert f"/srv/pods/shop/{file}" in [each["source"] for each in volumes.values()]
        assert all(note.name.startswith("/srv/pods/shop/secrets/web-") for note in found.secrets)
        assert len(found.secrets) == 2
        assert {note.name for note in found.secrets} <= {each["source"] for each in volumes.values()}
        assert found.notes == (
            "make the folder /srv/pods/shop/volumes/shop-data-g1",
            "copy the folder files to /srv/pods/shop/files",
        )

    def test_a_secret_in_a_variable(self) -> None:
        assert codes(web(environment={"A": SECRET})) == [("TS860", 40)]


class TestThePod:
    def test_its_apps_reach_each_other_at_the_loopback(self) -> None:
        found = app(web(), node("db", image=IMAGE, endpoint={"port": 5432}), edge("web", "connection", "db"))
        variables = {each["name"]: each["value"] for each in found["app"]["environment"]}
        assert (variables["DB_HOST"], variables["DB_PORT"]) == ("127.0.0.1", "5432")

    def test_published_ports(self) -> None:
        found = pod(web(ports=({"target": 53, "published": 5353, "protocol": "udp", "address": "0.0.0.0"},)))
        assert found["ports"] == [{"name": "web-53-udp", "hostPort": 5353, "hostIP": "0.0.0.0"}]
        assert found["apps"][0]["app"]["ports"] == [{"name": "web-53-udp", "port": 53, "protocol": "udp"}]

    def test_a_port_that_is_left_open(self) -> None:
        assert codes(web(ports=({"target": 80},))) == [("TS862", 40)]

    def test_two_apps_on_one_port(self) -> None:
        one = node("one", image=IMAGE, endpoint={"port": 80})
        assert codes(one, web(ports=({"target": 80, "published": 8080},))) == [("TS865", 40)]
        assert codes(one, node("two", image=IMAGE, endpoint={"port": 80})) == [("TS865", 1)]

    def test_an_app_is_there_once(self) -> None:
        assert codes(node("web", image=IMAGE, scalable={"default_instances": 2})) == [("TS862", 1)]

    def test_nothing_waits_for_a_job(self) -> None:
        job = node("job", "toposmith.nodes.Job", image=IMAGE)
        assert ("TS862", 1) in codes(web(), job, edge("web", "dependency", "job"))

    def test_a_network_that_is_cut_off(self) -> None:
        inner = node("inner", "toposmith.nodes.Network", lines={("properties", "internal"): 7}, internal=True)
        assert ("TS862", 7) in codes(web(), inner, edge("web", "network", "inner"))

    @pytest.mark.parametrize("key", ["privileged", "host_network", "host_pid", "host_ipc"])
    def test_it_shares_nothing_with_the_host(self, key: str) -> None:
        assert codes(web(**{key: True}), rights=tuple(Right)) == [("TS862", 40)]

    def test_what_is_left_to_whoever_runs_it(self) -> None:
        assert codes(web(health_check={"command": ("true",)})) == [("TS864", 40)]


def test_limits_and_rights_are_isolators() -> None:
    found = app(*everything(), rights=RIGHTS, options={"vm_runtime": "kvm"})
    isolators = {each["name"]: each["value"] for each in found["app"]["isolators"]}
    assert isolators["resource/cpu"] == {"limit": "0.5", "request": "0.25"}
    assert isolators["resource/memory"] == {"limit": "64000000"}
    assert "CAP_NET_ADMIN" in isolators["os/linux/capabilities-retain-set"]["set"]
    assert isolators["os/linux/no-new-privileges"] is True
    assert found["readOnlyRootFS"] is True
    assert found["annotations"] == [{"name": "toposmith/runtime", "value": "kvm"}]


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1))
def test_texts_come_out_as_they_went_in(texts: list[str]) -> None:
    found = app(web(entrypoint=("/x", *texts), environment={"A": texts[0]}))["app"]
    assert found["exec"] == ["/x", *texts]
    assert found["environment"][-1] == {"name": "A", "value": texts[0]}


@pytest.mark.tools
def test_actool_reads_it(format_tool, tmp_path: Path) -> None:
    text = package(*everything(), rights=RIGHTS, options={"vm_runtime": "kvm"}).files["pod.json"]
    for name, content, status in (("good", text, 0), ("bad", text.replace('"web"', '"we_b"'), 1)):
        place = tmp_path / f"{name}.json"
        place.write_text(content)
        done = subprocess.run(
            [format_tool("actool"), "validate", str(place)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, bool(done.stderr)) == (status, bool(status))
