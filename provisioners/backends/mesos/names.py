"""Names in Marathon and Chronos.

A segment of an id in Marathon has lower-case letters, digits and hyphens, and neither begins nor ends with a hyphen.
Mesos-DNS turns the segments of an id round and joins them with hyphens to one DNS label of at most 63 characters.
"""

import hashlib
import re
from collections.abc import Mapping

from provisioners.containers.names import LONGEST
from provisioners.containers.names import project_name as project_of

LONGEST_LABEL = 63
HASH_LENGTH = 8

RESERVED = frozenset({"apps", "restart", "tasks", "versions"})
"""Last segments of ids that are endpoints of Marathon's API."""

_FORBIDDEN = re.compile(r"[^a-z0-9]+", re.ASCII)


def group_id(deployment: str, options: Mapping[str, str]) -> str:
    """The id of the group that holds all applications of a deployment."""
    parent = options.get("group", "")
    return f"/{parent}/{_segment(deployment, parent)}" if parent else f"/{_segment(deployment, parent)}"


def app_id(group: str, name: str) -> str:
    """The id of a container's application."""
    return f"{group}/{_hashed(name, name, LONGEST) if name in RESERVED else name}"


def dns_label(app: str) -> str:
    """What Mesos-DNS calls an application: ``/shop/web`` is ``web-shop``."""
    return "-".join(reversed(app.strip("/").split("/")))


def job_name(group: str, name: str) -> str:
    """The name of a job in Chronos, which knows no groups."""
    return f"{group.strip('/').replace('/', '.')}.{name}"


def _segment(deployment: str, parent: str) -> str:
    """The deployment's name as a segment, short enough for one DNS label together with a container's name."""
    longest = LONGEST_LABEL - LONGEST - 1 - (len(parent) + 1 if parent else 0)
    project = project_of(deployment)
    legal = _FORBIDDEN.sub("-", project).strip("-")
    if legal == project and len(legal) <= longest and legal not in RESERVED:
        return legal
    return _hashed(deployment, legal, longest)


def _hashed(text: str, legal: str, longest: int) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]
    return f"{legal[: longest - HASH_LENGTH - 1].strip('-') or 'x'}-{digest}"
