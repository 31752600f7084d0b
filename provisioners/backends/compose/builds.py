"""Makes images from Dockerfiles, once for each content."""

from pathlib import Path, PurePosixPath

from provisioners.backends.compose.commands import Commands
from provisioners.backends.compose.connection import connected
from provisioners.backends.compose.inventory import ADDRESS, DEPLOYMENT
from provisioners.backends.contract import Build, PlatformError, Work
from provisioners.containers.images import UNKNOWN_CONTENT, in_context

TIMEOUT = 1800.0
FILE_MODE = 0o755
"""An archive keeps no modes, so scripts have to be executable without one; Docker does the same on Windows."""


def ensure_built(work: Work, commands: Commands, build: Build) -> None:
    """Make an image unless it is there: its name holds a digest of what it is made from."""
    if not build.image.endswith(f":{UNKNOWN_CONTENT}") and _exists(work, build.image):
        work.report(f"{build.address}: the image is there already")
        return
    work.report(f"{build.address}: building the image")
    context = work.folder / "context" / build.image.replace(":", "-").rpartition("/")[2]
    write_context(work, build, context)
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
