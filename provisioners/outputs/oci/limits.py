"""What a bundle cannot say, and what is left to whoever runs it, each at its line."""

from collections.abc import Iterator

from provisioners.containers.model import Container
from provisioners.outputs import limits
from provisioners.outputs.limits import Place
from provisioners.outputs.oci.users import UnknownUser, user_of
from provisioners.outputs.process import arguments, wanted_user, working_dir
from provisioners.outputs.reading import Check, Wish
from topology.diagnostics import Severity

GIVE = "Give the image to the command with --image {name}=PATH, or write {what} in the template."


def _program(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        name = container.image.name
        image = wish.context.images.get(name)
        if not name or limits.has_secret(container):
            continue
        if arguments(container, image) is None:
            message = f"Only the image {name!r} knows the program of '{container.node.name}', and it is not at hand."
            help_ = GIVE.format(name=name, what="an 'entrypoint'")
            wish.findings.add("TS863", container.node, limits.image_place(container), message, help=help_)
        try:
            user_of(wanted_user(container, image), image)
        except UnknownUser as reason:
            message = f"The user of '{container.node.name}' has no number: {reason}."
            place = ("properties", "user") if container.user else limits.image_place(container)
            help_ = GIVE.format(name=name, what="the user's number")
            wish.findings.add("TS863", container.node, place, message, help=help_)
        if not working_dir(container, image).startswith("/"):
            message = f"The working folder of '{container.node.name}' is no absolute path."
            wish.findings.add("TS861", container.node, ("properties", "working_dir"), message)


def _rights(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        if container.rights.devices:
            message = f"A bundle names devices by their numbers, which only the host of '{container.node.name}' knows."
            wish.findings.add("TS862", container.node, ("properties", "devices"), message)


def _left(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for place, what in _left_of(container):
            message = f"A bundle has nothing for {what} of '{container.node.name}': whoever runs it sees to that."
            wish.findings.add("TS864", container.node, place, message, severity=Severity.WARNING)


def _left_of(container: Container) -> Iterator[tuple[Place, str]]:
    if container.ports:
        yield ("properties", "ports"), "the published ports"
    if container.health is not None:
        yield ("properties", "health_check"), "the health check"
    if container.scale.instances > 1:
        yield ("capabilities", "scalable"), f"the {container.scale.instances} instances"
    if container.networks or container.partners:
        yield ("requirements",), "the networks and the order of starts"


CHECKS: tuple[Check, ...] = (
    limits.refuse_secret_texts,
    limits.refuse_secret_environment,
    limits.refuse_names_of_images,
    limits.refuse_snapshots,
    limits.one_host,
    limits.isolated_by_option,
    limits.refuse("schedule", "completions", "parallelism", "time_limit", because="A bundle is run once"),
    _program,
    limits.refuse_nul,
    limits.refuse_unknown_capabilities,
    _rights,
    _left,
)
