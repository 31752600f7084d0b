"""Which nodes a type map changes, and into what."""

from typing import Any

from provisioners.backends.type_map import LeftOut, Mapped, Notation, Place, TypeEntry, TypeMap
from provisioners.containers.type_map.apply import applied
from tests.provisioners.graphs import edge, graph, node, span
from topology.diagnostics import Severity
from topology.graph.model import Edge, Node, TopologyGraph
from topology.graph.source_map import SourceMap
from topology.record import replace
from topology.values.type_ref import TypeRef
from topology.values.value import Unknown

BOX = TypeEntry(
    Mapped.CONTAINER,
    images=(("image",),),
    image_artifacts=("acme.Image",),
    settings={
        "environment": (Place(("vars",)), Place(("env",), Notation.VARIABLES)),
        "ports": (Place(("ports",), Notation.COMPOSE_PORTS), Place(("expose",), Notation.EXPOSED_PORTS)),
        "instances": (
            Place(
                ("deploy", "replicas"),
            ),
        ),
        "user": (Place(("user",)), Place(("uid",))),
    },
    locations=("where", "target.path"),
    node_names_are_hosts=True,
    without_effect=frozenset({"label"}),
    left_out={"weight": LeftOut("Boxes weigh nothing."), "driver": LeftOut("Chosen by others.", "local")},
)
MAP = TypeMap(
    {
        "acme.Box": BOX,
        "acme.Chest": TypeEntry(Mapped.VOLUME, without_effect=frozenset({"path"})),
        "acme.Shelf": TypeEntry(Mapped.REFUSED, "There are no shelves."),
        "acme.Floor": TypeEntry(Mapped.TARGET),
    }
)


def box(address: str, **properties: Any) -> Node:
    found = node(address, "acme.Box", **properties)
    return replace(found, properties={"image": "nginx:1", **found.properties})


def mapped(*parts: Node | Edge) -> TopologyGraph:
    found, diagnostics = applied(graph(*parts), MAP)
    assert diagnostics == ()
    return found


def found_in(*parts: Node | Edge) -> list[tuple[str, int]]:
    return [(one.code, one.span.line) for one in applied(graph(*parts), MAP)[1]]


def test_a_graph_without_mapped_types_stays_as_it_is() -> None:
    own = graph(node("web", image="nginx:1"))
    assert applied(own, MAP) == (own, ())
    assert applied(own, MAP)[0] is own


def test_a_container() -> None:
    web = mapped(box("web", vars={"A": "1"}, env=("B=2",), ports=("80",), uid="7")).nodes["web"]
    assert web.type.name == "acme.Box"
    assert web.type.is_a("toposmith.nodes.Container")
    assert web.artifacts["image"].file == "nginx:1"
    assert web.properties["environment"] == {"A": "1", "B": "2"}
    assert web.properties["ports"] == ({"target": 80, "published": 0, "protocol": "tcp"},)
    assert web.properties["user"] == "7"


def test_of_several_places_of_a_text_the_first_counts() -> None:
    assert mapped(box("web", user="1", uid="7")).nodes["web"].properties["user"] == "1"


def test_ports_for_other_nodes_are_endpoints() -> None:
    web = mapped(box("web", ports=("80",), expose=(90, "53/udp"))).nodes["web"]
    assert [port["target"] for port in web.properties["ports"]] == [80]  # type: ignore[index, union-attr]
    assert {name: one.properties for name, one in web.capabilities.items()} == {
        "port-90-tcp": {"port": 90, "protocol": "tcp"},
        "port-53-udp": {"port": 53, "protocol": "udp"},
    }


def test_instances_are_a_capability() -> None:
    web = mapped(box("web", deploy={"replicas": 3})).nodes["web"]
    assert web.capabilities["scalable"].properties["default_instances"] == 3
    assert "instances" not in web.properties


def test_a_value_that_is_a_nodes_name_is_its_address() -> None:
    found = mapped(box("web", vars={"DB": "my_db", "SELF": "web", "TEXT": "my_db:1"}), box("my_db"))
    expected = {"DB": Unknown("my_db", ("address",)), "SELF": "web", "TEXT": "my_db:1"}
    assert found.nodes["web"].properties["environment"] == expected


def test_storage_says_where_it_is_mounted_in_several_ways() -> None:
    chest = node("chest", "acme.Chest", path="/chest")
    own = edge("web", "storage", "chest", where="/own")
    by_target = edge("web", "storage", "chest", index=1)
    found = mapped(box("web"), chest, own, by_target)
    assert [one.properties["location"] for one in found.edges] == ["/own", "/chest"]
    assert found.nodes["chest"].type.is_a("toposmith.nodes.Volume")


def test_the_nearest_type_decides_and_the_profiles_own_before_all() -> None:
    derived = replace(box("web"), type=TypeRef("my.Box", ("my.Box", "acme.Box", "tosca.nodes.Root")))
    assert mapped(derived).nodes["web"].type.is_a("toposmith.nodes.Container")
    own = replace(box("web"), type=TypeRef("my.Web", ("my.Web", "toposmith.nodes.Container", "acme.Box")))
    assert mapped(own).nodes["web"] == own


def test_what_is_refused_says_what_to_do_instead() -> None:
    found, (diagnostic,) = applied(graph(node("shelf", "acme.Shelf", line=4, anything="x")), MAP)
    assert (diagnostic.code, diagnostic.span.line, diagnostic.help) == ("TS886", 4, "There are no shelves.")
    assert found.nodes["shelf"].type.is_a("tosca.nodes.Compute")


def test_the_target_itself_may_say_what_it_likes() -> None:
    assert mapped(node("floor", "acme.Floor", colour="grey")).nodes["floor"].type.is_a("tosca.nodes.Compute")


def test_a_missing_image_is_told_with_the_places_where_it_was_looked_for() -> None:
    _, (diagnostic,) = applied(graph(node("web", "acme.Box", line=3)), MAP)
    assert (diagnostic.code, diagnostic.span.line) == ("TS882", 3)
    assert "the property 'image' or an artifact of type acme.Image would" in diagnostic.message


def test_nothing_is_dropped_in_silence() -> None:
    lines: Any = {("properties", "colour"): 5, ("properties", "deploy", "mode"): 6, ("properties", "weight"): 7}
    web = box("web", lines=lines, colour="red", deploy={"replicas": 1, "mode": "x"}, weight=3)
    _, diagnostics = applied(graph(web), MAP)
    assert [(one.code, one.span.line, one.severity) for one in diagnostics] == [
        ("TS883", 5, Severity.ERROR),
        ("TS883", 6, Severity.ERROR),
        ("TS884", 7, Severity.WARNING),
    ]


def test_what_has_no_effect_or_says_nothing_is_no_matter() -> None:
    assert found_in(box("web", label="x", weight=None, colour="", driver="local")) == []
    assert found_in(box("web", driver="nfs")) == [("TS884", 1)]


def test_another_way_of_writing_is_told_at_its_place() -> None:
    web = box("web", ports=("80", "http"))
    web = replace(web, source=SourceMap(web.source.own, {("properties", "ports", 1): span(9)}))
    assert found_in(web) == [("TS885", 9)]


def test_findings_about_settings_stand_where_they_were_written() -> None:
    web = box("web", env=({"name": "A", "value": "1"},), expose=(1,), ports=("80",))
    spans = {("properties", "env", 0, "value"): span(5), ("properties", "ports", 0): span(6)}
    web = replace(web, source=SourceMap(web.source.own, spans))
    source = mapped(web).nodes["web"].source
    assert source.locate("properties", "environment", "A").line == 5
    assert source.locate("properties", "ports", 0, "published").line == 6
