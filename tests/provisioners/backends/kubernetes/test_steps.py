"""Steps: waves in the graph's order, and what a change of each section means."""

from itertools import pairwise

from provisioners.backends.kubernetes import backend
from provisioners.planning.model import Action, Change, DataEffect, PlannedStep, Recorded
from provisioners.planning.planner import plan_deployment
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.backends.kubernetes.rendering import IMAGE, rendered, web
from tests.provisioners.backends.kubernetes.rich import rich_graph
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph
from topology.values.value import Secret


def steps(topology: TopologyGraph, *addresses: str, **options: str) -> tuple[PlannedStep, ...]:
    found = rendered(topology)
    changes = [Change(address, "x", Action.CREATE) for address in addresses or found.objects]
    return backend.steps(topology, changes, found, options)


def test_what_waits_is_in_a_later_wave() -> None:
    topology = graph(
        web(),
        node("job", "toposmith.nodes.Job", image=IMAGE),
        node("db", image=IMAGE),
        node("other", image=IMAGE),
        edge("web", "dependency", "job"),
        edge("job", "connection", "db"),
    )
    found = steps(topology)
    assert [(step.key, step.addresses) for step in found] == [
        ("apply:1", ("db", "other")),
        ("apply:2", ("job",)),
        ("apply:3", ("web",)),
        ("finish", ()),
    ]
    assert [step.depends_on for step in found] == [(), ("apply:1",), ("apply:2",), ("apply:3",)]


def test_all_starts_at_once_where_the_target_says_so() -> None:
    topology = graph(
        web(endpoint={"port": 80}),
        node("db", image=IMAGE),
        node("site", "toposmith.nodes.Route"),
        edge("web", "connection", "db"),
        edge("site", "backend", "web"),
    )
    found = steps(topology, start="at-once")
    assert [(step.key, step.addresses) for step in found] == [("apply:all", ("db", "web", "site")), ("finish", ())]
    assert [step.depends_on for step in found] == [(), ("apply:all",)]
    removed = backend.steps(topology, [Change("old", "x", Action.DELETE)], rendered(topology), {"start": "at-once"})
    assert [step.key for step in removed] == ["finish"]


def test_a_volume_goes_with_its_first_user_and_a_route_with_its_end() -> None:
    topology = graph(
        web(endpoint={"port": 80}),
        node("db", image=IMAGE),
        node("data", "toposmith.nodes.Volume"),
        node("site", "toposmith.nodes.Route"),
        edge("web", "connection", "db"),
        edge("db", "storage", "data", location="/data"),
        edge("web", "storage", "data", location="/data"),
        edge("site", "backend", "web"),
    )
    first, second, _ = steps(topology)
    assert set(first.addresses) == {"db", "data"}
    assert set(second.addresses) == {"web", "site"}


def test_only_what_changes_is_applied() -> None:
    topology = graph(web(), node("db", image=IMAGE), edge("web", "connection", "db"))
    assert [(step.key, step.addresses) for step in steps(topology, "web")] == [("apply:1", ("web",)), ("finish", ())]


def test_what_left_the_template_is_pruned() -> None:
    topology = graph(web())
    changes = [Change("old", "x", Action.DELETE), Change("web", "x", Action.NOOP)]
    assert [(step.key, step.addresses) for step in backend.steps(topology, changes, rendered(topology), {})] == [
        ("finish", ("old",))
    ]


def test_nothing_changes() -> None:
    topology = graph(web())
    assert backend.steps(topology, [Change("web", "x", Action.NOOP)], rendered(topology), {}) == ()


def test_nothing_is_left() -> None:
    found = backend.steps(graph(), [Change("web", "x", Action.DELETE)], rendered(graph()), {})
    assert [step.verb for step in found] == ["remove"]


def test_a_long_chain_has_as_many_waves() -> None:
    names = [f"n{number}" for number in range(300)]
    edges = [edge(one, "dependency", other) for one, other in pairwise(names)]
    found = steps(graph(*(node(name, image=IMAGE) for name in names), *edges))
    assert len(found) == 301


