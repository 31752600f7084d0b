"""Secret files and configuration files of a container."""

import re
from collections.abc import Mapping

from provisioners.containers.properties import text_map
from provisioners.containers.scope import Scope
from provisioners.containers.text import Text
from topology.graph.model import Node

_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}", re.ASCII)


def secret_files(scope: Scope, node: Node) -> Mapping[str, Text]:
    """A container's secrets by the name of their file under ``/run/secrets``."""
    found = {}
    for name, value in text_map(node, "secrets").items():
        path = ("properties", "secrets", name)
        if not _FILE_NAME.fullmatch(name):
            scope.findings.add("TS815", node, path, f"{name!r} cannot be the name of a file under /run/secrets.")
            continue
        found[name] = scope.text(node, value, *path)
    return found


def config_files(scope: Scope, node: Node) -> Mapping[str, Text]:
    """A container's configuration files by their absolute path; parts of them may be secret."""
    found = {}
    for target, value in text_map(node, "files").items():
        path = ("properties", "files", target)
        if not target.startswith("/") or "\0" in target:
            scope.findings.add("TS815", node, path, f"{target!r} is not the absolute path of a file.")
            continue
        found[target] = scope.text(node, value, *path)
    return found
