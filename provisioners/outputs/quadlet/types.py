"""What Quadlet has for each type of node."""

from provisioners.backends.contract import Option
from provisioners.containers.platform import Platform
from provisioners.outputs.types import RUNTIME, attributes_at, support

PLATFORM = Platform(
    "Quadlet",
    support(
        container="A `.container` unit for each instance.",
        job="A `.container` unit of type oneshot; with a schedule a `.timer` starts it.",
        volume="A `.volume` unit.",
        network="A `.network` unit.",
        route="Quadlet has no routes. Run a proxy in a container and publish its port.",
    ),
    attributes_at("{name}"),
    builds_locally=True,
)

OPTIONS = {
    "vm_runtime": Option("Podman's runtime that runs a container in a virtual machine, such as kata.", RUNTIME),
    "sandbox_runtime": Option("Podman's runtime with a kernel in user space, such as runsc.", RUNTIME),
}
