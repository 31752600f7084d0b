"""What several formats cannot say, each at its line. A format names those checks that concern it."""

from collections.abc import Iterator, Mapping

from provisioners.containers.model import Container
from provisioners.containers.policies import Isolation
from provisioners.containers.text import Text
from provisioners.outputs.capabilities import is_capability
from provisioners.outputs.images import reference
from provisioners.outputs.reading import Check, Wish
from topology.diagnostics import Severity

RUNTIME_OPTIONS: Mapping[Isolation, str] = {
    Isolation.VIRTUAL_MACHINE: "vm_runtime",
    Isolation.USER_SPACE_KERNEL: "sandbox_runtime",
}
"""The option that names the runtime for each isolation."""

Place = tuple[str | int, ...]


def runtime(wish_options: Mapping[str, str], container: Container) -> str | None:
    """The name of the runtime that isolates a container; None where the template does not ask for isolation."""
    wanted = container.policies.isolation
    return None if wanted is None else wish_options.get(RUNTIME_OPTIONS[wanted])


def texts_of(container: Container) -> Iterator[tuple[Place, Text]]:
    """Every text of a container that becomes part of its process, with its place below the node."""
    for key, texts in (("entrypoint", container.entrypoint), ("command", container.command)):
        yield from ((("properties", key, index), text) for index, text in enumerate(texts))
    for key, text in (("user", container.user), ("working_dir", container.working_dir)):
        if text is not None:
            yield ("properties", key), text
    if container.health is not None:
        for index, text in enumerate(container.health.command):
            yield ("properties", "health_check", "command", index), text


def image_place(container: Container) -> Place:
    """Where the artifact that names a container's image stands."""
    found = next((name for name, artifact in container.node.artifacts.items() if artifact.file), "image")
    return ("artifacts", found)


def refuse_secret_texts(wish: Wish) -> None:
    """Refuse secrets in commands, users and folders: there they would stand in the files."""
    for container in wish.topology.containers.values():
        for place, text in texts_of(container):
            if text.is_secret:
                message = f"{wish.title} can refer to a secret in variables and files only, not in '{_dotted(place)}'."
                wish.findings.add("TS860", container.node, place, message)


def refuse_secret_environment(wish: Wish) -> None:
    """Refuse secrets in variables, where a format has no place-holder for them."""
    for container in wish.topology.containers.values():
        for name, text in container.environment.items():
            if text.is_secret:
                place = ("properties", "environment", name)
                message = f"{wish.title} holds the values of variables themselves, so '{name}' cannot be a secret."
                help_ = "Hand it over as a file, with the property 'secrets'."
                wish.findings.add("TS860", container.node, place, message, help=help_)


def has_secret(container: Container) -> bool:
    """Whether a text of its process is secret."""
    return any(text.is_secret for _, text in texts_of(container))


def refuse_nul(wish: Wish) -> None:
    """Refuse NUL in arguments and variables."""
    for container in wish.topology.containers.values():
        texts = [*texts_of(container)]
        texts += [(("properties", "environment", name), text) for name, text in container.environment.items()]
        for place, text in texts:
            if not text.is_secret and "\0" in text.plain:
                wish.findings.add("TS861", container.node, place, f"{text.plain!r} holds NUL, which no process takes.")


def refuse_unknown_capabilities(wish: Wish) -> None:
    """Refuse what Linux does not have."""
    for container in wish.topology.containers.values():
        for index, name in enumerate(container.rights.capabilities):
            if not is_capability(name):
                place = ("properties", "added_capabilities", index)
                wish.findings.add("TS861", container.node, place, f"Linux has no capability {name!r}.")


def refuse_names_of_images(wish: Wish) -> None:
    """Refuse what is no image's name: as an argument of a command it could be an option."""
    for container in wish.topology.containers.values():
        if container.image.name and reference(container.image.name) is None:
            message = f"{container.image.name!r} is not an image's name."
            wish.findings.add("TS861", container.node, image_place(container), message)


def refuse_snapshots(wish: Wish) -> None:
    """Refuse the deletion policy ``snapshot``, and say that sizes have no effect."""
    for volume in wish.topology.volumes.values():
        if volume.deletion_policy == "snapshot":
            message = f"{wish.title} cannot make a snapshot of '{volume.node.name}'."
            wish.findings.add("TS806", volume.node, ("properties", "deletion_policy"), message)
        if volume.size is not None:
            message = f"{wish.title} has no size for '{volume.node.name}'."
            wish.findings.add("TS807", volume.node, ("properties", "size"), message, severity=Severity.WARNING)


def refuse_shared_ports(wish: Wish) -> None:
    """Refuse one port of the host for several containers."""
    for container in wish.topology.containers.values():
        count = container.scale.instances
        for port in container.ports:
            if port.published and count > 1:
                message = (
                    f"{count} containers of '{container.node.name}' cannot share port {port.published} of the host."
                )
                place = ("properties", "ports", port.index, "published")
                wish.findings.add("TS804", container.node, place, message)


def one_host(wish: Wish) -> None:
    """Refuse to choose among hosts, and say which policies have no effect on one."""
    for container in wish.topology.containers.values():
        name, policies = container.node.name, container.policies
        placement = policies.placement
        if placement is not None and (placement.labels or placement.needs_hosts(container.scale.instances)):
            message = f"{wish.title} is for one host, so '{name}' cannot be placed on another."
            wish.findings.add("TS862", container.node, (), message)
        effects = {
            "scaling": policies.scaling,
            "updates": policies.update,
            "availability": policies.min_available,
            "spreading": placement is not None and placement.spread_over,
        }
        for what in (what for what, wanted in effects.items() if wanted):
            message = f"{wish.title} has no counterpart for the policy of '{name}' on {what}."
            wish.findings.add("TS807", container.node, (), message, severity=Severity.WARNING)


def isolated_by_option(wish: Wish) -> None:
    """Refuse isolation where no option names the runtime."""
    for container in wish.topology.containers.values():
        wanted = container.policies.isolation
        if wanted is not None and not wish.context.options.get(RUNTIME_OPTIONS[wanted]):
            option = RUNTIME_OPTIONS[wanted]
            message = f"'{container.node.name}' is to be isolated by a {wanted}, and no runtime is named for that."
            help_ = f"Name it with --option {option}=NAME."
            wish.findings.add("TS823", container.node, (), message, help=help_)


def refuse(*keys: str, because: str) -> Check:
    """Refuse properties that ask for something, with one reason for all: leaving them out would mean something else.

    A number of one asks for nothing.
    """

    def check(wish: Wish) -> None:
        for container in wish.topology.containers.values():
            for key in keys:
                value = container.node.properties.get(key)
                if value is True or value not in (None, "", (), {}, 0, 1):
                    message = f"{because}, so the '{key}' of '{container.node.name}' cannot be kept."
                    wish.findings.add("TS862", container.node, ("properties", key), message)

    return check


def _dotted(place: Place) -> str:
    return ".".join(map(str, place[1:]))
