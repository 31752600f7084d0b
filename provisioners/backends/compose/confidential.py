"""Secret files and configuration files: Compose puts both into the container before it starts."""

import hashlib
import re

from provisioners.backends.compose.escape import literal
from provisioners.backends.compose.properties import is_set, settings, text_map
from provisioners.backends.compose.scope import Scope
from topology.graph.model import Node

_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}", re.ASCII)


def secret_files(scope: Scope, node: Node) -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
    """A service's secrets and their top-level definitions: each comes from a variable of the command's environment.

    The content arrives as ``/run/secrets/NAME``, readable by every user of the container.
    """
    used, defined = [], {}
    for name, value in text_map(node, "secrets").items():
        path = ("properties", "secrets", name)
        if not _FILE_NAME.fullmatch(name):
            scope.findings.add("TS815", node, path, f"{name!r} cannot be the name of a file under /run/secrets.")
            continue
        key = _key(scope, node, name)
        used.append({"source": key, "target": name})
        defined[key] = {"environment": scope.hidden(node, value, *path)}
    return used, defined


def config_files(scope: Scope, node: Node) -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
    """A service's configuration files and their top-level definitions; secret parts are place-holders."""
    used, defined = [], {}
    for target, value in text_map(node, "files").items():
        path = ("properties", "files", target)
        if not target.startswith("/") or "\0" in target:
            scope.findings.add("TS815", node, path, f"{target!r} is not the absolute path of a file.")
            continue
        key = _key(scope, node, target)
        used.append({"source": key, "target": literal(target)})
        defined[key] = {"content": scope.text(node, value, *path)}
    return used, defined


def check_read_only(scope: Scope, node: Node) -> None:
    """Note that files cannot be put into a container whose own file system is read-only."""
    if not is_set(settings(node).get("read_only")):
        return
    for key in ("secrets", "files"):
        if text_map(node, key):
            message = f"'{node.name}' is read-only, so its {key} cannot be put into it."
            scope.findings.add("TS805", node, ("properties", key), message)


def _key(scope: Scope, node: Node, name: str) -> str:
    return f"{scope.names[node.address]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
