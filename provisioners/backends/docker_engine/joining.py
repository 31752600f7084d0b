"""Which networks a container joins, by their keys in a file."""

from provisioners.containers.model import Container, Topology
from provisioners.containers.names import names_for

DEFAULT = "default"


def joined(topology: Topology, container: Container) -> list[str]:
    """The networks of a service, by their keys in the file.

    A service joins the networks it is linked to, or else the default one. It joins the default one as well when it
    and the other end of one of its connections share no network, so that every connection of the template works.
    """
    own = set(container.networks)
    if not own:
        return [DEFAULT]
    lonely = any(not own & set(topology.containers[other].networks) for other in container.partners)
    keys = names_for(topology.networks)
    return [*([DEFAULT] if lonely else []), *sorted(keys[address] for address in own)]
