"""Makes images from Dockerfiles on a Docker Engine, once for each content."""

from pathlib import Path, PurePosixPath

from provisioners.backends.contract import Build, Endpoint, PlatformError, Work
from provisioners.backends.docker_engine.commands import DockerCommands
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.labels import ADDRESS, DEPLOYMENT
from provisioners.containers.images import UNKNOWN_CONTENT, in_context

TIMEOUT = 1800.0
FILE_MODE = 0o755
"""An archive keeps no modes, so scripts have to be executable without one; Docker does the same on Windows."""


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
    write_context(work, build, context)
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


def write_context(work: Work, build: Build, folder: Path) -> None:
    """Write the context's files from the template's archive; nothing else of this machine is in it."""
    for path, content in work.archive().items():
        if not in_context(path, build.context):
            continue
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts:
            raise PlatformError(f"The archive's path {path!r} leads out of it.")
        target = folder / parts
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(FILE_MODE)


def _exists(engine: Endpoint, image: str) -> bool:
    with connected(engine) as api:
        return bool(api.images(name=image))
