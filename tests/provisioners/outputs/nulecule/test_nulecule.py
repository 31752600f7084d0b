"""Nulecule packages, filled in and divided as Atomic App did it: ``string.Template``, and blanks."""

import base64
import json
from string import Template
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from provisioners.backends.contract import Right
from provisioners.outputs.contract import Package
from provisioners.outputs.nulecule import output
from provisioners.outputs.nulecule.params import image_name, is_name, reference
from tests.provisioners.graphs import dockerfile, edge, graph, node
from tests.provisioners.outputs import rendering
from tests.provisioners.outputs.cluster import by_name, package, wanted, without_content
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy
from tests.provisioners.outputs.schemas import check
from topology.graph.model import Edge, Node, Policy
from topology.values.value import Concat

KUBERNETES = {"providers": "kubernetes", "sandbox_runtime": "gvisor"}


def made(*parts: Node | Edge | Policy, **fields: Any) -> Package:
    return rendering.package(output, *parts, **fields)


def codes(*parts: Node | Edge | Policy, **fields: Any) -> list[tuple[str, int]]:
    return rendering.codes(output, *parts, **{"options": {"providers": "docker"}, **fields})


def nulecule(found: Package) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(found.files["Nulecule"])
    return loaded


def params(found: Package, answers: dict[str, str]) -> dict[str, str]:
    """What artifacts are filled in with: defaults, and answers for what has none."""
    file = nulecule(found)
    every = [*file.get("params", ()), *(param for each in file["graph"] for param in each.get("params", ()))]
    return {each["name"]: answers.get(each["name"], each.get("default", "")) for each in every}


def artifacts(found: Package, provider: str, answers: dict[str, str] | None = None) -> list[str]:
    """The artifacts of a provider in the order of the file, filled in."""
    values = params(found, answers or {})
    paths = [path for each in nulecule(found)["graph"] for path in each["artifacts"].get(provider, ())]
    return [Template(found.files[path.removeprefix("file://")]).safe_substitute(values) for path in paths]


def web(**properties: Any) -> Node:
    lines = {("properties", name): 40 for name in properties}
    return node("web", image=IMAGE, lines=lines, **properties)


def both() -> list[Any]:
    """What both providers can say."""
    return [
        node(
            "web",
            image=IMAGE,
            entrypoint=("/run", "a$b", "${c}"),
            command=("$$", "--x"),
            environment={"A": "$HOME"},
            ports=({"target": 80, "published": 30080, "address": "0.0.0.0"},),
            user="1:2",
            working_dir="/srv",
            read_only=True,
            cpus="0.5",
            memory="64 MB",
        ),
        node("db-1", image="postgres:17"),
        node("data", "toposmith.nodes.Volume"),
        edge("web", "connection", "db-1"),
        edge("db-1", "storage", "data", location="/data"),
    ]


def test_the_schemas_of_the_specification() -> None:
    for found in (made(*both()), package(output, options=KUBERNETES)):
        check(nulecule(found), "nulecule", "schema.json")


def test_the_file_names_every_artifact() -> None:
    found = made(*both())
    named = {
        path.removeprefix("file://")
        for each in nulecule(found)["graph"]
        for paths in each["artifacts"].values()
        for path in paths
    }
    assert named == found.files.keys() - {"Nulecule"}


