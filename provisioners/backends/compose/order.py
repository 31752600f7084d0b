"""The order in which services start."""

from collections.abc import Mapping

from provisioners.containers.model import Container


def depends_on(container: Container, containers: Mapping[str, Container]) -> dict[str, dict[str, str]]:
    """The services that have to run first, to be healthy where they can say so, or to have ended well."""
    others = (containers[address] for address in container.waits_for)
    return {other.name: {"condition": _condition(other)} for other in others}


def _condition(container: Container) -> str:
    if container.job is not None:
        return "service_completed_successfully"
    return "service_healthy" if container.health else "service_started"
