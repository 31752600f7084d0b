"""Which policies concern a container, and what they say."""

from collections.abc import Mapping

from provisioners.containers.policies import Isolation, Placement, Policies, Scaling, Update
from provisioners.containers.read import read
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.containers.reading import EVERYTHING
from tests.provisioners.graphs import edge, graph, node, policy, span, type_ref
from topology.graph.model import Edge, Group, Node, Policy, SourceMap


def policies(
    *found: Policy, parts: tuple[Node | Edge, ...] = (), groups: Mapping[str, Group] | None = None
) -> Policies:
    topology = graph(
        node("web", image="w:1"), *parts, policies={each.name: each for each in found}, groups=groups or {}
    )
    return read(topology, context(), EVERYTHING).containers["web"].policies


def test_nothing_is_said() -> None:
    assert policies() == Policies()


def test_each_policy_of_the_profile() -> None:
    assert policies(
        policy("Placement", "web", labels={"disk": "ssd"}, spread_over="zone", apart=True),
        policy("Scaling", "web", min_instances=2, max_instances=6, cpu_utilization=70),
        policy("Update", "web", parallelism=2, delay="5 s", order="start-first", failure_action="rollback"),
        policy("Availability", "web", min_available=1),
        policy("Isolation", "web", by="virtual-machine"),
    ) == Policies(
        placement=Placement({"disk": "ssd"}, "zone", apart=True),
        scaling=Scaling(2, 6, 70),
        update=Update(2, 5_000_000, start_first=True, failure_action="rollback"),
        min_available=1,
        isolation=Isolation.VIRTUAL_MACHINE,
    )


def test_everywhere() -> None:
    found = policies(policy("Placement", "web", everywhere=True)).placement
    assert found == Placement(everywhere=True)


def test_all_targets_of_a_policy_keep_apart_from_each_other() -> None:
    parts = (node("db", image="d:1"), node("other", image="o:1"), node("data", "toposmith.nodes.Volume"))
    found = policies(policy("Placement", "web", "db", "data", apart=True), parts=parts).placement
    assert found == Placement(apart=True, apart_from=("db",))
    assert policies(policy("Placement", "web", "db"), parts=parts).placement == Placement()


def test_a_policy_of_others_says_nothing() -> None:
    assert policies(policy("Availability", "db")) == Policies()


def test_a_group_hands_it_on() -> None:
    group = Group("front", type_ref("tosca.groups.Root"), ("web",))
    assert policies(policy("Availability", "front"), groups={"front": group}).min_available == 1


def test_a_host_hands_it_on() -> None:
    parts = (node("server", "tosca.nodes.Compute"), edge("web", "host", "server"))
    assert policies(policy("Placement", "server", labels={"zone": "a"}), parts=parts).placement == Placement(
        {"zone": "a"}
    )


def test_of_two_the_last_counts() -> None:
    first, second = (policy("Availability", "web", name=str(least), min_available=least) for least in (1, 2))
    assert policies(first, second).min_available == 2


def test_a_policy_without_content_is_a_warning() -> None:
    plain = Policy("gently", type_ref("tosca.policies.Update"), ("web",), SourceMap(span(30)))
    found = read(graph(node("web", image="w:1"), policies={"gently": plain}), context(), EVERYTHING).diagnostics
    (warning,) = found
    assert (warning.code, warning.span.line, warning.is_error) == ("TS822", 30, False)
    assert "toposmith.policies.Update" in (warning.help or "")
