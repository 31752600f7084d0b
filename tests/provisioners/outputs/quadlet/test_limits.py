"""What Quadlet cannot say is refused at its line."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from provisioners.outputs.quadlet import output
from tests.provisioners.graphs import dockerfile, edge, node
from tests.provisioners.outputs.quadlet.units import codes, package
from tests.provisioners.outputs.rendering import IMAGE, SECRET, findings, policy
from topology.graph.model import Node


def web(**properties: Any) -> Node:
    lines = {("properties", name): 40 for name in properties}
    lines |= {("properties", "command", index): 50 + index for index in range(5)}
    return node("web", image=IMAGE, lines=lines, **properties)


def job(**properties: Any) -> Node:
    lines = {("properties", name): 40 for name in properties}
    return node("job", "toposmith.nodes.Job", image=IMAGE, lines=lines, **properties)


@pytest.mark.parametrize("text", ["", ";", "a\0b"])
def test_arguments_that_the_generator_or_systemd_would_misread(text: str) -> None:
    assert codes(web(command=("a", text))) == [("TS861", 51)]


def test_a_lone_semicolon_is_no_second_command() -> None:
    """In the services that the generator makes it would have no quotes, and what follows would run on the host."""
    assert codes(web(command=(";", "/usr/bin/id"))) == [("TS861", 50)]
    assert package(web(command=("sh", "-c", "a ; b", ";;"))).files


@pytest.mark.parametrize(
    ("key", "text"), [("user", ";"), ("user", "a\n"), ("working_dir", " /a"), ("working_dir", "/a\\")]
)
def test_texts_that_cannot_be_quoted(key: str, text: str) -> None:
    assert codes(web(**{key: text})) == [("TS861", 40)]


def test_nul_in_a_variable() -> None:
    assert codes(web(environment={"A": "a\0"})) == [("TS861", 40)]


@pytest.mark.parametrize("location", ["/a:b", "/a,b", "/a ", '/a"', "/a\n"])
def test_places_that_volume_cannot_name(location: str) -> None:
    data = node("data", "toposmith.nodes.Volume")
    assert codes(web(), data, edge("web", "storage", "data", location=location)) == [("TS861", 1)]
    assert codes(web(files={location: "x"})) == [("TS861", 40)]


@pytest.mark.parametrize("path", ["/a b", "/a:b", "/a%h", "/a$b"])
def test_host_paths_that_mounts_cannot_name(path: str) -> None:
    host = node("host", "toposmith.nodes.HostPath", lines={("properties", "path"): 9}, path=path)
    mounted = (web(), host, edge("web", "storage", "host", location="/a"))
    assert codes(*mounted, rights=(Right.HOST_PATHS,)) == [("TS861", 9)]


def test_files_in_a_read_only_container() -> None:
    assert codes(web(read_only=True, files={"/etc/a": "x"})) == [("TS805", 40)]
    assert codes(web(read_only=True, secrets={"a": SECRET})) == []


@pytest.mark.parametrize("word", ["CMD", "cmd-shell", "NONE"])
def test_a_check_that_begins_with_an_order(word: str) -> None:
    assert codes(web(health_check={"command": (word, "x")})) == [("TS861", 40)]


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("added_capabilities", ("A B",), Right.ADDED_CAPABILITIES),
        ("added_capabilities", ("--privileged",), Right.ADDED_CAPABILITIES),
        ("devices", ("x",), Right.DEVICES),
        ("devices", ("/dev/a\0",), Right.DEVICES),
    ],
)
def test_rights_that_are_no_names(key: str, value: object, right: Right) -> None:
    assert codes(web(**{key: value}), rights=(right,)) == [("TS861", 40)]


def test_a_dockerfile_whose_name_cannot_be_written() -> None:
    made = node("web", artifacts={"image": dockerfile("web/a\n")}, lines={("artifacts", "image"): 7})
    assert codes(made, rights=(Right.IMAGE_BUILD,)) == [("TS861", 7)]


class TestJobs:
    @pytest.mark.parametrize("key", ["completions", "parallelism"])
    def test_several_runs(self, key: str) -> None:
        assert codes(job(**{key: 2})) == [("TS862", 40)]
        assert codes(job(**{key: 1})) == []

    @pytest.mark.parametrize("value", ["allow", "replace"])
    def test_runs_beside_each_other(self, value: str) -> None:
        assert codes(job(schedule="* * * * *", concurrency=value)) == [("TS862", 40)]

    def test_a_schedule_without_a_calendar(self) -> None:
        assert codes(job(schedule="61 * * * *")) == [("TS861", 40)]
        assert codes(job(schedule="1 * * * *", time_zone="Mars (old)")) == [("TS861", 40)]


class TestPolicies:
    def test_placement_on_one_host(self) -> None:
        assert codes(web(), policy("Placement", "web", labels={"disk": "ssd"})) == [("TS862", 1)]
        two = node("web", image=IMAGE, scalable={"default_instances": 2})
        assert codes(two, policy("Placement", "web", apart=True)) == [("TS862", 1)]
        assert codes(web(), policy("Placement", "web", apart=True)) == []
        both = codes(web(), node("db", image=IMAGE), policy("Placement", "web", "db", apart=True))
        assert both == [("TS862", 1), ("TS862", 1)]

    @pytest.mark.parametrize(
        ("name", "properties"),
        [
            ("Scaling", {"max_instances": 3}),
            ("Update", {}),
            ("Availability", {}),
            ("Placement", {"spread_over": "zone"}),
        ],
    )
    def test_what_has_no_effect_is_said(self, name: str, properties: dict[str, Any]) -> None:
        assert codes(web(), policy(name, "web", **properties)) == [("TS807", 1)]
        assert package(web(), policy(name, "web", **properties)).files

    def test_reserved_processors(self) -> None:
        assert codes(web(reserved_cpus="0.5")) == [("TS807", 40)]


def test_one_port_for_several() -> None:
    two = node("web", image=IMAGE, scalable={"default_instances": 2}, ports=({"target": 80, "published": 8080},))
    assert codes(two) == [("TS804", 1)]


def test_a_secret_in_a_command_says_where_secrets_can_be() -> None:
    (found,) = findings(output, web(command=("a", SECRET)))
    assert (found.code, found.span.line) == ("TS860", 51)
    assert "variables and files only" in found.message
