"""One app of the pod. Source: App Container specification 0.8.11, "Pod Manifest Schema" and "Image Manifest Schema"."""

from collections.abc import Mapping

from provisioners.containers.model import Container, Topology
from provisioners.outputs.appc.names import identifier
from provisioners.outputs.appc.volumes import mounts
from provisioners.outputs.capabilities import capabilities
from provisioners.outputs.contract import LocalImage, OutputContext
from provisioners.outputs.images import reference
from provisioners.outputs.limits import runtime
from provisioners.outputs.process import arguments, environment, wanted_user, working_dir

Native = dict[str, object]

ROOT = "0"


def runtime_app(topology: Topology, container: Container, image_id: str, context: OutputContext) -> Native:
    """An app with its image. The image's own settings count where the template says nothing."""
    native: Native = {
        "name": container.name,
        "image": _image(container, image_id),
        "app": _app(container, context.images.get(container.image.name)) if has_own_settings(container) else None,
        "readOnlyRootFS": container.read_only,
        "mounts": mounts(topology, container),
        "annotations": _annotations(container, context.options),
    }
    return {key: value for key, value in native.items() if value not in (None, False, [])}


def has_own_settings(container: Container) -> bool:
    """Whether a template says something that replaces all that the image says of its app."""
    own = (
        container.entrypoint,
        container.command,
        container.environment,
        container.user,
        container.working_dir,
        container.ports,
        container.rights.capabilities,
        *_limits(container).values(),
    )
    return any(own)


def port_name(container: Container, target: int, protocol: str) -> str:
    """The name of a port of an app in its pod."""
    return f"{container.name}-{target}-{protocol}"


def _image(container: Container, image_id: str) -> Native:
    found = reference(container.image.name)
    if found is None:
        raise ValueError(f"{container.image.name!r} is not an image's name")
    native: Native = {"name": identifier(found), "id": image_id}
    return {**native, "labels": [{"name": "version", "value": found.tag}]} if found.tag else native


def _app(container: Container, image: LocalImage | None) -> Native:
    user, _, group = wanted_user(container, image).partition(":")
    native: Native = {
        "exec": list(arguments(container, image) or ()),
        "user": user or ROOT,
        "group": group or ROOT,
        "environment": [{"name": name, "value": text} for name, text in environment(container, image).items()],
        "workingDirectory": working_dir(container, image),
        "isolators": _isolators(container),
    }
    ports = {(port.target, port.protocol) for port in container.ports}
    native["ports"] = [
        {"name": port_name(container, target, protocol), "port": target, "protocol": protocol}
        for target, protocol in sorted(ports)
    ]
    return native


def _isolators(container: Container) -> list[Native]:
    limits = {name: values for name, values in _limits(container).items() if values}
    resources: list[Native] = [{"name": f"resource/{name}", "value": values} for name, values in limits.items()]
    return [
        *resources,
        {"name": "os/linux/capabilities-retain-set", "value": {"set": capabilities(container)}},
        {"name": "os/linux/no-new-privileges", "value": True},
    ]


def _limits(container: Container) -> Mapping[str, Mapping[str, str]]:
    own = container.resources
    sizes = {"cpu": (own.cpus, own.reserved_cpus), "memory": (own.memory, own.reserved_memory)}
    return {
        name: {key: str(value) for key, value in (("limit", most), ("request", least)) if value is not None}
        for name, (most, least) in sizes.items()
    }


def _annotations(container: Container, options: Mapping[str, str]) -> list[Native]:
    chosen = runtime(options, container)
    return [] if chosen is None else [{"name": "toposmith/runtime", "value": chosen}]
