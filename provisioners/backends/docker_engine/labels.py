"""The labels by which objects on an engine are found again."""

DEPLOYMENT = "toposmith.deployment"
ADDRESS = "toposmith.address"
GENERATION = "toposmith.generation"
CONTENT = "toposmith.content"
SCHEME = "toposmith.scheme"
JOB = "toposmith.job"
"""On containers that are meant to end."""


def labels(deployment: str, address: str, generation: int) -> dict[str, str]:
    """The labels of an object, as they stand in a file: ``$`` is doubled there."""
    return {
        DEPLOYMENT: deployment,
        ADDRESS: address.replace("$", "$$"),
        GENERATION: str(generation),
    }
