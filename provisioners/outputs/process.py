"""The process of a container where a format has to say all of it: the template's word, and for the rest the image's."""

from collections.abc import Mapping

from provisioners.containers.model import Container
from provisioners.outputs.contract import LocalImage

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def arguments(container: Container, image: LocalImage | None) -> tuple[str, ...] | None:
    """The program and its arguments; None where only the image knows them and it is not at hand.

    As with Docker, an entrypoint of the template replaces the image's command too.
    """
    entrypoint = tuple(text.plain for text in container.entrypoint)
    command = tuple(text.plain for text in container.command)
    if entrypoint:
        return entrypoint + command
    if image is None:
        return None
    return image.entrypoint + (command or image.command) or None


def environment(container: Container, image: LocalImage | None) -> Mapping[str, str]:
    """Variables by name; the template's win."""
    own = {name: text.plain for name, text in container.environment.items()}
    return {"PATH": PATH, **(image.environment if image is not None else {}), **own}


def wanted_user(container: Container, image: LocalImage | None) -> str:
    """Who is to run it, in the template's words or else in the image's."""
    if container.user is not None:
        return container.user.plain
    return image.user if image is not None else ""


def working_dir(container: Container, image: LocalImage | None) -> str:
    """The folder in which it starts."""
    own = container.working_dir.plain if container.working_dir is not None else ""
    return own or (image.working_dir if image is not None else "") or "/"
