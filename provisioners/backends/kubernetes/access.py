"""How a worker is let in to an API server, from an endpoint's typed fields alone."""

import os
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.images.options import BUILDER_FIELDS, REGISTRY_FIELDS

IN_CLUSTER = "in-cluster"
SCHEMES = ("https", IN_CLUSTER)
DEFAULT_PORT = 443
CREDENTIAL_FIELDS = frozenset({"ca", "token", "cert", "key"}) | REGISTRY_FIELDS | frozenset(BUILDER_FIELDS)

ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
"""Where a pod finds its account's token and the server's certificate authority."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where the API server is, whom to trust, and the token, if any, that lets in.

    ``path`` is before all paths of the API, for servers that stand behind a proxy.
    """

    url: str
    host: str
    port: int
    path: str
    tls: ssl.SSLContext = field(repr=False)
    token: str = field(repr=False)
    addresses: tuple[str, ...] = ()

    def opened(self, timeout: float) -> ssl.SSLSocket:
        """A connection to an address that was allowed, and to whoever proves to be the host. Raises ``OSError``."""
        *others, last = self.addresses or (self.host,)
        for address in others:
            with suppress(OSError):
                return self._to(address, timeout)
        return self._to(last, timeout)

    def _to(self, address: str, timeout: float) -> ssl.SSLSocket:
        plain = socket.create_connection((address, self.port), timeout=timeout)
        try:
            return self.tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def access(endpoint: Endpoint) -> Access:
    """The access that an endpoint describes. Raises :class:`PlatformError` for one that is not complete."""
    parts = urlsplit(endpoint.url)
    if parts.scheme == IN_CLUSTER:
        return _in_cluster()
    if parts.scheme != "https" or not parts.hostname:
        raise PlatformError(f"Kubernetes is reached by https://HOST:PORT, not by {parts.scheme or 'a bare path'}.")
    credential = endpoint.credential
    if not credential.get("token") and not (credential.get("cert") and credential.get("key")):
        raise PlatformError("The credential needs a 'token', or a 'cert' with its 'key'.")
    tls = _tls(credential.get("ca", ""), credential.get("cert", ""), credential.get("key", ""))
    path, token = parts.path.rstrip("/"), credential.get("token", "")
    port = parts.port or DEFAULT_PORT
    return Access(endpoint.url, parts.hostname, port, path, tls, token, endpoint.addresses)


def _in_cluster() -> Access:
    """That of the pod in which this worker runs."""
    host = os.environ.get("KUBERNETES_SERVICE_HOST", "")
    port = os.environ.get("KUBERNETES_SERVICE_PORT", str(DEFAULT_PORT))
    try:
        token, authority = ((ACCOUNT / name).read_text(encoding="utf-8") for name in ("token", "ca.crt"))
    except OSError as error:
        raise PlatformError(f"This worker runs in no cluster whose account it could use: {error}") from error
    if not host:
        raise PlatformError("This worker runs in no cluster: KUBERNETES_SERVICE_HOST is not set.")
    return Access(f"https://{host}:{port}", host, int(port), "", _tls(authority, "", ""), token.strip())


def _tls(authority: str, certificate: str, key: str) -> ssl.SSLContext:
    """A context that trusts the given authority alone, or the system's where none is given."""
    try:
        context = ssl.create_default_context(cadata=authority or None)
        # Authorities of clusters often lack what this flag, a default of later Pythons, asks of them.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        if certificate and key:
            _load(context, certificate, key)
    except (ssl.SSLError, ValueError) as error:
        raise PlatformError(f"The credential's certificates cannot be used: {error}") from error
    return context


def _load(context: ssl.SSLContext, certificate: str, key: str) -> None:
    """OpenSSL reads certificates from files only; these are readable by nobody else and gone at once."""
    with TemporaryDirectory(prefix="toposmith-") as folder:
        names: list[Path] = []
        for name, content in (("cert", certificate), ("key", key)):
            path = Path(folder, name)
            path.touch(mode=0o600)
            path.write_text(content, encoding="utf-8")
            names.append(path)
        context.load_cert_chain(names[0], names[1], password="")
