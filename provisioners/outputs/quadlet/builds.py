"""Images that are made from a Dockerfile of the template, whose files lie beside the units."""

from collections.abc import Mapping

from provisioners.backends.contract import Build
from provisioners.containers.model import Topology
from provisioners.outputs.quadlet import names
from provisioners.outputs.quadlet.escape import raw
from provisioners.outputs.quadlet.unit import unit


def build_unit(topology: Topology, build: Build) -> str:
    """The unit that makes an image."""
    folder = _folder(topology, build)
    inside = build.dockerfile.removeprefix(f"{build.context}/")
    keys = (
        ("ImageTag", f"localhost/{build.image}"),
        ("File", raw(f"./{folder}/{inside}")),
        ("SetWorkingDirectory", raw(f"./{folder}")),
    )
    return unit({"Build": keys})


def copies(topology: Topology) -> Mapping[str, str]:
    """The folders that hold the files of the images' contexts, with the contexts."""
    builds = (container.image.build for container in topology.containers.values())
    return {f"{names.UNITS}/{_folder(topology, build)}": build.context for build in builds if build is not None}


def _folder(topology: Topology, build: Build) -> str:
    return f"build/{topology.project}.{topology.containers[build.address].name}"
