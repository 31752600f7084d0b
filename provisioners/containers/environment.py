"""The environment of a container: what the template says, and where its connections lead."""

import re
from collections.abc import Mapping

from provisioners.containers.connections import connects_to
from provisioners.containers.ports import listens_on
from provisioners.containers.properties import ENVIRONMENT_NAME, text_map
from provisioners.containers.scope import Scope
from provisioners.containers.text import Text
from topology.graph.model import Node

_NOT_IN_A_NAME = re.compile(r"[^A-Z0-9]+", re.ASCII)


def environment(scope: Scope, node: Node) -> Mapping[str, Text]:
    """Variables by name. ``DB_HOST`` and ``DB_PORT`` of a connection to ``db`` give way to what the template says."""
    found = dict(_discovered(scope, node))
    for name, value in text_map(node, "environment").items():
        path = ("properties", "environment", name)
        if not ENVIRONMENT_NAME.fullmatch(name):
            scope.findings.add("TS815", node, path, f"{name!r} cannot be the name of an environment variable.")
            continue
        found[name] = scope.text(node, value, *path)
    return found


def _discovered(scope: Scope, node: Node) -> Mapping[str, Text]:
    found = {}
    for address in connects_to(scope, node):
        prefix = _NOT_IN_A_NAME.sub("_", address.upper()).strip("_")
        host = scope.attributes.get(address, {}).get("address")
        ports = listens_on(scope, scope.graph.nodes[address])
        if not ENVIRONMENT_NAME.fullmatch(f"{prefix}_HOST") or host is None:
            continue
        found[f"{prefix}_HOST"] = Text((host,))
        if ports:
            found[f"{prefix}_PORT"] = Text((str(ports[0][0]),))
    return found
