"""The process of a bundle: what the template says, and for the rest what the image says."""

from collections.abc import Mapping

from provisioners.containers.model import Container
from provisioners.outputs.contract import LocalImage
from provisioners.outputs.oci.rights import capabilities
from provisioners.outputs.oci.users import User, user_of

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def process(container: Container, image: LocalImage | None) -> dict[str, object]:
    """The part ``process`` of ``config.json`` (OCI runtime specification, "Process")."""
    user = user_of(wanted_user(container, image), image)
    sets = dict.fromkeys(("bounding", "effective", "permitted"), capabilities(container))
    return {
        "terminal": False,
        "user": _native(user),
        "args": list(arguments(container, image) or ()),
        "env": [f"{name}={value}" for name, value in environment(container, image).items()],
        "cwd": working_dir(container, image),
        "capabilities": sets,
        "noNewPrivileges": not container.rights.privileged,
    }


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


def _native(user: User) -> dict[str, object]:
    native: dict[str, object] = {"uid": user.uid, "gid": user.gid}
    return {**native, "additionalGids": list(user.groups)} if user.groups else native
