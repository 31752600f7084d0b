"""Rows to begin with, made by the services themselves."""

import itertools
from collections.abc import Mapping
from typing import Any

from provisioners.models import Deployment, Target
from provisioners.services.deployments import create_deployment
from topology.models import ServiceTemplate, TemplateVersion
from topology.services import create_template
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
      type: no.such.Type
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
