"""Reads a Compose project into a draft."""

import re
from collections.abc import Iterator, Mapping, Sequence

from topology.diagnostics.span import Span
from topology.importing.compose.confidential import named_in as definitions_in
from topology.importing.compose.confidential import note_unused
from topology.importing.compose.dependencies import COMPLETED, HEALTHY, Dependency, dependencies
from topology.importing.compose.dotenv import EnvError, parse_env
from topology.importing.compose.networks import DEFAULT, memberships, network_nodes
from topology.importing.compose.process import is_once
from topology.importing.compose.project import load_project
from topology.importing.compose.scope import Scope
from topology.importing.compose.service import Service, fill
from topology.importing.compose.variables import Variables
from topology.importing.compose.volumes import mounts_of, named_in, volume_nodes
from topology.importing.documents import Documents
from topology.importing.draft import CONTAINER, JOB, Draft, DraftNode
from topology.importing.trees import Trees, value_of
from topology.tosca.findings import Findings
from topology.tosca.tree import span_of

DOTENV = ".env"
_LEGAL_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)


def read_compose(
    documents: Documents,
    findings: Findings,
    entry: str,
    *,
    overrides: Sequence[str] = (),
    profiles: Sequence[str] = (),
    folder: str | None = None,
) -> Draft | None:
    """The draft of a Compose file; None after findings that leave nothing to write.

    ``overrides`` go before it, ``profiles`` are the ones to start, and ``folder`` is its folder's absolute path.
    """
    trees = Trees(findings)
    project = load_project(documents, trees, entry, overrides, profiles)
    if project is None:
        return None
    project.folder = folder
    variables = Variables(trees, _dotenv(documents, findings), entry)
    draft = Draft(project.name or "", f"Made from {entry}.")
    scope = Scope(trees, documents, project, variables, draft, {}, {})
    services = {name: _service(scope, name) for name in project.services}
    _make_nodes(scope, services)
    for name, service in services.items():
        fill(scope, name, service)
    _check_waiting(scope, services)
    draft.inputs = variables.inputs
    return draft


def _dotenv(documents: Documents, findings: Findings) -> Mapping[str, str]:
    """What the file `.env` says; a line may use the variables before it."""
    content = documents.find(DOTENV)
    text = content.decode("utf-8", "replace") if content is not None else ""
    found: dict[str, str] = {}
    try:
        for line in parse_env(text):
            if line.text is not None:
                parts = line.text.filled(found).parts
                found[line.name] = "".join(part for part in parts if isinstance(part, str))
    except EnvError as error:
        findings.error(
            "TS874", f"This is no file of variables: {error}.", Span(DOTENV, error.line + 1, 1, error.line + 1, 2)
        )
    return found


def _service(scope: Scope, name: str) -> Service:
    key, entries = scope.project.services[name]
    mounts = mounts_of(scope, entries)
    return Service(key, entries, mounts, memberships(scope, entries), dependencies(scope, entries))


def _make_nodes(scope: Scope, services: Mapping[str, Service]) -> None:
    """An empty node for each service, in the source's order, then its volumes and networks."""
    jobs = {each.service for service in services.values() for each in service.waits_for if each.condition == COMPLETED}
    for name, service in services.items():
        deploy = scope.trees.entries(value_of(service.entries, "deploy"), "`deploy`")
        mode = scope.plain(value_of(deploy, "mode"), "`mode`")
        scope.draft.nodes[name] = DraftNode(JOB if name in jobs or is_once(mode) else CONTAINER)
        _check_name(scope, name, service)
    volume_nodes(scope, {volume for each in services.values() for volume, _ in named_in(scope, each.mounts)})
    network_nodes(scope, {name: service.networks for name, service in services.items()})
    for section in ("secrets", "configs"):
        used = (definitions_in(scope, each.entries, section) for each in services.values())
        note_unused(scope, {name for names in used for name in names}, section)


def _check_name(scope: Scope, name: str, service: Service) -> None:
    if not _LEGAL_NAME.fullmatch(name):
        help_text = f"Where others name it, write {{ get_attribute: [ {name}, address ] }}."
        message = f"`{name}` is no name that every platform takes, so others reach it by a similar one."
        scope.trees.otherwise(service.key, message, help_text)


def _check_waiting(scope: Scope, services: Mapping[str, Service]) -> None:
    """Note what waits differently here, and circles of waiting."""
    for name, service in services.items():
        for dependency in service.waits_for:
            _check_condition(scope, dependency)
            other = services[dependency.service]
            if not set(service.networks or [DEFAULT]) & set(other.networks or [DEFAULT]):
                message = (
                    f"`{name}` shares no network with `{dependency.service}`; waiting for it makes them share one."
                )
                scope.trees.otherwise(dependency.at, message)
    circle = _circle({name: [each.service for each in service.waits_for] for name, service in services.items()})
    if circle:
        message = f"Services wait for each other in a circle: {' -> '.join(circle)}."
        at = next(each.at for each in services[circle[0]].waits_for if each.service == circle[1])
        scope.trees.findings.error("TS876", message, span_of(at), help="Take one of the dependencies away.")


def _check_condition(scope: Scope, dependency: Dependency) -> None:
    other = scope.draft.nodes[dependency.service]
    is_checked = "health_check" in other.properties
    if dependency.condition == HEALTHY and not is_checked:
        message = f"`{dependency.service}` has no `healthcheck` here; it counts as well once it runs."
        scope.trees.otherwise(dependency.at, message, "Write a health check, also one that its image has already.")
    elif dependency.condition not in (HEALTHY, COMPLETED) and (is_checked or other.type == JOB):
        until = "has ended" if other.type == JOB else "is well"
        scope.trees.otherwise(dependency.at, f"The wait ends when `{dependency.service}` {until}, not when it starts.")


def _circle(waits_for: Mapping[str, Sequence[str]]) -> list[str]:
    """The services of a circle, the first one again at its end; empty where there is none."""
    done: set[str] = set()
    for start in waits_for:
        way: list[str] = []
        waiting: list[Iterator[str]] = [iter([start])]
        while waiting:
            name = next(waiting[-1], None)
            if name is None:
                waiting.pop()
                done.update(way[-1:])
                del way[-1:]
            elif name in way:
                return [*way[way.index(name) :], name]
            elif name not in done:
                way.append(name)
                waiting.append(iter(waits_for[name]))
    return []
