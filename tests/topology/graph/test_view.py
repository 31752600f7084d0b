import json

import pytest
from hypothesis import given

from tests.topology.graph import strategies
from tests.topology.graph.build import PLACE, edge, graph, node, type_ref
from topology.graph.codec import view, view_value
from topology.graph.kinds import edge_kind, node_kind
from topology.graph.model import Artifact, Capability, Output
from topology.values.value import Concat, Secret, Unknown


@given(strategies.values)
def test_every_value_has_a_view(value):
    json.dumps(view_value(value), allow_nan=False)


def test_secrets_and_unknowns_are_shown_as_such():
    value = {"a": Secret("input:x"), "b": (Unknown("db", ("private_address",)), Concat(("x", Secret("s"))))}
    assert view_value(value) == {
        "a": {"secret": "input:x"},
        "b": [{"unknown": "db.private_address"}, {"concat": ["x", {"secret": "s"}]}],
    }


def test_the_view_of_a_graph():
    web = node(
        "web",
        "toposmith.nodes.Container",
        "tosca.nodes.Root",
        description="The site",
        properties={"user": "www"},
        capabilities={"endpoint": Capability("endpoint", type_ref("tosca.capabilities.Endpoint"), {"port": 80})},
        artifacts={"image": Artifact("image", type_ref("toposmith.artifacts.Dockerfile"), "web/Dockerfile")},
    )
    link = edge("web", "db", "tosca.relationships.ConnectsTo", requirement="connection", capability="endpoint")
    shown = view(
        graph([web, "db"], [link], outputs={"url": Output("url", Unknown("web", ("url",)), PLACE, "The site")})
    )
    assert shown["nodes"][0] == {
        "address": "web",
        "name": "web",
        "type": "toposmith.nodes.Container",
        "lineage": ["toposmith.nodes.Container", "tosca.nodes.Root"],
        "description": "The site",
        "metadata": {},
        "properties": {"user": "www"},
        "capabilities": [{"name": "endpoint", "type": "tosca.capabilities.Endpoint", "properties": {"port": 80}}],
        "artifacts": [{"name": "image", "type": "toposmith.artifacts.Dockerfile", "file": "web/Dockerfile"}],
        "kind": "container",
    }
    assert shown["edges"] == [
        {
            "source": "web",
            "requirement": "connection",
            "index": 0,
            "target": "db",
            "capability": "endpoint",
            "relationship": "tosca.relationships.ConnectsTo",
            "kind": "connects-to",
        }
    ]
    assert shown["outputs"] == [{"name": "url", "description": "The site"}]


@pytest.mark.parametrize(
    ("lineage", "kind"),
    [
        (["my.Web", "toposmith.nodes.Container", "tosca.nodes.Root"], "container"),
        (["toposmith.nodes.HostPath"], "volume"),
        (["toposmith.nodes.Network", "tosca.nodes.network.Network"], "network"),
        (["tosca.nodes.Compute"], "runtime"),
        (["tosca.nodes.Root"], "other"),
    ],
)
def test_the_kind_of_a_node_comes_from_its_nearest_known_type(lineage, kind):
    assert node_kind(node("a", *lineage)) == kind


@pytest.mark.parametrize(
    ("relationship", "kind"),
    [
        ("tosca.relationships.HostedOn", "hosted-on"),
        ("tosca.relationships.AttachesTo", "attaches-to"),
        ("tosca.relationships.network.LinksTo", "links-to"),
        ("my.Other", "depends-on"),
    ],
)
def test_the_kind_of_an_edge_comes_from_its_relationship(relationship, kind):
    assert edge_kind(edge("a", "b", relationship)) == kind
