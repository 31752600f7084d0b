"""The process of a bundle: what the template says, and for the rest what the image says."""

from provisioners.containers.model import Container
from provisioners.outputs.capabilities import capabilities
from provisioners.outputs.contract import LocalImage
from provisioners.outputs.oci.users import User, user_of
from provisioners.outputs.process import arguments, environment, wanted_user, working_dir


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


def _native(user: User) -> dict[str, object]:
    native: dict[str, object] = {"uid": user.uid, "gid": user.gid}
    return {**native, "additionalGids": list(user.groups)} if user.groups else native
