"""What a pod manifest cannot say, and what is left to whoever runs it, each at its line."""

from collections.abc import Iterator

from provisioners.containers.model import Container
from provisioners.outputs import limits
from provisioners.outputs.appc.app import has_own_settings
from provisioners.outputs.appc.names import identifier, is_image_id
from provisioners.outputs.images import reference
from provisioners.outputs.limits import Place
from provisioners.outputs.process import arguments
from provisioners.outputs.reading import Check, Wish
from topology.diagnostics import Severity

FETCH = "`rkt fetch docker://{name}` prints the ID; give it with --digest {name}=sha512-..."
GIVE = "Give the image with --image {name}=PATH, or write 'entrypoint' and 'user' in the template."


def _images(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        name = container.image.name
        found = reference(name)
        if found is None:
            continue
        if identifier(found) is None:
            message = f"The image {name!r} has no identifier in the App Container specification."
            wish.findings.add("TS861", container.node, limits.image_place(container), message)
        if not is_image_id(wish.context.digests.get(name, "")):
            message = f"A pod names the image {name!r} by its ID, which is not known."
            help_ = FETCH.format(name=name)
            wish.findings.add("TS863", container.node, limits.image_place(container), message, help=help_)


def _program(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        image = wish.context.images.get(container.image.name)
        if limits.has_secret(container) or not has_own_settings(container) or not container.image.name:
            continue
        if arguments(container, image) is None or (image is None and container.user is None):
            message = (
                f"The settings of '{container.node.name}' replace all that its image says, and the image, which knows "
                "the program and the user, is not at hand."
            )
            help_ = GIVE.format(name=container.image.name)
            wish.findings.add("TS863", container.node, limits.image_place(container), message, help=help_)


def _ports(wish: Wish) -> None:
    taken: dict[tuple[int, str], str] = {}
    for container in wish.topology.containers.values():
        for port in container.listens:
            other = taken.setdefault(port, container.address)
            if other != container.address:
                message = f"'{container.node.name}' listens on port {port[0]}, as '{other}' does in the same pod."
                place = ("properties", "ports") if container.ports else ("capabilities",)
                wish.findings.add("TS865", container.node, place, message)
        for published in container.ports:
            if not published.published:
                message = f"A pod names the ports of its host, and '{container.node.name}' leaves that one open."
                wish.findings.add("TS862", container.node, ("properties", "ports", published.index), message)


def _pod(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        if container.scale.instances > 1:
            message = f"A pod has each app once, and '{container.node.name}' wants {container.scale.instances}."
            place = ("capabilities", "scalable", "properties", "default_instances")
            wish.findings.add("TS862", container.node, place, message)
        if any(wish.topology.containers[address].job is not None for address in container.waits_for):
            message = f"The apps of a pod start together, and '{container.node.name}' waits for the end of a job."
            wish.findings.add("TS862", container.node, ("requirements",), message)
    for network in wish.topology.networks.values():
        if network.internal:
            message = f"The apps of a pod share one network, which is not cut off as '{network.node.name}' is."
            wish.findings.add("TS862", network.node, ("properties", "internal"), message)


def _left(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for place, what in _left_of(container):
            message = f"A pod has nothing for {what} of '{container.node.name}': whoever runs it sees to that."
            wish.findings.add("TS864", container.node, place, message, severity=Severity.WARNING)


def _left_of(container: Container) -> Iterator[tuple[Place, str]]:
    if container.health is not None:
        yield ("properties", "health_check"), "the health check"
    if container.networks or container.waits_for:
        yield ("requirements",), "the networks and the order of starts"


CHECKS: tuple[Check, ...] = (
    limits.refuse_secret_texts,
    limits.refuse_secret_environment,
    limits.refuse_names_of_images,
    limits.refuse_nul,
    limits.refuse_unknown_capabilities,
    limits.refuse_snapshots,
    limits.one_host,
    limits.isolated_by_option,
    limits.refuse("schedule", "completions", "parallelism", "time_limit", because="An app of a pod is run once"),
    limits.refuse(
        "privileged", "host_network", "host_pid", "host_ipc", "devices", because="A pod shares nothing with its host"
    ),
    _images,
    _program,
    _ports,
    _pod,
    _left,
)
