"""What nerdctl has for each type of node."""

from provisioners.backends.contract import Option
from provisioners.containers.platform import Platform
from provisioners.outputs.types import RUNTIME, attributes_at, support

PLATFORM = Platform(
    "nerdctl",
    support(
        container="A service.",
        volume="A named volume.",
        network="A network.",
        route="nerdctl has no routes. Run a proxy in a container and publish its port.",
    ),
    attributes_at("{name}"),
    builds_locally=True,
)

OPTIONS = {
    "vm_runtime": Option("containerd's runtime with virtual machines, such as io.containerd.kata.v2.", RUNTIME),
    "sandbox_runtime": Option("containerd's runtime with a kernel in user space, io.containerd.runsc.v1.", RUNTIME),
}
