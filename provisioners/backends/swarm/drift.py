"""What somebody else changed on the swarm: the services there are, against the file that was applied."""

from collections.abc import Iterator, Mapping

from provisioners.backends.contract import Rendered
from provisioners.backends.docker_engine.labels import ADDRESS, CONTENT
from provisioners.backends.swarm.api import Found
from provisioners.backends.swarm.compare import differences
from provisioners.backends.swarm.inventory import Inventory
from provisioners.backends.swarm.names import stack_name
from provisioners.backends.swarm.spec import Identifiers, service_spec
from provisioners.backends.swarm.stack import HIDDEN, hidden, read_stack

NOBODY = Identifiers({}, {}, {})


def drifts(deployment: str, there: Inventory, wanted: Rendered) -> Mapping[str, tuple[str, ...]]:
    """In words what differs in each service there is that is wanted, by address; nothing where all is as applied."""
    stack = read_stack(wanted, hidden)
    specs = [service_spec(stack_name(deployment), stack, key, NOBODY) for key in stack.services]
    networks = {item["Id"]: name for name, item in there.networks.items()}
    actual = {service["Spec"]["Labels"][ADDRESS]: service["Spec"] for service in there.services.values()}
    return {
        address: tuple(_words(spec, actual[address], networks))
        for spec in specs
        if (address := spec["Labels"][ADDRESS]) in actual
    }


def _words(spec: Found, actual: Found, networks: Mapping[str, str]) -> Iterator[str]:
    for section in differences(spec, actual, networks, HIDDEN):
        verb = "differ" if section.endswith("s") else "differs"
        yield f"its {section} {verb} from what was applied"
    if spec["Labels"][CONTENT] != actual["Labels"].get(CONTENT):
        yield "it was made from other settings"
