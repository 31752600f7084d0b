"""Series of templates that grow in one direction: nodes, requirements of each node, targets, filters."""

HEAD = """tosca_definitions_version: tosca_simple_yaml_1_3
node_types:
  Server:
    derived_from: tosca.nodes.Root
    properties:
      number: { type: integer }
    capabilities:
      service: tosca.capabilities.Endpoint
  Client:
    derived_from: tosca.nodes.Root
    requirements:
      - service: { capability: tosca.capabilities.Endpoint, occurrences: [ 0, UNBOUNDED ] }
topology_template:
  node_templates:
"""


def _server(number: int) -> str:
    return f"    server_{number}: {{ type: Server, properties: {{ number: {number} }} }}\n"


def _client(number: int, requirements: list[str]) -> str:
    written = "".join(f"        - service: {requirement}\n" for requirement in requirements)
    return f"    client_{number}:\n      type: Client\n      requirements:\n{written}"


def requirements(count: int) -> str:
    """Two hundred clients and as many servers; each client has ``count`` requirements of different servers."""
    servers = [_server(number) for number in range(200)]
    clients = [_client(n, [f"server_{(n + step) % 200}" for step in range(count)]) for n in range(200)]
    return HEAD + "".join(servers + clients)


def targets(count: int) -> str:
    """``count`` clients, each with a server of its own."""
    servers = [_server(number) for number in range(count)]
    return HEAD + "".join(servers + [_client(number, [f"server_{number}"]) for number in range(count)])


def filters(count: int) -> str:
    """A hundred clients that each select one of ``count`` servers by a filter; the servers looked for are the last."""
    servers = [_server(number) for number in range(count)]
    wanted = "{{ node: Server, node_filter: {{ properties: [ number: {{ equal: {0} }} ] }} }}"
    clients = [_client(number, [wanted.format(count - 1 - number)]) for number in range(100)]
    return HEAD + "".join(servers + clients)


def selections(count: int) -> str:
    """``count`` clients that each select a server of their own, of ``count``, by a filter."""
    servers = [_server(number) for number in range(count)]
    wanted = "{{ node: Server, node_filter: {{ properties: [ number: {{ equal: {0} }} ] }} }}"
    return HEAD + "".join(servers + [_client(number, [wanted.format(number)]) for number in range(count)])
