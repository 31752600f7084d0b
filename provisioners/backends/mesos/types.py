"""What Marathon and Chronos can run: each node type with what it becomes, and for the others the reason why not."""

from collections.abc import Mapping

from provisioners.backends.contract import Option, Right
from provisioners.containers.types import NORMATIVE, Kind, Support
from provisioners.images.options import builder_options

TITLE = "Mesos"

_APP = Support(Kind.CONTAINER, "An application of Marathon.")
_VOLUME = Support(Kind.VOLUME, "A local persistent volume, or one of a driver.")
_NETWORK = Support(Kind.NETWORK, "Not made: containers join the target's network (a warning).")

SUPPORT: Mapping[str, Support] = {
    **NORMATIVE,
    "toposmith.nodes.Container": _APP,
    "toposmith.nodes.Job": Support(Kind.CONTAINER, "A job of Chronos."),
    "toposmith.nodes.Volume": _VOLUME,
    "toposmith.nodes.Route": Support(Kind.ROUTE, "Labels for marathon-lb."),
    "tosca.nodes.Container.Application": _APP,
    "tosca.nodes.Storage.BlockStorage": _VOLUME,
    "tosca.nodes.network.Network": _NETWORK,
    "tosca.nodes.LoadBalancer": Support(Kind.ROUTE, "Labels for marathon-lb."),
}
"""By the type's name; of a node's lineage the nearest type counts."""

RIGHTS = frozenset(Right)

_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}"
_DOMAIN = r"[A-Za-z0-9]([A-Za-z0-9.-]{0,200}[A-Za-z0-9])?"
_URL = r"https?://[A-Za-z0-9.:\[\]-]+"
_PATH = r"(/[A-Za-z0-9._-]+)*"

OPTIONS = {
    "path": Option("The path of Marathon below the endpoint, such as /service/marathon on DC/OS.", _PATH),
    "group": Option("The group of Marathon that all deployments are in.", r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?"),
    "containerizer": Option(
        "What runs containers: docker, as applications of Marathon, or mesos, as pods.", r"docker|mesos", "docker"
    ),
    "role": Option("The role whose resources are used; the application's and its reservations'.", _NAME),
    "network": Option("The container network, with an address for each task, that containers join.", _NAME),
    "dns_domain": Option("What the names end with that Mesos-DNS gives to tasks.", _DOMAIN, "marathon.mesos"),
    "vip_domain": Option(
        "On DC/OS, what the names of virtual addresses end with, such as marathon.l4lb.thisdcos.directory.", _DOMAIN
    ),
    "default_volume_size": Option("MiB of a local volume that does not say how large it is.", r"[1-9]\d{0,8}"),
    "secret_store": Option("On DC/OS Enterprise, the store that secrets go to, such as default.", _NAME),
    "volume_driver": Option("The driver, such as rexray, of volumes; without one they are local to an agent.", _NAME),
    "route_group": Option("The group of marathon-lb that leads requests to containers.", _NAME),
    "chronos": Option("The address of Chronos: https://HOST:PORT.", _URL, schemes=("https", "http")),
    "chronos_path": Option("The path of Chronos below its address, such as /service/chronos on DC/OS.", _PATH),
    "agents": Option(
        "Where agents serve their files, for logs: a path below the endpoint such as /agent/{agent} on DC/OS.",
        r"(/([A-Za-z0-9._-]|\{agent\})+)+",
    ),
    **builder_options(),
    "registry_credentials": Option(
        "The address from which agents fetch a docker.tar.gz with a registry's credentials.",
        r"(https?|file)://[A-Za-z0-9._~:/\[\]-]+",
    ),
    "default_cpus": Option("Processors for a container that does not say how many.", r"\d{1,3}(\.\d{1,3})?", "0.1"),
    "default_memory": Option("Memory in MiB for a container that does not say how much.", r"[1-9]\d{1,6}", "256"),
    "vm_runtime": Option("The engine's runtime that runs a container in a virtual machine.", _NAME),
    "sandbox_runtime": Option("The engine's runtime with a kernel in user space.", _NAME),
}


def is_by_pods(options: Mapping[str, str]) -> bool:
    """Whether containers that run without end become pods."""
    return option(options, "containerizer") == "mesos"


def option(options: Mapping[str, str], name: str) -> str:
    """The value of a target's option; its default where the target says nothing."""
    return options.get(name) or OPTIONS[name].default
