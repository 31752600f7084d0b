"""The planner: from a graph and records to changes, with the fake backend."""

import dataclasses
from collections.abc import Iterable

from toposmith_fake import backend

from provisioners.backends.contract import RenderContext
from provisioners.planning.model import Action, Change, DataEffect, Plan, Recorded
from provisioners.planning.planner import plan_deployment, plan_undeployment
from tests.provisioners.graphs import edge, graph, node
from topology.record import replace
from topology.values.value import Secret, Unknown

CONTEXT = RenderContext("shop", secret_digest=lambda reference: f"keyed:{reference}")
SHOP = graph(
    node("web", image=None, size="1", environment={"DB": "db"}),
    node("db", size="1"),
    node("data", "toposmith.nodes.Volume", deletion_policy="delete"),
    edge("web", "connection", "db"),
    edge("db", "storage", "data"),
)


def recorded_from(plan: Plan, policies: dict[str, str] | None = None) -> tuple[Recorded, ...]:
    """What would be recorded after a plan was carried out."""
    return tuple(
        Recorded(
            change.address,
            change.node_type,
            change.generation,
            change.fingerprint,
            (policies or {}).get(change.address, "none"),
        )
        for change in plan.changes
        if change.action is not Action.DELETE
    )


def by_address(changes: Iterable[Change]) -> dict[str, Change]:
    return {change.address: change for change in changes}


def test_everything_is_created_in_the_graphs_order() -> None:
    plan = plan_deployment(backend, SHOP, CONTEXT, ()).plan
    assert [(change.address, change.action) for change in plan.changes] == [
        ("data", Action.CREATE),
        ("db", Action.CREATE),
        ("web", Action.CREATE),
    ]
    assert plan.changes[0].reasons == ("it does not exist yet",)
    assert {step.key: step.depends_on for step in plan.steps} == {
        "create:data": (),
        "create:db": ("create:data",),
        "create:web": ("create:db",),
    }


def test_a_second_plan_of_the_same_graph_is_empty() -> None:
    first = plan_deployment(backend, SHOP, CONTEXT, ()).plan
    second = plan_deployment(backend, SHOP, CONTEXT, recorded_from(first, {"data": "delete"})).plan
    assert second.is_empty
    assert second.steps == ()


def test_a_changed_section_is_an_update_and_named() -> None:
    first = plan_deployment(backend, SHOP, CONTEXT, ()).plan
    web = node("web", size="1", environment={"DB": "other"})
    changed = replace(SHOP, nodes={**SHOP.nodes, "web": web})
    plan = plan_deployment(backend, changed, CONTEXT, recorded_from(first, {"data": "delete"})).plan
    change = by_address(plan.changes)["web"]
    assert (change.action, change.reasons, change.generation) == (Action.UPDATE, ("environment changes",), 1)
    assert [step.key for step in plan.steps] == ["update:web"]


def test_a_replacement_raises_the_generation_and_the_next_plan_is_empty() -> None:
    first = plan_deployment(backend, SHOP, CONTEXT, ()).plan
    changed = replace(SHOP, nodes={**SHOP.nodes, "db": node("db", size="2")})
    policies = {"data": "delete"}
    planned = plan_deployment(backend, changed, CONTEXT, recorded_from(first, policies))
    change = by_address(planned.plan.changes)["db"]
    assert (change.action, change.generation) == (Action.REPLACE, 2)
    assert planned.rendered.objects["db"].name == "shop-db-g2"
    assert plan_deployment(backend, changed, CONTEXT, recorded_from(planned.plan, policies)).plan.is_empty


def test_replacing_data_says_what_happens_to_it() -> None:
    volume = node("data", "toposmith.nodes.Volume", deletion_policy="retain", size="1")
    first = plan_deployment(backend, graph(volume), CONTEXT, ()).plan
    bigger = node("data", "toposmith.nodes.Volume", deletion_policy="retain", size="2")
    plan = plan_deployment(backend, graph(bigger), CONTEXT, recorded_from(first, {"data": "retain"})).plan
    assert plan.changes[0].data is DataEffect.ABANDONS
    assert plan.touches_data


def test_a_changed_deletion_policy_is_a_change() -> None:
    first = plan_deployment(backend, SHOP, CONTEXT, ()).plan
    plan = plan_deployment(backend, SHOP, CONTEXT, recorded_from(first, {"data": "retain"})).plan
    assert by_address(plan.changes)["data"].action is Action.UPDATE


def test_what_left_the_template_is_deleted_last_made_first() -> None:
    first = plan_deployment(backend, SHOP, CONTEXT, ()).plan
    plan = plan_deployment(backend, graph(node("new")), CONTEXT, recorded_from(first, {"data": "delete"})).plan
    assert [(change.action, change.address) for change in plan.changes] == [
        (Action.CREATE, "new"),
        (Action.DELETE, "web"),
        (Action.DELETE, "db"),
        (Action.DELETE, "data"),
    ]
    assert by_address(plan.changes)["data"].data is DataEffect.DESTROYS
    assert {step.key: step.depends_on for step in plan.steps}["delete:db"] == ("create:new", "delete:web")


def test_undeployment_deletes_everything_dependants_first() -> None:
    first = plan_deployment(backend, SHOP, CONTEXT, ()).plan
    plan = plan_undeployment(backend, SHOP, recorded_from(first, {"data": "retain"}))
    assert {change.action for change in plan.changes} == {Action.DELETE}
    assert by_address(plan.changes)["data"].data is DataEffect.ABANDONS
    waits = {step.key: step.depends_on for step in plan.steps}
    assert waits == {"delete:web": (), "delete:db": ("delete:web",), "delete:data": ("delete:db",)}


def test_unknown_values_are_listed_and_known_ones_are_not() -> None:
    web = node("web", environment={"A": Unknown("db", ("port",)), "B": Unknown("db", ("address",))})
    asked = node("asked", environment={"A": Unknown("", ("inputs", "colour"))})
    plan = plan_deployment(backend, graph(web, node("db"), asked), CONTEXT, ()).plan
    assert by_address(plan.changes)["web"].unknowns == ("db.port",)
    assert by_address(plan.changes)["asked"].unknowns == ("inputs.colour",)


def test_a_changed_secret_is_seen_by_its_keyed_digest_only() -> None:
    secret = graph(node("web", environment={"KEY": Secret("input:key")}))
    first = plan_deployment(backend, secret, CONTEXT, ()).plan
    other_key = dataclasses.replace(CONTEXT, secret_digest=lambda reference: "another")
    plan = plan_deployment(backend, secret, other_key, recorded_from(first)).plan
    assert plan.changes[0].reasons == ("environment changes",)
