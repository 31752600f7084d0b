"""Writes templates of a wanted number of nodes: software on computers, with connections, about 0.95 kB a node."""

HEAD = """tosca_definitions_version: tosca_simple_yaml_1_3
description: A generated template of {count} nodes
topology_template:
  inputs:
    port:
      type: integer
      default: 8080
  node_templates:
"""

COMPUTER = """    host_{i}:
      type: tosca.nodes.Compute
      metadata: {{ owner: team-{i}, zone: zone-{i} }}
      capabilities:
        host:
          properties:
            num_cpus: 4
            mem_size: 8 GB
            disk_size: 100 GB
            cpu_frequency: 2.4 GHz
        os:
          properties:
            architecture: x86_64
            type: linux
            distribution: debian
            version: "12.0"
        scalable:
          properties:
            min_instances: 1
            max_instances: 5
            default_instances: 2
        endpoint:
          properties:
            protocol: https
            port: 8443
            secure: true
            url_path: /admin
            initiator: source
"""

SOFTWARE = """    server_{i}:
      type: tosca.nodes.WebServer
      metadata: {{ owner: team-{i}, zone: zone-{i} }}
      properties:
        component_version: 1.{i}.0
        admin_credential:
          protocol: http
          token_type: basic_auth
          token: some-token-{i}
          user: admin-{i}
          keys: {{ first: key-{i} }}
      capabilities:
        data_endpoint:
          properties:
            protocol: http
            port: {{ get_input: port }}
            url_path: {{ concat: [ /app/, {{ get_property: [ SELF, admin_credential, user ] }} ] }}
            network_name: {{ get_property: [ SELF, component_version ] }}
            port_name: {{ get_attribute: [ SELF, tosca_name ] }}
        admin_endpoint:
          properties: {{ protocol: https, port: 9443 }}
      requirements:
        - host:
            node: host_{h}
        - dependency: host_{h}
      interfaces:
        Standard:
          operations:
            create: scripts/create-{i}.sh
            configure: scripts/configure.sh
      artifacts:
        package:
          type: tosca.artifacts.File
          file: files/package-{i}.tar.gz
"""


def template(count: int) -> str:
    """The text of a template with ``count`` nodes, half computers and half servers on them."""
    nodes = [COMPUTER.format(i=i) if i % 2 == 0 else SOFTWARE.format(i=i, h=i - 1) for i in range(count)]
    return HEAD.format(count=count) + "".join(nodes)


def named_files(count: int) -> list[str]:
    """The files that the template names: some readers look whether they exist."""
    servers = range(1, count, 2)
    own = [name.format(i) for i in servers for name in ("scripts/create-{}.sh", "files/package-{}.tar.gz")]
    return ["scripts/configure.sh", *own]
