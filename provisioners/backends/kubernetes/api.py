"""A small client of the Kubernetes API: one kept connection, a time-out on every call, no redirects.

https://kubernetes.io/docs/reference/using-api/api-concepts/
"""

import http.client
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.kubernetes.access import Access, access
from provisioners.backends.kubernetes.labels import MANAGER

TIMEOUT = 20.0
"""Seconds that one call may take."""

MOST_BYTES = 64_000_000
TRANSIENT = frozenset({429, 500, 502, 503, 504})
SENTENCES = {
    401: "The API server does not know the credential.",
    403: "The API server does not allow it.",
}

Data = dict[str, Any]


class Refusal(PlatformError):
    """The API server's answer to a call that failed, as it says it itself (``meta/v1`` ``Status``)."""

    def __init__(self, status: int, reason: str, words: str) -> None:
        sentence = SENTENCES.get(status, "The API server refused.")
        super().__init__(f"{sentence} {words}", transient=status in TRANSIENT)
        self.status = status
        self.reason = reason
        self.words = words


class Connection(http.client.HTTPConnection):
    """A connection as an access describes it."""

    def __init__(self, where: Access) -> None:
        super().__init__(where.host, where.port, timeout=TIMEOUT)
        self._where = where

    def connect(self) -> None:
        self.sock = self._where.opened(TIMEOUT)


class Api:
    """The API of one server."""

    def __init__(self, where: Access) -> None:
        self.where = where
        self.answered_at = 0.0
        """The server's clock at its last answer, in whole seconds since 1970."""
        self._connection = Connection(where)

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str, **query: str) -> Data:
        """An object, or a list. Raises :class:`Refusal`."""
        return self._json("GET", path, query)

    def find(self, path: str) -> Data | None:
        """An object, or None where there is none. Raises :class:`Refusal`."""
        try:
            return self.get(path)
        except Refusal as refusal:
            if refusal.status == http.client.NOT_FOUND:
                return None
            raise

    def items(self, path: str, **query: str) -> list[Data]:
        """All objects of a list, page by page; none where the server does not have the kind."""
        found: list[Data] = []
        token = ""
        while True:
            try:
                page = self.get(path, limit="500", **query, **({"continue": token} if token else {}))
            except Refusal as refusal:
                if refusal.status == http.client.NOT_FOUND:
                    return found
                raise
            found += page["items"]
            token = page["metadata"].get("continue", "")
            if not token:
                return found

    def apply(self, path: str, manifest: Mapping[str, Any], *, dry_run: bool = False, force: bool = False) -> Data:
        """Server-side apply by our own field manager; the object as it is then. Raises :class:`Refusal`."""
        query = {"fieldManager": MANAGER, "force": str(force).lower(), **({"dryRun": "All"} if dry_run else {})}
        return self._json("PATCH", path, query, manifest, "application/apply-patch+yaml")

    def patch(self, path: str, changes: Mapping[str, Any]) -> Data:
        """Merge changes into an object. Raises :class:`Refusal`."""
        return self._json("PATCH", path, {"fieldManager": MANAGER}, changes, "application/merge-patch+json")

    def delete(self, path: str, *, propagation: str) -> None:
        """Delete an object; what is gone already is fine. Raises :class:`Refusal`."""
        options = {"kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": propagation}
        try:
            self._json("DELETE", path, {}, options)
        except Refusal as refusal:
            if refusal.status != http.client.NOT_FOUND:
                raise

    def text(self, path: str, **query: str) -> str:
        """An answer that is no object, such as a log. Raises :class:`Refusal`."""
        return self._call("GET", path, query, None, "").decode(errors="replace")

    def _json(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: Mapping[str, Any] | None = None,
        content_type: str = "application/json",
    ) -> Data:
        content = None if body is None else json.dumps(body).encode()
        answer: Data = json.loads(self._call(method, path, query, content, content_type))
        return answer

    def _call(self, method: str, path: str, query: Mapping[str, str], body: bytes | None, content_type: str) -> bytes:
        """Every call may be repeated, so one on a connection that the server has closed meanwhile is."""
        address = f"{self.where.path}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Accept": "application/json, */*", "User-Agent": MANAGER}
        if self.where.token:
            headers["Authorization"] = f"Bearer {self.where.token}"
        if body is not None:
            headers["Content-Type"] = content_type
        try:
            status, content = self._exchange(method, address, body, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            status, content = self._exchange(method, address, body, headers)
        if status >= http.client.MULTIPLE_CHOICES:
            raise refusal_of(status, content)
        return content

    def _exchange(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        self._connection.request(method, address, body, dict(headers))
        response = self._connection.getresponse()
        if date := response.headers.get("Date"):
            self.answered_at = parsedate_to_datetime(date).timestamp()
        content = response.read(MOST_BYTES)
        if not response.isclosed():
            raise PlatformError("The API server's answer is too large.")
        return response.status, content


@contextmanager
def connected(endpoint: Endpoint) -> Iterator[Api]:
    """The API at an endpoint. Raises :class:`PlatformError`, also for what goes wrong while it is used."""
    api = Api(access(endpoint))
    with failures_explained(api.where):
        try:
            yield api
        finally:
            api.close()


@contextmanager
def failures_explained(where: Access) -> Iterator[None]:
    """Turns what a connection meets into :class:`PlatformError`."""
    try:
        yield
    except ssl.SSLError as error:
        message = f"The API server at {where.url} and the target's credential do not trust each other. Check its 'ca'"
        raise PlatformError(f"{message}, 'cert' and 'key'.\n{error}") from error
    except (OSError, http.client.HTTPException) as error:
        message = f"The API server at {where.url} does not answer.\n{error or type(error).__name__}"
        raise PlatformError(message, transient=True) from error


def refusal_of(status: int, content: bytes) -> Refusal:
    """What a failed call's answer says."""
    try:
        answer = json.loads(content)
        words, reason = str(answer.get("message", "")), str(answer.get("reason", ""))
    except (ValueError, AttributeError):
        words, reason = content[:500].decode(errors="replace"), ""
    return Refusal(status, reason, words or f"HTTP status {status}.")
