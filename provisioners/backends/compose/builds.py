"""Makes images from Dockerfiles, once for each content."""

from provisioners.backends.build_context import write_context
from provisioners.backends.compose.commands import Commands
from provisioners.backends.compose.connection import connected
from provisioners.backends.compose.inventory import ADDRESS, DEPLOYMENT
from provisioners.backends.contract import Build, Work
from provisioners.containers.images import UNKNOWN_CONTENT

TIMEOUT = 1800.0


def ensure_built(work: Work, commands: Commands, build: Build) -> None:
    """Make an image unless it is there: its name holds a digest of what it is made from."""
    if not build.image.endswith(f":{UNKNOWN_CONTENT}") and _exists(work, build.image):
        work.report(f"{build.address}: the image is there already")
        return
    work.report(f"{build.address}: building the image")
    context = work.folder / "context" / build.image.replace(":", "-").rpartition("/")[2]
    write_context(work.archive(), build, context)
    commands.docker(
        "build",
        "--force-rm",
        *("--tag", build.image),
        *("--label", f"{DEPLOYMENT}={work.deployment}"),
        *("--label", f"{ADDRESS}={build.address}"),
        *("--file", str(context / build.dockerfile)),
        str(context / build.context),
        what=f"Building the image of {build.address}",
        timeout=TIMEOUT,
    )


def _exists(work: Work, image: str) -> bool:
    with connected(work.endpoint) as api:
        return bool(api.images(name=image))
