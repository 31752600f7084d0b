"""The marks by which applications and jobs are found again, and known as ours."""

import json
from collections.abc import Mapping

DEPLOYMENT = "toposmith.deployment"
ADDRESS = "toposmith.address"
GENERATION = "toposmith.generation"
CONTENT = "toposmith.content"
APPLIED = "toposmith.applied"
SCHEME = "toposmith.scheme"
VOLUMES = "toposmith.volumes"
ROUTES = "toposmith.routes"
ON_FAILURE = "toposmith.on-failure"


def marks(deployment: str, address: str, generation: int) -> dict[str, str]:
    """The labels of an application."""
    return {DEPLOYMENT: deployment, ADDRESS: address, GENERATION: str(generation)}


def description(labels: Mapping[str, str]) -> str:
    """The same for a job, which has no labels: its description is JSON."""
    return json.dumps(labels, sort_keys=True)


def marks_of(text: object) -> Mapping[str, str]:
    """The marks in a job's description; none in one that others wrote."""
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return {}
    return found if isinstance(found, dict) and all(isinstance(value, str) for value in found.values()) else {}
