"""Published ports, and those that are only exposed (Compose Specification, "ports", "expose")."""

import re
from collections.abc import Iterator

from topology.importing.compose.interpolation import Text
from topology.importing.compose.keys import PORT_UNSAID
from topology.importing.compose.merge import Entries
from topology.importing.compose.scope import Scope
from topology.importing.draft import InputRef, Value
from topology.importing.trees import value_of
from topology.tosca.tree import Node, Scalar

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what Compose does where nothing is said
MOST_IN_RANGE = 1_000

Port = dict[str, Value]

_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)
_BRACKETS = re.compile(r"\[([0-9A-Fa-f:.]+)\]:(.*)", re.ASCII)
_FORM = "Write it as `8080:80`, `127.0.0.1:8080:80/udp`, or as a map with `target`."


def ports(scope: Scope, entries: Entries) -> list[Port]:
    """The published ports of a service, each once."""
    found: list[Port] = []
    for item in scope.trees.items(value_of(entries, "ports"), "`ports`"):
        for port in _short(scope, item) if isinstance(item, Scalar) else _long(scope, item):
            if port not in found:
                found.append(port)
    return found


def exposed(scope: Scope, entries: Entries, published: list[Port]) -> Port | None:
    """The endpoint of a service that exposes a port and publishes none; of several ports the first."""
    listed = scope.trees.scalars(value_of(entries, "expose"), "`expose`")
    endpoint: Port | None = None
    for item in listed:
        text, _, protocol = (scope.plain(item, "`expose`") or "").partition("/")
        if not text.isdecimal() or not 0 < int(text[:6]) < 65536:
            scope.trees.wrong(item, "Each of `expose` has to be a port.")
        elif published or endpoint is not None or protocol == "udp":
            scope.trees.unsaid(item, f"The port {text} is open to other containers anyway; it is not noted.")
        else:
            endpoint = {"port": int(text)}
    return endpoint


def _short(scope: Scope, item: Scalar) -> Iterator[Port]:
    text = scope.text(item)
    whole, *protocols = text.split("/")
    protocol = scope.variables.plain(protocols[0], item) if protocols else "tcp"
    bracketed = _BRACKETS.fullmatch(scope.variables.resolved(whole) or "")
    pieces = [Text((bracketed[1],)), *Text((bracketed[2],)).split(":")] if bracketed else whole.split(":")
    if len(pieces) > 3 or len(protocols) > 1:
        scope.trees.wrong(item, f"`{item.text}` is no port.", _FORM)
        return
    address, parts = (pieces[0], pieces[1:]) if len(pieces) == 3 else (None, pieces)
    yield from _ports(scope, item, address, parts, protocol)


def _ports(scope: Scope, item: Scalar, address: Text | None, parts: list[Text], protocol: str) -> Iterator[Port]:
    published, target = (Text(), parts[0]) if len(parts) == 1 else (parts[0], parts[-1])
    targets = _range(scope, item, target)
    hosts = _range(scope, item, published) if published.parts else [0] * len(targets)
    if len(targets) == 1 and len(hosts) > 1:
        scope.trees.otherwise(item, "The platform chooses any free port instead of one of a range.")
        hosts = [0]
    if len(hosts) != len(targets):
        scope.trees.wrong(item, f"`{item.text}` has as many ports on the host as in the container, or one of these.")
        return
    where = scope.variables.value(address, item) if address is not None and address.parts else EVERYWHERE
    for wanted, host in zip(targets, hosts, strict=True):
        port = _port(scope, item, wanted, host, protocol)
        if port:
            yield {**port, "address": where}


def _port(scope: Scope, at: Node, target: Value, published: Value, protocol: str) -> Port:
    if protocol not in ("tcp", "udp"):
        scope.trees.impossible(at, f"A port speaks tcp or udp, not `{protocol}`.")
        return {}
    found: Port = {"target": target}
    if published != 0:
        found["published"] = published
    return found if protocol == "tcp" else {**found, "protocol": protocol}


def _range(scope: Scope, at: Scalar, text: Text) -> list["int | InputRef"]:
    """The ports of a text such as ``80`` or ``80-82``; a text that is but a variable is one port."""
    if text.variables and len(text.parts) == 1:
        resolved = scope.variables.resolved(text)
        if resolved is None or "-" not in resolved:
            number = scope.variables.whole(text, at, "A port")
            return [] if number is None else [number]
    plain = scope.variables.plain(text, at)
    found = _RANGE.fullmatch(plain)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, -1)
    if not found or not first <= last < min(65536, first + MOST_IN_RANGE):
        scope.trees.wrong(at, f"`{plain}` is no port.", _FORM)
        return []
    return list(range(first, last + 1))


def _long(scope: Scope, item: Node) -> Iterator[Port]:
    entries = scope.trees.entries(item, "Each of `ports`")
    scope.trees.check_keys(entries, ("target", "published", "host_ip", "protocol", *PORT_UNSAID), "A port")
    for key in ("name", "app_protocol"):
        if key in entries:
            scope.trees.unsaid(entries[key][0], f"`{key}` of a port has no counterpart and is left out.")
    if "mode" in entries and scope.plain(entries["mode"][1], "`mode`") == "host":
        scope.trees.unsaid(entries["mode"][0], "Ports are published by the platform's own way, not on each host.")
    target, published, address = (value_of(entries, key) for key in ("target", "published", "host_ip"))
    wanted = scope.trees.scalar(target, "`target`")
    if wanted is None:
        scope.trees.wrong(item, "A port has to have a `target`.", _FORM)
        return
    protocol = value_of(entries, "protocol")
    host = scope.trees.scalar(published, "`published`")
    where = scope.trees.scalar(address, "`host_ip`")
    parts = [scope.text(host) if host else Text(), scope.text(wanted)]
    yield from _ports(
        scope, wanted, scope.text(where) if where else None, parts, scope.plain(protocol, "`protocol`") or "tcp"
    )
