"""Names of objects on a cluster.

In a namespace of the deployment's own they are plain; in one that others use too they begin with the deployment's name.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from provisioners.containers.names import project_name

LONGEST = 52
"""Stateful sets and cron jobs make longer names of theirs, which have to fit into a DNS label of 63 characters."""

LONGEST_DEPLOYMENT = 40
GOVERNING, PUBLIC, BALANCER, TLS = "--pods", "--public", "--balancer", "--tls"
"""What is added to the name of a node; no node's own name has two hyphens in a row."""

_HASH_LENGTH = 8
_LABEL = re.compile(r"[a-z](?:[-a-z0-9]*[a-z0-9])?", re.ASCII)
_FORBIDDEN = re.compile(r"[^a-z0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Names:
    """Where the objects of a deployment are, and how they are called. ``common`` is for those of no single node."""

    namespace: str
    is_own: bool
    prefix: str
    common: str

    def of(self, name: str, suffix: str = "") -> str:
        """The name of an object of a node: a label as RFC 1035 has it, since services need that."""
        return f"{_fitting(self.prefix + name)}{suffix}"


def names_of(deployment: str, options: Mapping[str, str]) -> Names:
    """The names of a deployment on a target with these options."""
    common = deployment_name(deployment)
    namespace = options.get("namespace", "")
    return Names(namespace, False, f"{common}-", common) if namespace else Names(common, True, "", common)


def deployment_name(deployment: str) -> str:
    """A deployment's name as a DNS label of at most 40 characters: a namespace, and the value of a label."""
    project = project_name(deployment)
    is_fine = _LABEL.fullmatch(project) and len(project) <= LONGEST_DEPLOYMENT
    return project if is_fine else _hashed(project, LONGEST_DEPLOYMENT)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST and _LABEL.fullmatch(text) else _hashed(text, LONGEST)


def _hashed(text: str, longest: int) -> str:
    """A legal name in place of one that is not, with a hash of what it was."""
    legal = _FORBIDDEN.sub("-", text.lower()).strip("-")
    first = legal if legal[:1].isalpha() else f"n-{legal}"
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{first[: longest - _HASH_LENGTH - 1].strip('-')}-{digest}"
