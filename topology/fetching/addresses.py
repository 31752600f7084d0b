"""Which network addresses may be connected to: public ones, and those of networks that were listed.

A name is looked up once; the connection goes to the address that was checked, so that a name server cannot answer
differently the second time (DNS rebinding).
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from topology.sources import SourceRefused

Resolver = Callable[[str, int], Sequence[str]]
"""The numeric addresses of a host. Raises ``OSError``, or ``UnicodeError`` for what can be no host's name."""

_Address = IPv4Address | IPv6Address
_PUBLIC_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def look_up(host: str, port: int) -> list[str]:
    """The system's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked_addresses(host: str, port: int, networks: Sequence[str], resolve: Resolver) -> list[str]:
    """All addresses of a host, each of which may be connected to.

    Raises :class:`SourceRefused`: TS212 when one of them is neither public nor in the networks, TS213 without any.
    """
    try:
        found = [ip_address(text) for text in resolve(host, port)]
    except (OSError, UnicodeError, ValueError):
        raise SourceRefused(f"the host `{host}` is not found", code="TS213") from None
    listed = [ip_network(network, strict=False) for network in networks]
    for address in found:
        if not is_public(address) and not any(_meant(address) in network for network in listed):
            help_text = f"If it is meant, list it: --allow-host {_meant(address)}."
            raise SourceRefused(f"`{host}` leads to {address}, which is not public", code="TS212", help=help_text)
    return [str(address) for address in found]


def is_public(address: _Address) -> bool:
    """Whether an address is one of the public internet, also where it only wraps one of IPv4."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    return address in _PUBLIC_V6 and address.is_global and not address.is_multicast


def _meant(address: _Address) -> _Address:
    inner = _wrapped(address) if isinstance(address, IPv6Address) else None
    return address if inner is None else inner


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """The address of IPv4 to which one of IPv6 leads in the end."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
