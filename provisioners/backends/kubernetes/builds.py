"""Makes images from Dockerfiles and hands them to the target's registry, from which the cluster takes them.

A cluster makes no images. A Docker Engine does, which the worker's administrator names in ``TOPOSMITH_BUILD_ENGINE``.
"""

import base64
import json
import os
import shutil
from pathlib import Path

from provisioners.backends.build_context import write_context
from provisioners.backends.contract import Build, PlatformError, Work
from provisioners.backends.hiding import hidden
from provisioners.backends.kubernetes.labels import ADDRESS, DEPLOYMENT

ENGINE = "TOPOSMITH_BUILD_ENGINE"
TIMEOUT = 1800.0
TAIL = 12

NO_ENGINE = (
    f"Images for a cluster are made by a Docker Engine that the worker's administrator names in {ENGINE}, such as "
    "unix:///var/run/docker.sock; none is named. Use a ready-made image, or have one named."
)
NO_DOCKER = "Docker's command is not on the worker's machine. On Debian 12: apt-get install docker.io."


def build(work: Work) -> None:
    """Make and push the images of the step's instances. Raises :class:`PlatformError`."""
    for wanted in work.rendered.builds:
        if wanted.address in work.step.addresses:
            _build(work, wanted)


def _build(work: Work, wanted: Build) -> None:
    context = work.folder / "context" / wanted.image.replace(":", "-").rpartition("/")[2]
    write_context(work.archive(), wanted, context)
    work.report(f"{wanted.address}: building the image")
    _docker(
        work,
        [
            *("build", "--force-rm", "--tag", wanted.image),
            *("--label", f"{DEPLOYMENT}={work.deployment}", "--label", f"{ADDRESS}={wanted.address}"),
            *("--file", str(context / wanted.dockerfile), str(context / wanted.context)),
        ],
        f"Building the image of {wanted.address}",
    )
    work.report(f"{wanted.address}: pushing the image to the registry")
    _docker(work, ["push", wanted.image], f"Pushing the image of {wanted.address}")


def _docker(work: Work, arguments: list[str], what: str) -> None:
    engine, command = os.environ.get(ENGINE), shutil.which("docker")
    if not engine:
        raise PlatformError(NO_ENGINE)
    if command is None:
        raise PlatformError(NO_DOCKER)
    config = _config(work)
    env = {"DOCKER_HOST": engine, "DOCKER_CONFIG": str(config), "HOME": str(config), "DOCKER_BUILDKIT": "0"}
    result = work.run([command, *arguments], env=env, cwd=work.folder, timeout=TIMEOUT)
    if result.status != 0:
        lines = [line for line in result.output.replace("\0", "").splitlines() if line.strip()][-TAIL:]
        secrets = [work.endpoint.credential.get("registry_password", "")]
        raise PlatformError(hidden(f"{what} failed.\n" + "\n".join(lines), secrets))


def _config(work: Work) -> Path:
    """A folder with the registry's credential, readable by nobody else; Docker's commands take it from there only."""
    folder = work.folder / "engine"
    folder.mkdir(mode=0o700, exist_ok=True)
    registry = work.endpoint.options.get("registry", "").partition("/")[0]
    username, password = (work.endpoint.credential.get(f"registry_{key}", "") for key in ("username", "password"))
    if registry and username:
        path = folder / "config.json"
        path.touch(mode=0o600)
        encoded = base64.b64encode(f"{username}:{password}".encode()).decode()
        path.write_text(json.dumps({"auths": {registry: {"auth": encoded}}}), encoding="utf-8")
    return folder
