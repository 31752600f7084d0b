"""Makes images from Dockerfiles on a Docker Engine, once for each content."""

from provisioners.backends.build_context import write_context
from provisioners.backends.contract import Build, Endpoint, Work
from provisioners.backends.docker_engine.commands import DockerCommands
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.labels import ADDRESS, DEPLOYMENT
from provisioners.containers.images import UNKNOWN_CONTENT

TIMEOUT = 1800.0


def ensure_built(work: Work, build: Build, engine: Endpoint | None = None) -> None:
    """Make an image unless it is there: its name holds a digest of what it is made from.

    ``engine`` is the Docker Engine that makes it, by default the target itself. Raises :class:`PlatformError`.
    """
    builder = work.endpoint if engine is None else engine
    if is_named_by_content(build) and _exists(builder, build.image):
        work.report(f"{build.address}: the image is there already")
        return
    work.report(f"{build.address}: building the image")
    context = work.folder / "context" / build.image.replace(":", "-").rpartition("/")[2]
    write_context(work.archive(), build, context)
    DockerCommands(work, builder).docker(
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


def is_named_by_content(build: Build) -> bool:
    """Whether an image of that name is surely the same; without the files at hand, no name says so."""
    return not build.image.endswith(f":{UNKNOWN_CONTENT}")


def _exists(engine: Endpoint, image: str) -> bool:
    with connected(engine) as api:
        return bool(api.images(name=image))
