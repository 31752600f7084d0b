"""What has to be there before a service starts (Compose Specification, "depends_on", "links")."""

from collections.abc import Iterator

from topology.importing.compose.merge import Entries
from topology.importing.compose.scope import Scope
from topology.importing.trees import value_of
from topology.record import ValueRecord
from topology.tosca.tree import Node, Scalar, SequenceNode

STARTED, HEALTHY, COMPLETED = "service_started", "service_healthy", "service_completed_successfully"


class Dependency(ValueRecord):
    """A service that another one waits for, and until when."""

    service: str
    condition: str
    at: Scalar


def dependencies(scope: Scope, entries: Entries) -> tuple[Dependency, ...]:
    """The services that a service waits for, each once."""
    found: dict[str, Dependency] = {}
    for dependency in (*_depends_on(scope, entries), *_links(scope, entries)):
        if _is_there(scope, dependency):
            found.setdefault(dependency.service, dependency)
    return tuple(found.values())


def _is_there(scope: Scope, dependency: Dependency) -> bool:
    if dependency.service in scope.project.services:
        return True
    if dependency.service in scope.project.left_out:
        scope.trees.unsaid(dependency.at, f"`{dependency.service}` is left out, so nothing waits for it.")
        return False
    scope.trees.missing(dependency.at, f"There is no service `{dependency.service}`.")
    return False


def _depends_on(scope: Scope, entries: Entries) -> Iterator[Dependency]:
    node = value_of(entries, "depends_on")
    if isinstance(node, SequenceNode):
        yield from (Dependency(each.text, STARTED, each) for each in scope.trees.scalars(node, "`depends_on`"))
        return
    for name, (key, value) in scope.trees.entries(node, "`depends_on`").items():
        settings = scope.trees.entries(value, f"`{name}`")
        scope.trees.check_keys(settings, ("condition", "restart", "required"), "A dependency")
        if "restart" in settings and scope.truth(settings["restart"][1], "`restart`"):
            scope.trees.unsaid(settings["restart"][0], "A restart does not carry over to what depends on it.")
        if name not in scope.project.services and _is_optional(scope, settings):
            scope.trees.unsaid(key, f"There is no service `{name}`, so nothing waits for it.")
            continue
        yield Dependency(name, _condition(scope, settings), key)


def _is_optional(scope: Scope, settings: Entries) -> bool:
    return "required" in settings and not scope.truth(settings["required"][1], "`required`")


def _condition(scope: Scope, settings: Entries) -> str:
    node: Node | None = value_of(settings, "condition")
    condition = scope.plain(node, "`condition`") or STARTED
    if node is not None and condition not in (STARTED, HEALTHY, COMPLETED):
        scope.trees.wrong(node, f"`{condition}` is none of {STARTED}, {HEALTHY} and {COMPLETED}.")
    return condition


def _links(scope: Scope, entries: Entries) -> Iterator[Dependency]:
    for link in scope.trees.scalars(value_of(entries, "links"), "`links`"):
        name, _, alias = link.text.partition(":")
        if alias and alias != name:
            scope.trees.unsaid(link, f"`{name}` is reached by its own name only, not as `{alias}`.")
        yield Dependency(name, STARTED, link)
