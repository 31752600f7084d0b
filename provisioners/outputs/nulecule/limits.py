"""What an artifact for Docker cannot say, each at its line."""

from collections.abc import Iterator

from provisioners.containers.model import Container
from provisioners.outputs import limits
from provisioners.outputs.limits import Place
from provisioners.outputs.nulecule.types import DOCKER, KUBERNETES
from provisioners.outputs.reading import Check, Wish
from topology.diagnostics import Severity

HELP = f"Write the package for the other provider alone: --option providers={KUBERNETES}."


def _words(wish: Wish) -> None:
    """The command is divided at blanks, whatever quotes say."""
    for container in wish.topology.containers.values():
        texts = [*limits.texts_of(container)]
        texts += [(("properties", "environment", name), text) for name, text in container.environment.items()]
        for place, text in texts:
            if place[1] == "health_check" or text.is_secret:
                continue
            if _has_blank(text.plain) or (not text.plain and place[1] == "command"):
                message = f"{text.plain!r} is not one word, and the provider for Docker divides commands at blanks."
                wish.findings.add("TS861", container.node, place, message, help=HELP)
        for index, device in enumerate(container.rights.devices):
            if _has_blank(device):
                place = ("properties", "devices", index)
                wish.findings.add("TS861", container.node, place, f"{device!r} is not one word.", help=HELP)


def _paths(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for mount in container.mounts:
            if _is_no_path(mount.location):
                message = f"The location {mount.location!r} of '{mount.storage}' cannot be written."
                wish.findings.add("TS861", container.node, ("requirements",), message, help=HELP)
    for host_path in wish.topology.host_paths.values():
        if _is_no_path(host_path.path):
            message = f"{host_path.path!r} cannot be written."
            wish.findings.add("TS861", host_path.node, ("properties", "path"), message, help=HELP)


def _parts(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for code, place, what in _not_said(wish, container):
            message = f"An artifact for Docker is one command, and has nothing for {what} of '{container.node.name}'."
            wish.findings.add(code, container.node, place, message, help=HELP)
        if container.health is not None:
            message = f"The provider for Docker does not look at the health of '{container.node.name}'."
            place = ("properties", "health_check")
            wish.findings.add("TS807", container.node, place, message, severity=Severity.WARNING)


def _not_said(wish: Wish, container: Container) -> Iterator[tuple[str, Place, str]]:
    if container.secret_files:
        yield "TS860", ("properties", "secrets"), "the secret files"
    if container.config_files:
        is_secret = any(text.is_secret for text in container.config_files.values())
        yield "TS860" if is_secret else "TS862", ("properties", "files"), "the configuration files"
    if container.networks:
        yield "TS862", ("requirements",), "the networks"
    if container.scale.instances > 1:
        yield "TS862", ("capabilities", "scalable"), f"the {container.scale.instances} instances"
    if any(wish.topology.containers[address].job is not None for address in container.waits_for):
        yield "TS862", ("requirements",), "the wish to wait for the end of a job"
    if set(container.connects_to) - set(container.waits_for):
        yield "TS862", ("requirements",), "the connections in a circle"


CHECKS: tuple[Check, ...] = (
    limits.refuse_secret_texts,
    limits.refuse_secret_environment,
    limits.refuse_names_of_images,
    limits.refuse_nul,
    limits.refuse_unknown_capabilities,
    limits.refuse_snapshots,
    limits.one_host,
    limits.isolated_by_option,
    limits.refuse(
        "schedule", "completions", "parallelism", "time_limit", because=f"The provider for {DOCKER} runs a job once"
    ),
    _words,
    _paths,
    _parts,
)


def _has_blank(text: str) -> bool:
    return text.split() != ([text] if text else [])


def _is_no_path(text: str) -> bool:
    return ":" in text or _has_blank(text)
