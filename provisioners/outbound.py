"""Which addresses a user may let us connect to. One policy for every address that comes from outside.

An administrator's list (``TOPOSMITH_ALLOWED_ENDPOINTS``, see docs/settings.md) opens what is otherwise refused:
endpoints that are no address on a network, such as local sockets, and addresses that are not public: loopback,
link-local, private networks, clouds' metadata services.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from provisioners.errors import Refused

Resolve = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"tcp": 2376, "http": 80, "https": 443}
"""By the schemes that lead to a host; an endpoint of any other scheme is one of this machine."""

WITH_PATHS = ("http", "https")
_SURPLUS = re.compile(r"[?#\s\x00-\x1f]")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


@dataclass(frozen=True, slots=True)
class Destination:
    """An endpoint that may be used. ``addresses`` are those to connect to, so that a name is resolved only once."""

    endpoint: str
    host: str | None = None
    port: int | None = None
    addresses: tuple[str, ...] = ()


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver. Raises :class:`Refused` when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Refused("endpoint_unknown", f"The host {host!r} cannot be found: {error.strerror}.") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_endpoint(
    endpoint: str, allowed: Collection[str], *, schemes: Sequence[str], resolve: Resolve | None = None
) -> Destination:
    """Where an endpoint leads, if it may be used. Raises :class:`Refused`.

    ``allowed`` holds endpoints as users write them, and networks such as ``10.0.0.0/8``; ``schemes`` are those that
    make sense for what is to be reached.
    """
    scheme = endpoint.partition(":")[0]
    if scheme not in schemes:
        raise _malformed(endpoint, schemes)
    if scheme not in DEFAULT_PORTS:
        return _on_this_machine(endpoint, allowed)
    host, port = _host_and_port(endpoint, schemes)
    addresses = (resolve or resolve_host)(host, port)
    if endpoint not in allowed:
        networks = _networks(allowed)
        for address in addresses:
            _check_address(ipaddress.ip_address(address.partition("%")[0]), networks)
    return Destination(endpoint, host, port, tuple(addresses))


def _on_this_machine(endpoint: str, allowed: Collection[str]) -> Destination:
    if endpoint not in allowed:
        raise Refused(
            "endpoint_not_allowed",
            f"{endpoint!r} is on this machine. An administrator can allow it with TOPOSMITH_ALLOWED_ENDPOINTS.",
        )
    return Destination(endpoint)


def _host_and_port(endpoint: str, schemes: Sequence[str]) -> tuple[str, int]:
    try:
        parts = urlsplit(endpoint)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise _malformed(endpoint, schemes) from None
    surplus = parts.username or parts.password or _SURPLUS.search(endpoint)
    if not parts.hostname or surplus or not _is_path(parts.scheme, parts.path):
        raise _malformed(endpoint, schemes)
    return parts.hostname, port


def _is_path(scheme: str, path: str) -> bool:
    """Whether an endpoint may have this path: servers behind a proxy have one, but none that leads upwards."""
    if scheme not in WITH_PATHS:
        return path in ("", "/")
    return _PATH.fullmatch(path) is not None and not {".", ".."} & set(path.split("/"))


def _malformed(endpoint: str, schemes: Sequence[str]) -> Refused:
    forms = " or ".join(_form(scheme) for scheme in schemes)
    return Refused("endpoint_malformed", f"{endpoint.partition('@')[2] or endpoint!r} is no endpoint. Write {forms}.")


def _form(scheme: str) -> str:
    """How an endpoint of a scheme looks."""
    if scheme in DEFAULT_PORTS:
        return f"{scheme}://HOST:PORT"
    return "unix:///PATH" if scheme == "unix" else f"{scheme}:"


def _networks(allowed: Collection[str]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(entry) for entry in allowed if ":/" not in entry]


def _check_address(address: Address, networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> None:
    plain = getattr(address, "ipv4_mapped", None) or address
    if any(plain.version == network.version and plain in network for network in networks):
        return
    if not plain.is_global or plain.is_multicast:
        raise Refused(
            "endpoint_not_allowed",
            f"{plain} is no public address. An administrator can allow its network with TOPOSMITH_ALLOWED_ENDPOINTS.",
        )
