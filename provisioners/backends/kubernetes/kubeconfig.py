"""A kubeconfig reduced to an endpoint and typed fields; what would run a program or read a file is refused.

https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

LONGEST = 1_000_000

CLUSTER_REASONS = {
    "insecure-skip-tls-verify": "it would send the credential to whoever answers",
    "certificate-authority": "it names a file; use certificate-authority-data",
    "proxy-url": "the worker connects by itself",
}
USER_REASONS = {
    "exec": "it would run a program in the worker; use a token, or a certificate and its key",
    "auth-provider": "it would run code of a provider in the worker; use a token, or a certificate and its key",
    "tokenFile": "it names a file; use token",
    "client-certificate": "it names a file; use client-certificate-data",
    "client-key": "it names a file; use client-key-data",
    "username": "basic authentication has ended with Kubernetes 1.19",
    "password": "basic authentication has ended with Kubernetes 1.19",
    "as": "the worker acts as nobody else",
    "as-groups": "the worker acts as nobody else",
    "as-uid": "the worker acts as nobody else",
    "as-user-extra": "the worker acts as nobody else",
}
"""By the key, why it is refused."""


class KubeconfigRefused(ValueError):
    """A kubeconfig that cannot be taken over; the message is a sentence for the user and holds none of its secrets."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """What is left of a kubeconfig: the endpoint, the credential's fields, and the namespace of its context."""

    endpoint: str
    credential: Mapping[str, str] = field(repr=False)
    namespace: str = ""


def reduce_kubeconfig(text: str, context: str = "") -> Reduced:
    """The fields of one context, the current one unless another is named. Raises :class:`KubeconfigRefused`."""
    document = _document(text)
    wanted = context or document.get("current-context") or ""
    if not isinstance(wanted, str) or not wanted:
        raise KubeconfigRefused("The kubeconfig has no current context; name one of its contexts.")
    chosen = _named(document, "contexts", "context", wanted)
    cluster = _named(document, "clusters", "cluster", chosen.get("cluster"))
    user = _named(document, "users", "user", chosen.get("user"))
    _refuse(cluster, CLUSTER_REASONS, "cluster")
    _refuse(user, USER_REASONS, "user")
    server = cluster.get("server")
    if not isinstance(server, str) or not server.startswith("https://"):
        raise KubeconfigRefused("The cluster's 'server' has to begin with https://.")
    credential = {
        "ca": _decoded(cluster, "certificate-authority-data"),
        "token": str(user.get("token") or ""),
        "cert": _decoded(user, "client-certificate-data"),
        "key": _decoded(user, "client-key-data"),
    }
    kept = {name: value for name, value in credential.items() if value}
    if "token" not in kept and not {"cert", "key"} <= kept.keys():
        raise KubeconfigRefused("The user has neither a 'token', nor a client certificate with its key as data.")
    return Reduced(server.rstrip("/"), kept, str(chosen.get("namespace") or ""))


def _document(text: str) -> Mapping[str, Any]:
    if len(text) > LONGEST:
        raise KubeconfigRefused("The kubeconfig is too large.")
    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise KubeconfigRefused("The kubeconfig is no YAML.") from None
    if not isinstance(document, Mapping) or document.get("kind") != "Config":
        raise KubeconfigRefused("This is no kubeconfig: its 'kind' is not Config.")
    return document


def _named(document: Mapping[str, Any], many: str, one: str, name: object) -> Mapping[str, Any]:
    """The entry of a name in one of the lists."""
    entries = document.get(many)
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping) and entry.get("name") == name and isinstance(entry.get(one), Mapping):
            found: Mapping[str, Any] = entry[one]
            return found
    raise KubeconfigRefused(f"The kubeconfig has no {one} {name!r}.")


def _refuse(entry: Mapping[str, Any], reasons: Mapping[str, str], what: str) -> None:
    for key, reason in reasons.items():
        if entry.get(key):
            raise KubeconfigRefused(f"The {what}'s '{key}' cannot be taken over: {reason}.")


def _decoded(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if not value:
        return ""
    try:
        return base64.b64decode(str(value), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        raise KubeconfigRefused(f"'{key}' is not PEM in base64.") from None