class TestDocker:
    def test_commands(self) -> None:
        database, site = artifacts(made(*both()), "docker")
        assert database.split() == [
            *("docker", "run", "--detach", "--name", "shop-db-1", "--restart", "unless-stopped"),
            *("--volume=shop-data-g1:/data", "postgres:17"),
        ]
        assert site.split() == [
            *("docker", "run", "--detach", "--name", "shop-web", "--restart", "unless-stopped"),
            *("--link=shop-db-1:db-1", "--env=DB_1_HOST=db-1", "--env=A=$HOME", "--publish=0.0.0.0:30080:80/tcp"),
            *("--entrypoint=/run", "--user=1:2", "--workdir=/srv", "--read-only", "--cpus=0.5", "--memory=64000000"),
            *(IMAGE, "a$b", "${c}", "$$", "--x"),
        ]

    def test_rights_and_runtimes(self) -> None:
        asking = web(
            privileged=True,
            host_network=True,
            host_pid=True,
            host_ipc=True,
            added_capabilities=("NET_ADMIN",),
            devices=("/dev/null",),
        )
        options = {"providers": "docker", "vm_runtime": "kata"}
        (line,) = artifacts(made(asking, policy("Isolation", "web"), rights=tuple(Right), options=options), "docker")
        assert line.split()[7:-1] == [
            *("--privileged", "--network=host", "--pid=host", "--ipc=host", "--cap-add=NET_ADMIN"),
            *("--device=/dev/null", "--runtime=kata"),
        ]

    @given(st.lists(st.text("ab$\\\"'{}%é;&|<>`#", min_size=1), max_size=5))
    def test_words_come_out_as_they_went_in(self, words: list[str]) -> None:
        (line,) = artifacts(made(web(command=tuple(words)), options={"providers": "docker"}), "docker")
        assert line.split()[line.split().index(IMAGE) + 1 :] == words

    def test_an_image_may_be_another(self) -> None:
        (line,) = artifacts(made(web(), options={"providers": "docker"}), "docker", {"image_web": "other:2"})
        assert line.split()[-1] == "other:2"

    @pytest.mark.parametrize("text", ["a b", " ", "", "a\tb", "a\n", "a\u2003b"])
    def test_what_is_not_one_word(self, text: str) -> None:
        assert codes(web(command=("x", text))) == [("TS861", 40)]

    def test_variables_and_paths_of_several_words(self) -> None:
        assert codes(web(environment={"A": "a b"})) == [("TS861", 40)]
        assert codes(web(environment={"A": ""})) == []
        assert codes(web(working_dir="/a b")) == [("TS861", 40)]
        assert codes(web(devices=("/dev/a b",)), rights=(Right.DEVICES,)) == [("TS861", 40)]
        data = node("data", "toposmith.nodes.Volume")
        assert codes(web(), data, edge("web", "storage", "data", location="/a b")) == [("TS861", 1)]
        host = node("host", "toposmith.nodes.HostPath", lines={("properties", "path"): 9}, path="/a:b")
        mounted = (web(), host, edge("web", "storage", "host", location="/a"))
        assert codes(*mounted, rights=(Right.HOST_PATHS,)) == [("TS861", 9)]

    @pytest.mark.parametrize(
        ("fields", "found"),
        [
            ({"secrets": {"a": SECRET}}, [("TS860", 40)]),
            ({"files": {"/a": SECRET}}, [("TS860", 40)]),
            ({"files": {"/a": "b"}}, [("TS862", 40)]),
            ({"environment": {"A": SECRET}}, [("TS860", 40)]),
            ({"health_check": {"command": ("true",)}}, [("TS807", 40)]),
        ],
    )
    def test_what_a_command_cannot_say(self, fields: dict[str, Any], found: list[tuple[str, int]]) -> None:
        assert codes(web(**fields)) == found

    def test_several_instances_and_networks(self) -> None:
        assert codes(node("web", image=IMAGE, scalable={"default_instances": 2})) == [("TS862", 1)]
        net = node("net", "toposmith.nodes.Network")
        assert codes(web(), net, edge("web", "network", "net")) == [("TS862", 1)]

    def test_waiting_for_a_job(self) -> None:
        job = node("job", "toposmith.nodes.Job", image=IMAGE)
        assert codes(web(), job, edge("web", "dependency", "job")) == [("TS862", 1)]

    def test_the_way_out_is_said(self) -> None:
        (found,) = rendering.findings(output, web(files={"/a": "b"}))
        assert found.help == "Write the package for the other provider alone: --option providers=kubernetes."


class TestKubernetes:
    def test_the_objects_are_those_of_the_backend(self) -> None:
        found = package(output, options=KUBERNETES)
        texts = artifacts(found, "kubernetes", {note.name: "eA==" for note in found.secrets})
        assert without_content(by_name([json.loads(text) for text in texts])) == without_content(wanted())

    def test_what_belongs_to_the_deployment_comes_first(self) -> None:
        names = [each["name"] for each in nulecule(made(*both()))["graph"]]
        assert names == ["shop.common", "db-1", "web"]

    def test_a_secret_is_a_hidden_parameter_in_base64(self) -> None:
        found = made(web(secrets={"key": SECRET}), options=KUBERNETES)
        (param,) = nulecule(found)["params"]
        assert (param["name"], param["hidden"], "default" in param) == ("password", True, False)
        text = 'a"b\\c\n$d'
        answer = {"password": base64.b64encode(text.encode()).decode()}
        objects = by_name([json.loads(each) for each in artifacts(found, "kubernetes", answer)])
        assert base64.b64decode(objects["Secret", "web"]["data"]["secret.key"]).decode() == text

    def test_a_secret_whose_name_cannot_be_a_parameters(self) -> None:
        found = made(web(environment={"A": Concat(("a", SECRET))}), options=KUBERNETES)
        (note,) = found.secrets
        assert note.name.startswith("TOPOSMITH_S_")
        assert note.how == f"answer the parameter {note.name} with base64"

    @given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
    def test_texts_come_out_as_they_went_in(self, text: str) -> None:
        parts = web(command=(text,), environment={"A": text}, files={"/a": text})
        texts = artifacts(made(parts, options=KUBERNETES), "kubernetes")
        assert by_name([json.loads(each) for each in texts]) == wanted(graph(parts))


def test_images_that_are_made_have_one_name_for_all() -> None:
    made_here = node("web", artifacts={"image": dockerfile("web/Dockerfile")})
    found = made(made_here, rights=(Right.IMAGE_BUILD,), options={"registry": "reg.example:5000"})
    (build,) = found.builds
    assert build.image == params(found, {})["image_web"] == "reg.example:5000/toposmith/shop/web:latest"


@pytest.mark.parametrize(
    ("name", "fits"), [("a_1", True), ("_A", True), ("a-b", False), ("1a", False), ("é", False), ("", False)]
)
def test_names_of_parameters(name: str, fits: bool) -> None:
    assert is_name(name) is fits
    if fits:
        assert Template(reference(name)).substitute({name: "x"}) == "x"
    else:
        with pytest.raises(ValueError, match="cannot be the name"):
            reference(name)
    assert image_name("a-b") == "image_a_b"
