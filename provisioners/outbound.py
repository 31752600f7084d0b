"""Which addresses a user may let us connect to. One policy for every address that comes from outside.

An administrator's list (``TOPOSMITH_ALLOWED_ENDPOINTS``, see docs/settings.md) opens what is otherwise refused:
local sockets, the cluster that a worker itself runs in, and addresses that are not public: loopback, link-local,
private networks, clouds' metadata services.
"""

import ipaddress
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from provisioners.errors import Refused

Resolve = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LOCAL_SCHEMES = ("unix", "in-cluster")
"""Those of endpoints that are the worker's own place: its machine, or the cluster it runs in with its account."""

DEFAULT_PORTS = {"tcp": 2376, "https": 443}


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


def check_endpoint(endpoint: str, allowed: Collection[str], resolve: Resolve = resolve_host) -> Destination:
    """Where an endpoint leads, if it may be used. Raises :class:`Refused`.

    ``allowed`` holds endpoints as users write them, and networks such as ``10.0.0.0/8``.
    """
    if endpoint.partition(":")[0] in LOCAL_SCHEMES:
        return _own_place(endpoint, allowed)
    host, port = _host_and_port(endpoint)
    addresses = resolve(host, port)
    if endpoint not in allowed:
        networks = _networks(allowed)
        for address in addresses:
            _check_address(ipaddress.ip_address(address.partition("%")[0]), networks)
    return Destination(endpoint, host, port, tuple(addresses))


def _own_place(endpoint: str, allowed: Collection[str]) -> Destination:
    if endpoint not in allowed:
        raise Refused(
            "endpoint_not_allowed",
            f"{endpoint!r} is the worker's own place. An administrator can allow it with TOPOSMITH_ALLOWED_ENDPOINTS.",
        )
    return Destination(endpoint)


def _host_and_port(endpoint: str) -> tuple[str, int]:
    try:
        parts = urlsplit(endpoint)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        raise _malformed(endpoint) from None
    surplus = parts.username or parts.password or parts.query or parts.fragment or parts.path not in ("", "/")
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or surplus:
        raise _malformed(endpoint)
    return parts.hostname, port


def _malformed(endpoint: str) -> Refused:
    message = f"{endpoint.partition('@')[2] or endpoint!r} is no endpoint. Write tcp://HOST:PORT, https://HOST:PORT or unix:///PATH."
    return Refused("endpoint_malformed", message)


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
