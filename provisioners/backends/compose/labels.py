"""The labels by which objects on an engine are found again."""

from provisioners.backends.compose.escape import literal

JOB = "toposmith.job"
"""On containers that are meant to end."""


def labels(deployment: str, address: str, generation: int) -> dict[str, str]:
    """The labels of an object, as they stand in a file."""
    return {
        "toposmith.deployment": deployment,
        "toposmith.address": literal(address),
        "toposmith.generation": str(generation),
    }
