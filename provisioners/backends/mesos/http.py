"""Calls over HTTP: with time-outs, without redirects, and with nothing of the worker's environment."""

import os
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.images.options import BUILDER_FIELDS, REGISTRY_FIELDS

if TYPE_CHECKING:
    from requests import Response, Session

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 30.0
"""Seconds. Marathon answers after it has stored a group, which takes long for a large one."""

MOST_WORDS = 2000

UNFIT_CREDENTIAL = (
    "The target's token holds a line break or characters that no header can have. Make the target again with the token "
    "on one line."
)

CREDENTIAL_FIELDS = frozenset({"ca", "token", "username", "password"}) | REGISTRY_FIELDS | frozenset(BUILDER_FIELDS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call gave: its status, the body as data, and the headers."""

    status: int
    data: Any
    headers: Mapping[str, str]


class Api:
    """One API at one address. ``title`` is its name in sentences."""

    def __init__(self, session: "Session", title: str, address: str, base: str) -> None:
        self._session = session
        self.title = title
        self._address = address
        self._base = base

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Collection[tuple[str, str]] = (),
        body: object = None,
        expected: Collection[int] = (200, 201, 202, 204),
    ) -> Answer:
        """One call. Raises :class:`PlatformError` for a status that is not expected, and when nobody answers."""
        import requests  # noqa: PLC0415 - rendering has to work where the server's packages are not installed

        try:
            response = self._session.request(
                method,
                f"{self._base}{path}",
                params=list(query),
                json=body,
                timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
                allow_redirects=False,
            )
        except (requests.exceptions.InvalidHeader, UnicodeError):  # their words repeat the credential
            raise PlatformError(UNFIT_CREDENTIAL) from None
        except requests.exceptions.SSLError as error:
            message = f"{self.title} at {self._address} shows no certificate that the target's credential trusts."
            raise PlatformError(f"{message}\n{error}") from error
        except requests.RequestException as error:
            raise PlatformError(f"{self.title} at {self._address} does not answer.\n{error}", transient=True) from error
        if response.status_code not in expected:
            raise self._refused(response)
        return Answer(response.status_code, _data(response), response.headers)

    def _refused(self, response: "Response") -> PlatformError:
        words = words_of(response)
        status = response.status_code
        if status == 401:
            return PlatformError(f"{self.title} does not accept the target's credential.\n{words}".rstrip())
        if status == 403:
            return PlatformError(f"{self.title} does not allow that to the target's credential.\n{words}".rstrip())
        if 300 <= status < 400:
            return PlatformError(f"{self.title} sends to another address, and redirects are not followed.")
        return PlatformError(f"{self.title} refused ({status}): {words}".rstrip(": "), transient=status >= 500)


@contextmanager
def opened(endpoint: Endpoint, title: str, address: str, path: str, *, with_credential: bool) -> Iterator[Api]:
    """An API at an address; the credential goes to the endpoint's own host only."""
    import requests  # noqa: PLC0415 - see above

    credential = endpoint.credential
    check_credential(credential)
    with TemporaryDirectory(prefix="toposmith-") as folder, requests.Session() as session:
        session.trust_env = False
        session.verify = _authority(credential, Path(folder))
        session.headers["Accept"] = "application/json"
        if with_credential and credential.get("token"):
            session.headers["Authorization"] = f"token={credential['token']}"
        elif with_credential and credential.get("username"):
            pair = f"{credential['username']}:{credential.get('password', '')}"
            session.headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        yield Api(session, title, address, f"{address.rstrip('/')}{path}")


def check_credential(credential: Mapping[str, str]) -> None:
    """Raises :class:`PlatformError` for a credential that says two things at once."""
    if credential.get("token") and credential.get("username"):
        raise PlatformError("The target's credential has a token and a user's name. Give one of them.")


def words_of(response: "Response") -> str:
    """What a server says of a refusal: Marathon's message with its details, or the beginning of the text."""
    data = _data(response)
    if not isinstance(data, Mapping):
        return response.text[:MOST_WORDS]
    details = data.get("details")
    lines = [str(data.get("message", ""))]
    for item in details if isinstance(details, list) else ():
        if isinstance(item, Mapping):
            lines.append(f"{item.get('path', '')}: {', '.join(map(str, item.get('errors', ())))}".lstrip(": "))
    return "\n".join(line for line in lines if line)[:MOST_WORDS]


def _data(response: "Response") -> Any:
    if "json" not in response.headers.get("Content-Type", ""):
        return None
    try:
        return response.json()
    except ValueError:
        return None


def _authority(credential: Mapping[str, str], folder: Path) -> str | bool:
    """Where the certificates are that are trusted; those of the system without a credential's own."""
    if not credential.get("ca"):
        return True
    place = folder / "ca.pem"
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(credential["ca"])
    return str(place)
