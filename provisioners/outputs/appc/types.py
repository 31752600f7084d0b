"""What the App Container specification has for each type of node."""

from provisioners.backends.contract import Option
from provisioners.containers.platform import Platform
from provisioners.outputs.types import RUNTIME, attributes_at, support

PLATFORM = Platform(
    "An appc pod",
    support(
        container="An app of the pod.",
        volume="A volume of kind host, below the folder `data_dir`.",
        network="Nothing: all apps of a pod share one network.",
        route="A pod has no routes. Run a proxy in a container and publish its port.",
    ),
    attributes_at("127.0.0.1"),
    builds_locally=True,
)

OPTIONS = {
    "data_dir": Option(
        "The host's folder below which volumes, secrets and configuration files lie.",
        r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,10}",
        "/var/lib/toposmith",
    ),
    "vm_runtime": Option("The stage 1 that runs the pod in a virtual machine; it is noted.", RUNTIME),
    "sandbox_runtime": Option("The stage 1 with a kernel in user space; it is noted.", RUNTIME),
}
