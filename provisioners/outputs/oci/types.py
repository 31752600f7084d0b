"""What the OCI runtime specification has for each type of node."""

from provisioners.backends.contract import Option
from provisioners.containers.platform import Platform
from provisioners.outputs.types import RUNTIME, attributes_at, support

PLATFORM = Platform(
    "The OCI runtime specification",
    support(
        container="A bundle.",
        volume="A folder that bundles mount.",
        network="An annotation; whoever runs the bundle joins it to a network.",
        route="The OCI runtime specification has no routes. Run a proxy in a container.",
    ),
    attributes_at("{name}"),
    builds_locally=True,
)

OPTIONS = {
    "vm_runtime": Option("The runtime that runs a bundle in a virtual machine, such as kata; it is noted.", RUNTIME),
    "sandbox_runtime": Option("The runtime with a kernel in user space, such as runsc; it is noted.", RUNTIME),
}
