"""Secrets and configurations: their definitions, and the files that services see (Compose Specification)."""

import posixpath

from topology.importing.compose.keys import DEFINITION_UNSAID, FILE_UNSAID
from topology.importing.compose.merge import Entries
from topology.importing.compose.project import beside
from topology.importing.compose.scope import Scope
from topology.importing.draft import SECRET, DraftInput, DraftNode, Value
from topology.importing.trees import value_of
from topology.record import ValueRecord
from topology.tosca.tree import Node, Scalar, span_of

FOLDER = "/run/secrets"


class Use(ValueRecord):
    """A secret or a configuration that a service names, and the path of its file."""

    source: str
    target: str
    at: Scalar


def add_secrets(scope: Scope, node: DraftNode, entries: Entries) -> None:
    """Give a node its secrets: files below ``/run/secrets``, or anywhere for those with an absolute path."""
    for use in _uses(scope, entries, "secrets", FOLDER):
        value = _secret(scope, use)
        folder, name = posixpath.split(use.target)
        if value is not None:
            _put(node, *(("secrets", name) if folder == FOLDER else ("files", use.target)), value)


def add_configs(scope: Scope, node: DraftNode, entries: Entries) -> None:
    """Give a node its configuration files."""
    for use in _uses(scope, entries, "configs", "/"):
        value = _config(scope, use)
        if value is not None:
            _put(node, "files", use.target, value)


def note_unused(scope: Scope, used: set[str], section: str) -> None:
    """Say which definitions nobody uses."""
    for name, (key, _) in scope.project.section(section).items():
        if name not in used:
            scope.trees.unsaid(key, f"No service uses `{name}` of `{section}`, so it is left out.")


def named_in(scope: Scope, entries: Entries, section: str) -> set[str]:
    """The definitions that a service names."""
    items = scope.trees.items(value_of(entries, section), f"`{section}`")
    nodes = (item if isinstance(item, Scalar) else value_of(scope.trees.entries(item, ""), "source") for item in items)
    return {node.text for node in nodes if isinstance(node, Scalar)}


def _put(node: DraftNode, kind: str, name: str, value: Value) -> None:
    files = node.properties.setdefault(kind, {})
    assert isinstance(files, dict)
    files[name] = value


def _uses(scope: Scope, entries: Entries, section: str, folder: str) -> list[Use]:
    """What a service names; of several with one path the last counts. Paths are relative to ``folder``."""
    items = scope.trees.items(value_of(entries, section), f"`{section}`")
    found = [(item.text, "", item) if isinstance(item, Scalar) else _long(scope, item, section) for item in items]
    uses = [Use(use[0], posixpath.join(folder, use[1] or use[0]), use[2]) for use in found if use is not None]
    return list({use.target: use for use in uses}.values())


def _long(scope: Scope, item: Node, section: str) -> tuple[str, str, Scalar] | None:
    entries = scope.trees.entries(item, f"Each of `{section}`")
    scope.trees.check_keys(entries, ("source", "target", *FILE_UNSAID), f"An entry of `{section}`")
    for key in FILE_UNSAID:
        if key in entries:
            scope.trees.unsaid(entries[key][0], f"`{key}` is left out: the platform chooses who may read the file.")
    source = scope.trees.scalar(value_of(entries, "source"), "`source`")
    if source is None:
        scope.trees.wrong(item, f"Each of `{section}` has to have a `source`.")
        return None
    return source.text, scope.plain(value_of(entries, "target"), "`target`") or "", source


def _definition(scope: Scope, use: Use, section: str) -> Entries | None:
    found = scope.project.section(section).get(use.source)
    if found is None:
        scope.trees.missing(use.at, f"There is nothing called `{use.source}` under `{section}` at the top.")
        return None
    entries = scope.trees.entries(found[1], f"`{use.source}`")
    known = ("file", "environment", "external", *(("content",) if section == "configs" else ()), *DEFINITION_UNSAID)
    scope.trees.check_keys(entries, known, f"`{use.source}`")
    scope.trees.leave_out(entries, DEFINITION_UNSAID, f"`{use.source}`")
    return entries


def _secret(scope: Scope, use: Use) -> Value | None:
    entries = _definition(scope, use, "secrets")
    if entries is None:
        return None
    given = None
    if "file" in entries:
        given = _file(scope, entries["file"][1])
    elif "environment" in entries:
        given = scope.variables.lookup(scope.plain(entries["environment"][1], "`environment`") or "")
    description = f"The secret {use.source} of {use.at.file}."
    return scope.variables.add(use.source, DraftInput(SECRET, description, given=given))


def _file(scope: Scope, node: Node) -> str | None:
    """The text of a file beside the project; None where there is none, for its value can be given otherwise."""
    path = scope.trees.scalar(node, "`file`")
    place = scope.plain(path, "`file`") or ""
    if path is None or scope.documents.find(beside(place, path.file)) is None:
        return None
    return scope.documents.text(beside(place, path.file), span_of(path))


def _config(scope: Scope, use: Use) -> Value | None:
    entries = _definition(scope, use, "configs")
    if entries is None:
        return None
    if "content" in entries:
        return scope.value(entries["content"][1], "`content`")
    description = f"The configuration {use.source} of {use.at.file}."
    if "file" in entries:
        path = scope.trees.scalar(entries["file"][1], "`file`")
        place = beside(scope.plain(path, "`file`") or "", path.file) if path is not None else ""
        return scope.documents.text(place, span_of(entries["file"][1]))
    given = None
    if "environment" in entries:
        given = scope.variables.lookup(scope.plain(entries["environment"][1], "`environment`") or "")
    return scope.variables.add(use.source, DraftInput("string", description, given))
