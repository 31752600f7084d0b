"""Whatever a template says: every output answers with files or with findings at places, and raises nothing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provisioners.backends.contract import Right
from provisioners.outputs.contract import LocalImage, Output, Package
from provisioners.outputs.registry import load_output, output_names
from tests.provisioners.graphs import edge, node
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy, rendered
from topology.graph.model import Edge, Node, Policy
from topology.values.value import Concat, Value

HERE = {IMAGE: LocalImage(entrypoint=("/bin/site",), passwd="root:x:0:0::/:/bin/sh\n", group="root:x:0:\n")}
DIGESTS = {"appc": {IMAGE: f"sha512-{'0' * 128}"}}
HIDDEN = "hunter2-of-a-template"

mean = st.sampled_from(
    [
        *(
            "",
            " ",
            ";",
            "%",
            "$",
            "${x}",
            "{{ x }}",
            "{{",
            '"',
            "'",
            "\\",
            "a\\",
            "\n",
            "\0",
            "a b",
            ":",
            ",",
            "/",
            "..",
            "-x",
        ),
        *(
            "--privileged",
            "/a:b",
            "/a b",
            "/../x",
            "é",
            "😀",
            "\x7f",
            "\x85",
            "\u2028",
            "#",
            "[a]",
            "`id`",
            "$(id)",
            "a;b",
        ),
    ]
)
texts = mean | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
hidden = st.one_of(texts, st.just(SECRET), texts.map(lambda text: Concat((HIDDEN + text, SECRET))))
names = st.text("abcXYZ_-./ é%${}\"'", min_size=1, max_size=20)
paths = texts.map(lambda text: f"/{text}")


def maps(keys: st.SearchStrategy[str], values: st.SearchStrategy[Value]) -> st.SearchStrategy[dict[str, Value]]:
    return st.dictionaries(keys, values, max_size=3)


def lists(values: st.SearchStrategy[Value], least: int = 0) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.lists(values, min_size=least, max_size=3).map(tuple)


ports = st.fixed_dictionaries(
    {"target": st.integers(1, 65535)},
    optional={
        "published": st.integers(0, 65535),
        "protocol": st.sampled_from(["tcp", "udp"]),
        "address": st.sampled_from(["127.0.0.1", "0.0.0.0", "::1", "x"]),
    },
)
properties = st.fixed_dictionaries(
    {},
    optional={
        "command": lists(hidden),
        "entrypoint": lists(hidden),
        "environment": maps(st.sampled_from(["A", "B_C", "PATH", "1", "a b"]), hidden),
        "secrets": maps(st.sampled_from(["key", "a.b", "../x", ""]), hidden),
        "files": maps(paths, hidden),
        "ports": lists(ports),
        "health_check": st.fixed_dictionaries({"command": lists(hidden, 1)}, optional={"interval": st.just("1500 ms")}),
        "user": hidden,
        "working_dir": hidden,
        "read_only": st.booleans(),
        "restart": st.sampled_from(["no", "always", "on-failure", "unless-stopped"]),
        "stop_grace_period": st.sampled_from(["0 s", "1500 ms", "3 m"]),
        "cpus": st.sampled_from(["0.5", "2", "0.001"]),
        "memory": st.just("64 MB"),
        "reserved_cpus": st.just("0.25"),
        "reserved_memory": st.just("32 MB"),
        "privileged": st.booleans(),
        "host_network": st.booleans(),
        "host_pid": st.booleans(),
        "host_ipc": st.booleans(),
        "added_capabilities": lists(texts),
        "devices": lists(texts),
        "schedule": st.sampled_from(["* * * * *", "x", "61 * * * *", "0 0 13 * fri"]),
        "time_limit": st.just("10 s"),
        "completions": st.integers(1, 3),
    },
)
policies = st.sampled_from(
    [
        policy("Isolation", "web"),
        policy("Scaling", "web", max_instances=3),
        policy("Placement", "web", labels={"disk": "ssd"}),
        policy("Update", "web"),
    ]
)


@st.composite
def topologies(draw: st.DrawFn) -> list[Node | Edge | Policy]:
    kind = draw(st.sampled_from(["toposmith.nodes.Container", "toposmith.nodes.Job"]))
    image = draw(st.just(IMAGE) | texts)
    web = node(draw(st.just("web") | names), kind, image=image, **draw(properties))
    data = node("data", "toposmith.nodes.Volume")
    host = node("host", "toposmith.nodes.HostPath", path=draw(paths))
    inner = node("inner", "toposmith.nodes.Network", internal=draw(st.booleans()))
    return [
        web,
        node("db", image=IMAGE, endpoint={"port": 5432}),
        data,
        host,
        inner,
        edge(web.address, "storage", "data", location=draw(paths)),
        edge(web.address, "storage", "host", location=draw(paths)),
        edge(web.address, "network", "inner"),
        edge(web.address, "connection", "db"),
        *draw(st.lists(policies, max_size=1)),
    ]


def answers(package: Package) -> None:
    errors = [each for each in package.diagnostics if each.is_error]
    assert bool(package.files) != bool(errors)
    for each in package.diagnostics:
        assert each.code.startswith(("TS7", "TS8"))
        assert each.span.line >= 1
        assert each.help
    for path in (*package.files, *package.folders, *package.roots, *package.copies):
        assert path
        assert not path.startswith("/")
        assert ".." not in path.split("/")
    assert HIDDEN not in repr(package.files)
    assert HIDDEN not in repr([note.how for note in package.secrets])


@pytest.mark.parametrize("name", output_names())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=topologies(), rights=st.sampled_from([(), tuple(Right)]), deployment=st.just("shop") | names)
def test_an_output_answers(
    name: str, parts: list[Node | Edge | Policy], rights: tuple[Right, ...], deployment: str
) -> None:
    output: Output = load_output(name)
    fields: dict[str, Any] = {"images": HERE, "digests": DIGESTS.get(name, {}), "deployment": deployment}
    answers(rendered(output, *parts, rights=rights, options={"vm_runtime": "kata"}, **fields))
