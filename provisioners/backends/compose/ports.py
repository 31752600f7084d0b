"""Published ports as they stand in a Compose file."""

from provisioners.backends.docker_engine.escape import literal
from provisioners.containers.model import Port


def native_port(port: Port) -> dict[str, object]:
    """The long form of a service's port (Compose specification, "ports")."""
    form: dict[str, object] = {"target": port.target, "host_ip": port.address, "protocol": literal(port.protocol)}
    return {**form, "published": str(port.published)} if port.published else form
