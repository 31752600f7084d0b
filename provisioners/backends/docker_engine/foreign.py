"""What stands on a platform under a deployment's names and is not its own."""

from provisioners.backends.contract import PlatformError


def foreign(sort: str, name: str) -> PlatformError:
    """The error for an object that belongs to somebody else."""
    return PlatformError(
        f"The {sort} {name} has a name of this deployment but was not made by it, so nothing was touched. "
        "Remove or rename it, or give the deployment another name."
    )
