"""Templates for the command's tests."""

GOOD = """\
tosca_definitions_version: tosca_simple_yaml_1_3
imports:
  - toposmith:1.0
topology_template:
  inputs:
    port:
      type: integer
      default: 8080
    password:
      type: toposmith.datatypes.Secret
  node_templates:
    web:
      type: toposmith.nodes.Container
      properties:
        ports:
          - { target: 80, published: { get_input: port } }
        secrets:
          db_password: { get_input: password }
      artifacts:
        image:
          type: tosca.artifacts.Deployment.Image.Container.Docker
          file: nginx:1.27
      requirements:
        - connection: db
    db:
      type: toposmith.nodes.Container
      artifacts:
        image:
          type: tosca.artifacts.Deployment.Image.Container.Docker
          file: postgres:17
"""

BAD = """\
tosca_definitions_version: tosca_simple_yaml_1_3
topology_template:
  node_templates:
    web:
      type: tosca.nodes.WebSever
"""

IMPORTING = """\
tosca_definitions_version: tosca_simple_yaml_1_3
imports:
  - types/own.yaml
topology_template:
  node_templates:
    own:
      type: own.Node
"""

OWN_TYPES = """\
tosca_definitions_version: tosca_simple_yaml_1_3
node_types:
  own.Node:
    derived_from: tosca.nodes.Root
"""
