"""One request to a registry or to the service that it takes tokens from, to an address that may be connected to."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from urllib.parse import urlsplit

from provisioners.backends.contract import PlatformError
from provisioners.errors import Refused
from provisioners.outbound import Destination
from topology.fetching.connection import TimedSocket, TooLarge, connect, secured
from topology.fetching.limits import Deadline

Allow = Callable[[str], Destination]
"""Where ``https://HOST:PORT`` leads, by the policy for outbound connections. Raises :class:`Refused`."""

TIMEOUT = 15.0
LARGEST = 4 * 2**20
"""Bytes of an answer; a registry refuses larger manifests too."""

HTTPS_PORT = 443


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers by their name in lower case, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Web:
    """Asks. TLS everywhere but on the loopback, where Docker's engine does without as well."""

    def __init__(self, allow: Allow, tls: ssl.SSLContext | None = None) -> None:
        self._allow = allow
        self._tls = tls

    def ask(self, method: str, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer to one request; nothing is followed. Raises :class:`PlatformError`."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or HTTPS_PORT
        addresses = self._addresses(host, port)
        deadline = Deadline(TIMEOUT)
        try:
            inner = connect(addresses, port, deadline)
            if not all(ip_address(address).is_loopback for address in addresses):
                inner = secured(inner, self._tls or ssl.create_default_context(), host, deadline)
            opened = TimedSocket(inner, deadline, LARGEST)
            try:
                return _exchange(opened, method, url, headers)
            finally:
                opened.close()
        except ssl.SSLCertVerificationError as error:
            message = f"The certificate of {parts.netloc} is not trusted: {error.verify_message}."
            raise PlatformError(message) from error
        except (OSError, HTTPException, TooLarge) as error:
            message = f"The registry {parts.netloc} cannot be reached from the worker's machine.\n{error}"
            raise PlatformError(message, transient=True) from error

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        written = f"[{host}]" if ":" in host else host
        try:
            return self._allow(f"https://{written}:{port}").addresses
        except Refused as refused:
            raise PlatformError(refused.message) from None


def _exchange(opened: TimedSocket, method: str, url: str, headers: Mapping[str, str]) -> Answer:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc)
    connection.sock = opened
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, path, headers={"User-Agent": "toposmith", "Connection": "close", **headers})
    with HTTPResponse(opened, method=method) as response:  # type: ignore[arg-type]
        response.begin()
        found = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, found, response.read())
