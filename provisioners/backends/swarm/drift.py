"""What somebody else changed on the swarm: the services there are, against the file that was applied."""

from collections.abc import Mapping

from provisioners.backends.contract import Rendered
from provisioners.backends.docker_engine.labels import ADDRESS, CONTENT
from provisioners.backends.swarm.compare import differences
from provisioners.backends.swarm.inventory import Inventory
from provisioners.backends.swarm.spec import Identifiers, service_spec
from provisioners.backends.swarm.stack import HIDDEN, hidden, read_stack

NOBODY = Identifiers({}, {}, {})


def drifts(there: Inventory, wanted: Rendered) -> tuple[frozenset[str], Mapping[str, tuple[str, ...]]]:
    """The addresses of all services that are wanted, and by address in words what differs in those there are."""
    stack = read_stack(wanted, hidden)
    specs = [service_spec("", stack, key, NOBODY) for key in stack.services]
    networks = {item["Id"]: name for name, item in there.networks.items()}
    actual = {service["Spec"]["Labels"][ADDRESS]: service["Spec"] for service in there.services.values()}
    found = {}
    for spec in specs:
        address = spec["Labels"][ADDRESS]
        if address in actual:
            sections = differences(spec, actual[address], networks, HIDDEN)
            words = [f"its {section} differ from what was applied" for section in sections]
            if spec["Labels"][CONTENT] != actual[address]["Labels"].get(CONTENT):
                words.append("it was made from other settings")
            found[address] = tuple(words)
    return frozenset(spec["Labels"][ADDRESS] for spec in specs), found
