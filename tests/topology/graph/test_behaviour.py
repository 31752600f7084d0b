"""Workflows and triggers in the graph."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.graph.behaviour import Activity, ActivityKind, Precondition

WORKFLOWS = """
topology_template:
  node_templates:
    server: { type: tosca.nodes.Compute }
    site: { type: tosca.nodes.WebServer, requirements: [ host: server ] }
  groups: { all: { type: tosca.groups.Root, members: [ site, server ] } }
  workflows:
    restart:
      description: Again
      inputs: { delay: { type: integer, default: 3 } }
      preconditions:
        - { target: site, target_relationship: host, condition: [ assert: [ { state: [ { equal: started } ] } ] ] }
      steps:
        stop:
          target: site
          filter: [ assert: [ { state: [ { equal: started } ] } ] ]
          activities: [ call_operation: { operation: Standard.stop, inputs: { after: { get_input: delay } } } ]
          on_success: [ start ]
          on_failure: [ stop ]
        start: { target: all, activities: [ set_state: started, inline: other, delegate: deploy ] }
        connect: { target: site, target_relationship: host, operation_host: SOURCE,
                   activities: [ call_operation: Configure.pre_configure_source ] }
    other: { implementation: { primary: flow.bpmn } }
  policies:
    - grow:
        type: tosca.policies.Scaling
        targets: [ site ]
        triggers:
          busy:
            event: load
            target_filter: { node: site }
            condition: { assert: [ { load: [ { greater_than: 9 } ] } ] }
            action: [ call_operation: Standard.start, inline: restart ]
"""


def test_steps_and_activities_are_values() -> None:
    workflow = graph_of(WORKFLOWS).workflows["restart"]
    assert (workflow.description, workflow.inputs) == ("Again", {"delay": 3})
    clause = {"assert": ({"state": ({"equal": "started"},)},)}
    assert workflow.preconditions == (Precondition("site", "host", (clause,)),)
    stop, start, connect = workflow.steps["stop"], workflow.steps["start"], workflow.steps["connect"]
    assert (stop.target, stop.filters, stop.on_success, stop.on_failure) == ("site", (clause,), ("start",), ("stop",))
    inputs = {"after": {"get_input": "delay"}}
    assert stop.activities == (Activity(ActivityKind.CALL_OPERATION, "Standard.stop", inputs),)
    assert [activity.kind for activity in start.activities] == ["set_state", "inline", "delegate"]
    assert (connect.relationship, connect.host) == ("host", "SOURCE")


def test_a_workflow_in_another_language_is_its_file() -> None:
    assert graph_of(WORKFLOWS).workflows["other"].implementation == "flow.bpmn"


def test_triggers_are_values_of_policies() -> None:
    trigger = graph_of(WORKFLOWS).policies["grow"].triggers["busy"]
    assert (trigger.event, trigger.target) == ("load", {"node": "site"})
    assert trigger.condition == {"assert": ({"load": ({"greater_than": 9},)},)}
    assert [activity.subject for activity in trigger.actions] == ["Standard.start", "restart"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("target: all", "target: nobody"),
        ("on_success: [ start ]", "on_success: [ strat ]"),
        ("target: site, target_relationship: host, operation", "target: site, target_relationship: hast, operation"),
        ("Standard.stop", "Standard.stopp"),
        ("Configure.pre_configure_source", "Configure.pre"),
        ("inline: other", "inline: another"),
        ("inline: restart", "inline: restrat"),
        ("{ target: site, target_relationship: host, condition", "{ target: sit, condition"),
    ],
)
def test_names_of_nothing(before: str, after: str) -> None:
    assert before in WORKFLOWS
    assert codes(read(WORKFLOWS.replace(before, after, 1))) == ["TS632"]


def test_a_circle_of_inlined_workflows_is_a_warning() -> None:
    text = WORKFLOWS.replace(
        "other: { implementation: { primary: flow.bpmn } }",
        "other: { steps: { a: { target: site, activities: [ inline: restart ] } } }",
    )
    reading = read(text)
    assert [(found.code, found.is_error) for found in reading.diagnostics] == [("TS633", False)]
