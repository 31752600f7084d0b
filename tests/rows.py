"""Rows to begin with, made by the services themselves."""

import itertools
import json
from collections.abc import Mapping
from typing import Any

from provisioners.backends.codec import rendered_to_json
from provisioners.backends.contract import Rendered
from provisioners.models import Deployment, Instance, Operation, OperationKind, OperationState, Target
from provisioners.models import Plan as StoredPlan
from provisioners.planning.codec import plan_to_json
from provisioners.planning.model import Plan
from provisioners.services.deployments import create_deployment
from topology.graph.codec import encode
from topology.models import ServiceTemplate, TemplateVersion
from topology.selectors import graph_of
from topology.services import create_template, store_blob
from webui.accounts.models import Role, Team, User
from webui.accounts.services import create_team, create_user

PASSWORD = "correct horse battery"
WEB_TEMPLATE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
description: A web server and its data.
imports:
  - toposmith:1.0
topology_template:
  inputs:
    greeting:
      type: string
      default: hello
    password:
      type: toposmith.datatypes.Secret
  node_templates:
    web:
      type: toposmith.nodes.Container
      properties:
        environment:
          GREETING: { get_input: greeting }
        secrets:
          password: { get_input: password }
      artifacts:
        image:
          type: tosca.artifacts.Deployment.Image.Container.Docker
          file: nginx:1.27
      requirements:
        - storage:
            node: data
            relationship:
              type: tosca.relationships.AttachesTo
              properties:
                location: /data
    data:
      type: toposmith.nodes.Volume
      properties:
        deletion_policy: delete
  outputs:
    url:
      value: { get_attribute: [ web, url ] }
"""
BROKEN_TEMPLATE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
topology_template:
  node_templates:
    web:
      type: no.such.Type
    other:
      type: no.other.Type
"""

_numbers = itertools.count(1)


def make_team(**fields: Any) -> Team:
    return create_team(name=f"team {next(_numbers)}", **fields)


def make_user(team: Team, role: Role = Role.MEMBER) -> User:
    return create_user(username=f"user-{next(_numbers)}", password=PASSWORD, team=team, role=role)


def make_template(team: Team, name: str | None = None) -> ServiceTemplate:
    return create_template(
        team=team,
        author="somebody",
        name=name or f"template {next(_numbers)}",
        files={"web.yaml": WEB_TEMPLATE.encode(), "README.md": b"# Web"},
    )


def latest(template: ServiceTemplate) -> TemplateVersion:
    return template.versions.order_by("-number")[0]


def make_target(team: Team) -> Target:
    return Target.objects.create(
        team=team, name=f"target {next(_numbers)}", backend="compose", endpoint="unix:///run/engine.sock", rights=[]
    )


def make_deployment(team: Team, inputs: Mapping[str, Any] | None = None, name: str | None = None) -> Deployment:
    return create_deployment(
        team=team,
        actor="somebody",
        name=name or f"deployment {next(_numbers)}",
        version_id=latest(make_template(team)).pk,
        target_id=make_target(team).pk,
        inputs={"password": "opensesame"} if inputs is None else inputs,
    )


def make_plan_row(deployment: Deployment, plan: Plan | None = None) -> StoredPlan:
    """A stored plan, by default one with nothing to do."""
    plan = plan or Plan((), ())
    graph = graph_of(deployment.version)
    return StoredPlan.objects.create(
        team_id=deployment.team_id,
        deployment=deployment,
        version=deployment.version,
        kind=OperationKind.DEPLOY,
        format_version=plan.format_version,
        body=json.loads(plan_to_json(plan)),
        graph=store_blob(team_id=deployment.team_id, data=json.dumps(encode(graph)).encode()),
        rendered=store_blob(team_id=deployment.team_id, data=rendered_to_json(Rendered({}, {})).encode()),
        based_on=deployment.last_event,
    )


def make_operation_row(deployment: Deployment, state: OperationState = OperationState.FAILED) -> Operation:
    return Operation.objects.create(
        team_id=deployment.team_id,
        deployment=deployment,
        plan=make_plan_row(deployment),
        kind=OperationKind.DEPLOY,
        state=state,
        actor="somebody",
        format_version=1,
    )


def make_instance_row(deployment: Deployment, address: str = "web", **fields: Any) -> Instance:
    return Instance.objects.create(
        team_id=deployment.team_id,
        deployment=deployment,
        address=address,
        node_type="toposmith.nodes.Container",
        **fields,
    )
