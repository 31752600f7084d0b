"""Brings images that are made from Dockerfiles into a target's registry, for platforms that take them from there."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from provisioners.backends.contract import Build, Endpoint, PlatformError, Work
from provisioners.backends.docker_engine.connection import connected
from provisioners.images.building import ensure_built, is_named_by_content
from provisioners.images.credentials import login_for
from provisioners.images.options import builder_of

if TYPE_CHECKING:
    from docker import APIClient

PUSH_TIMEOUT = 600.0
"""Seconds of silence after which a push has failed; the engine tells of its progress all the time."""

NO_BUILDER = (
    "{address} is made from a Dockerfile, and the target names no Docker Engine that could do it. "
    "Set the target's option 'builder'."
)


def ensure_pushed(work: Work, build: Build, engine: Endpoint | None = None) -> None:
    """Make an image and push it, unless the registry holds it: its name has a digest of what it is made from.

    It is made by ``engine``, by default the Docker Engine that the target's option ``builder`` names, and that engine
    also asks the registry. Whether it can be pushed or not, nothing of it stays there, unless the step is cancelled.
    Raises :class:`PlatformError`, also where the target names no engine.
    """
    builder = builder_of(work.endpoint) if engine is None else engine
    if builder is None:
        raise PlatformError(NO_BUILDER.format(address=build.address), addresses=(build.address,))
    login = login_for(work.endpoint, build.image)
    if is_named_by_content(build) and _is_in_registry(builder, build.image, login):
        work.report(f"{build.address}: the registry has the image already")
        return
    ensure_built(work, build, builder)
    work.report(f"{build.address}: pushing the image")
    with connected(builder, timeout=PUSH_TIMEOUT) as api:
        try:
            _push(work, api, build, login)
        finally:
            # A step that is stopped ends here: whoever carries on may have taken up the image already.
            work.pause(0)
            _remove(work, api, build.image)


def _is_in_registry(builder: Endpoint, image: str, login: Mapping[str, str] | None) -> bool:
    """Whether a registry has an image. What keeps it from answering shows when the image is pushed."""
    import docker.errors  # noqa: PLC0415 - rendering has to work where the SDK is not installed

    with connected(builder) as api:
        try:
            api.inspect_distribution(image, auth_config=login)  # type: ignore[no-untyped-call]
        except docker.errors.APIError:
            return False
    return True


def _remove(work: Work, api: "APIClient", image: str) -> None:
    """Remove an image, unless something on the builder uses it."""
    import docker.errors  # noqa: PLC0415 - see above

    try:
        api.remove_image(image)
    except docker.errors.NotFound:
        return
    except docker.errors.APIError as error:
        work.report(f"the image {image} is left on the builder: {error.explanation}")


def _push(work: Work, api: "APIClient", build: Build, login: Mapping[str, str] | None) -> None:
    said: Iterable[Mapping[str, Any]] = api.push(build.image, stream=True, decode=True, auth_config=login or {})
    errors = []
    for line in said:
        work.pause(0)
        errors += [line["error"]] if "error" in line else []
    if errors:
        message = f"The image of {build.address} cannot be pushed as {build.image}.\n{errors[0]}"
        raise PlatformError(message, addresses=(build.address,))
