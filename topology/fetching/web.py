"""One request to one host: a file, a redirect, or a refusal.

Source: RFC 9110, sections 8.4 (content coding), 8.6 (length) and 15.4 (redirection).
"""

import ssl
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ssl import SSLContext
from urllib.parse import urlsplit

from topology.fetching.addresses import Resolver, checked_addresses
from topology.fetching.connection import TimedSocket, TooLarge, connect, secured
from topology.fetching.limits import Deadline, FetchLimits
from topology.import_policy import joined_url
from topology.record import ValueRecord
from topology.sources import SourceRefused

_HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close", "User-Agent": "toposmith"}
_ROOM_FOR_HEADERS = 2**20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"https": 443, "http": 80}


class Redirect(ValueRecord):
    """The address at which the server says that the file is."""

    url: str


class Web:
    """Asks hosts for files. ``resolve`` looks names up; ``tls`` checks certificates, by default as the system does."""

    def __init__(self, networks: Sequence[str], limits: FetchLimits, resolve: Resolver, tls: SSLContext | None) -> None:
        self._networks = networks
        self._limits = limits
        self._resolve = resolve
        self._tls = tls

    def get(self, url: str, deadline: Deadline) -> bytes | Redirect:
        """What a canonical address gives. Raises :class:`SourceRefused` (TS212 to TS214), and ``TimeoutError``."""
        try:
            opened = self._connected(url, deadline)
            try:
                return _answer(opened, url, self._limits)
            finally:
                opened.close()
        except TimeoutError:
            raise
        except TooLarge:
            raise _too_large(self._limits) from None
        except (OSError, HTTPException, ValueError) as error:
            raise SourceRefused(_reason(error), code="TS213") from None

    def _connected(self, url: str, deadline: Deadline) -> TimedSocket:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        addresses = checked_addresses(host, port, self._networks, self._resolve)
        inner = connect(addresses, port, deadline)
        if parts.scheme == "https":
            inner = secured(inner, self._tls or ssl.create_default_context(), host, deadline)
        return TimedSocket(inner, deadline, self._limits.size + _ROOM_FOR_HEADERS)


def _answer(opened: TimedSocket, url: str, limits: FetchLimits) -> bytes | Redirect:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc)
    connection.sock = opened
    connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=_HEADERS)
    with HTTPResponse(opened, method="GET") as response:  # type: ignore[arg-type]
        response.begin()
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location is not None:
            return Redirect(joined_url(url, location))
        if response.status != HTTPStatus.OK:
            raise SourceRefused(f"the server answers with the status {response.status}", code="TS213")
        return _body(response, limits)


def _body(response: HTTPResponse, limits: FetchLimits) -> bytes:
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise SourceRefused("the server packs the file although it was asked not to", code="TS213")
    length = response.length
    if length is not None and length > limits.size:
        raise _too_large(limits)
    content = response.read(limits.size + 1)
    if len(content) > limits.size:
        raise _too_large(limits)
    if length is not None and len(content) != length:
        raise SourceRefused(f"the server announced {length} bytes and sent {len(content)}", code="TS213")
    return content


def _too_large(limits: FetchLimits) -> SourceRefused:
    return SourceRefused(f"it is larger than {limits.size / 2**20:.3g} MiB", code="TS214")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the server's certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "no protected connection comes about"
    if isinstance(error, OSError):
        return f"the connection fails ({error.strerror or 'it was closed'})"
    return "the server's answer is cut off or is not HTTP"
