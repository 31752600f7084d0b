"""Runs a command inside a running container of an instance."""

from collections.abc import Sequence

from provisioners.backends.contract import CommandResult, Endpoint, PlatformError
from provisioners.backends.docker_engine.execute import run_inside
from provisioners.backends.docker_engine.labels import ADDRESS
from provisioners.backends.swarm.connection import manager
from provisioners.backends.swarm.tasks import newest_first, state_of


def execute(
    deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
) -> CommandResult:
    """The status of a command and the end of its output. Raises :class:`PlatformError`.

    Docker's API reaches the containers of the node that it is asked at, and no others.
    """
    with manager(endpoint) as swarm:
        services = [
            service["ID"]
            for service in swarm.own("/services", deployment)
            if service["Spec"]["Labels"][ADDRESS] == address
        ]
        running = [task for task in newest_first(swarm.tasks(services)) if state_of(task) == "running"]
        if not running:
            raise PlatformError(f"There is no running container of {address}.", addresses=(address,))
        here = swarm.client.info()["Swarm"]["NodeID"]
        found = next((task for task in running if task["NodeID"] == here), None)
        if found is None:
            raise PlatformError(
                f"The containers of {address} run on other nodes than {endpoint.url}, and Swarm runs commands on a "
                "container's own node only. Use the Docker Engine of that node.",
                addresses=(address,),
            )
        return run_inside(swarm.client, found["Status"]["ContainerStatus"]["ContainerID"], command, timeout)
