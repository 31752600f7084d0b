"""A connection to a Docker Engine, by its API or by its commands, from an endpoint's typed fields alone."""

import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provisioners.backends.contract import Endpoint, PlatformError

if TYPE_CHECKING:
    from docker import APIClient
    from docker.tls import TLSConfig

TIMEOUT = 15.0
"""Seconds that one call of the API may take."""

TLS_FILES = {"ca": "ca.pem", "cert": "cert.pem", "key": "key.pem"}
"""The credential's fields, each with the file that Docker's commands look for."""

WRONG_CERTIFICATES = (
    "The Docker Engine at {url} and the target's credential do not trust each other. Check the credential's "
    "certificate authority, certificate and key."
)


@contextmanager
def connected(endpoint: Endpoint, *, timeout: float = TIMEOUT) -> Iterator["APIClient"]:
    """The engine's API. Raises :class:`PlatformError`, also for what goes wrong while it is used."""
    # Rendering has to work where the SDK is not installed.
    import docker  # noqa: PLC0415
    import docker.constants  # noqa: PLC0415
    import requests  # noqa: PLC0415

    check_endpoint(endpoint)
    _knock(endpoint)
    with TemporaryDirectory(prefix="toposmith-") as folder:
        try:
            tls = _tls(endpoint, Path(folder))
            with closing(_client(endpoint, tls, docker.constants.MINIMUM_DOCKER_API_VERSION)) as first:
                version = first.version(api_version=False)["ApiVersion"]
            with closing(_client(endpoint, tls, version, timeout)) as client:
                yield client
        except docker.errors.APIError as error:
            raise PlatformError(f"The Docker Engine refused: {error.explanation}") from error
        except (docker.errors.TLSParameterError, requests.exceptions.SSLError) as error:
            raise PlatformError(f"{WRONG_CERTIFICATES.format(url=endpoint.url)}\n{error}") from error
        except (docker.errors.DockerException, requests.RequestException) as error:
            raise unreachable(endpoint, str(error)) from error


def command_environment(endpoint: Endpoint, folder: Path) -> dict[str, str]:
    """The environment by which Docker's commands reach the engine; certificates are written below ``folder``."""
    check_endpoint(endpoint)
    config = folder / "engine"
    config.mkdir(mode=0o700, exist_ok=True)
    env = {"DOCKER_HOST": endpoint.url, "DOCKER_CONFIG": str(config), "HOME": str(config)}
    if endpoint.credential.keys() >= TLS_FILES.keys():
        write_certificates(endpoint, config)
        env |= {"DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(config)}
    return env


def check_endpoint(endpoint: Endpoint) -> None:
    """Raises :class:`PlatformError` unless it is a local socket, or a host reached with certificates."""
    scheme = urlsplit(endpoint.url).scheme
    if scheme not in ("unix", "tcp"):
        raise PlatformError(f"A Docker Engine is reached by unix:// or tcp://, not by {scheme or 'a bare path'}.")
    missing = [field for field in TLS_FILES if not endpoint.credential.get(field)]
    if scheme == "tcp" and missing:
        raise PlatformError(f"A Docker Engine on tcp:// needs TLS; the credential lacks {', '.join(missing)}.")


def unreachable(endpoint: Endpoint, words: str) -> PlatformError:
    """The error for an engine that does not answer."""
    message = f"The Docker Engine at {endpoint.url} does not answer. Is it running, and may the worker use it?"
    return PlatformError(f"{message}\n{words}", transient=True)


def write_certificates(endpoint: Endpoint, folder: Path) -> None:
    """Write the credential's certificates and key, readable by nobody else."""
    for field, name in TLS_FILES.items():
        write_private(folder / name, endpoint.credential[field])


def write_private(place: Path, text: str) -> None:
    """Write a file that its owner alone can read."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def _client(endpoint: Endpoint, tls: "TLSConfig | bool", version: str, timeout: float = TIMEOUT) -> "APIClient":
    """A client that heeds neither proxies nor credentials of the worker's environment."""
    import docker  # noqa: PLC0415 - see above

    client = docker.APIClient(base_url=endpoint.url, version=version, timeout=int(timeout), tls=tls)
    client.trust_env = False
    return client


def _knock(endpoint: Endpoint) -> None:
    """Raises :class:`PlatformError` when nobody listens on a local socket; the SDK would leave its end open."""
    parts = urlsplit(endpoint.url)
    if parts.scheme == "unix":
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(TIMEOUT)
            try:
                probe.connect(parts.path)
            except OSError as error:
                raise unreachable(endpoint, str(error)) from error


def _tls(endpoint: Endpoint, folder: Path) -> "TLSConfig | bool":
    import docker  # noqa: PLC0415 - see above

    if urlsplit(endpoint.url).scheme != "tcp":
        return False
    write_certificates(endpoint, folder)
    names = {field: str(folder / name) for field, name in TLS_FILES.items()}
    return docker.tls.TLSConfig(client_cert=(names["cert"], names["key"]), ca_cert=names["ca"], verify=True)