def reasons(before: TopologyGraph, after: TopologyGraph, **options: str) -> dict[str, tuple[Action, tuple[str, ...]]]:
    """What a plan says of each change from one graph to another."""
    first = plan_deployment(backend, before, context(), ()).rendered
    recorded = [
        Recorded(each.address, each.node_type, 1, each.fingerprint, each.deletion_policy)
        for each in first.objects.values()
    ]
    changes = plan_deployment(backend, after, context(options=options), recorded).plan.changes
    return {each.address: (each.action, each.reasons) for each in changes if each.action is not Action.NOOP}


def test_changes_in_words() -> None:
    plain = graph(web())
    for words, changed in {
        "image changes": node("web", image="example.com/site:2"),
        "command changes": web(command=("a",)),
        "environment changes": web(environment={"A": "1"}),
        "replicas change": web(scalable={"default_instances": 2}),
        "resources change": web(cpus=1.0),
        "health check and readiness change": web(health_check={"command": ("a",)}),
        "files and volumes change": web(files={"/a": "b"}),
        "secrets and volumes change": web(secrets={"a": Secret("input:a")}),
        "networks, ports and settings change": web(ports=({"target": 80},)),
        "settings change": web(working_dir="/a"),
    }.items():
        ((action, found),) = reasons(plain, graph(changed)).values()
        assert action is Action.UPDATE
        assert found == (words,)


def test_a_secret_that_changes_is_a_change() -> None:
    topology = graph(web(environment={"A": Secret("input:a")}))
    one, other = (
        backend.render(topology, context(secret_digest=lambda reference, key=key: f"{key}{reference}")).objects["web"]
        for key in ("one", "other")
    )
    assert {key for key in one.fingerprint if one.fingerprint[key] != other.fingerprint[key]} == {"secrets"}


class TestVolumes:
    def graph(self, policy: str = "retain", size: str = "1 GB") -> TopologyGraph:
        volume = node("data", "toposmith.nodes.Volume", deletion_policy=policy, size=size)
        return graph(web(), volume, edge("web", "storage", "data", location="/data"))

    def test_a_size_changes_in_place(self) -> None:
        found = reasons(self.graph(), self.graph(size="2 GB"))
        assert found["data"] == (Action.UPDATE, ("size changes",))

    def test_a_policy_changes_in_place(self) -> None:
        found = reasons(self.graph(), self.graph("delete"))
        assert found["data"] == (Action.UPDATE, ("the deletion policy changes from retain to delete",))

    def test_another_class_is_another_volume(self) -> None:
        found = reasons(self.graph(), self.graph(), storage_class="fast")
        assert found["data"][0] is Action.REPLACE

    def test_another_owner_abandons_the_data(self) -> None:
        before, after = (
            self.graph(),
            graph(
                web(),
                node("other", image=IMAGE),
                node("data", "toposmith.nodes.Volume", size="1 GB"),
                edge("web", "storage", "data", location="/data"),
                edge("other", "storage", "data", location="/data"),
            ),
        )
        first = plan_deployment(backend, before, context(), ()).rendered.objects["data"]
        recorded = Recorded("data", "x", 1, first.fingerprint, "retain")
        wanted = rendered(after).objects["data"]
        verdict = backend.judge(recorded, wanted)
        assert verdict.replace
        assert verdict.data is DataEffect.ABANDONS


def test_the_rich_template_ends() -> None:
    topology = rich_graph()
    found = backend.render(topology, context(*backend.rights, options={"sandbox_runtime": "gvisor"}))
    changes = [Change(address, "x", Action.CREATE) for address in found.objects]
    applied = [step for step in backend.steps(topology, changes, found, {}) if step.verb == "apply"]
    wave = {address: number for number, step in enumerate(applied) for address in step.addresses}
    assert wave["database"] < wave["migrate"] < wave["web"]
    assert set(wave) == set(found.objects)
