"""Names on a swarm: services, networks, secrets and configs have at most 63 characters."""

import hashlib

from provisioners.containers.names import project_name

LONGEST = 63
LONGEST_STACK = 22
"""With the longest name of a container and a ``_`` between them, it is a service's longest name."""

_HASH_LENGTH = 8


def stack_name(deployment: str) -> str:
    """The stack's name: the deployment's, shortened with a hash where it is too long."""
    return _bounded(project_name(deployment), LONGEST_STACK)


def network_name(name: str) -> str:
    """A network's name, shortened with a hash where it is too long."""
    return _bounded(name, LONGEST)


def content_name(deployment: str, key: str, content: str) -> str:
    """The name of a secret or config: neither can be changed, so another content has another name."""
    text = f"{deployment}/{key}/{content}"
    return f"{stack_name(deployment)}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _bounded(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{name[: longest - _HASH_LENGTH - 1].rstrip('-_')}-{digest}"
