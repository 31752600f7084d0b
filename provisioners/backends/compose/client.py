"""Carries out the steps of a deployment. Every step may be repeated, also after it was killed half-way."""

from collections.abc import Callable, Mapping
from typing import Any

import yaml

from provisioners.backends.compose.cleanup import remove_unneeded
from provisioners.backends.compose.commands import Commands
from provisioners.backends.compose.holders import with_holder
from provisioners.backends.compose.leftovers import finish_replacements
from provisioners.backends.compose.mending import put_back
from provisioners.backends.compose.ownership import refuse_foreign
from provisioners.backends.compose.render import FILE
from provisioners.backends.compose.settled import engine_time, refuse_ended, with_last_lines
from provisioners.backends.compose.starting import start
from provisioners.backends.compose.twins import remove_twins
from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.group_steps import APPLY, BUILD, REMOVE
from provisioners.images.building import ensure_built

REMOVE_TIMEOUT = 600.0


def perform(work: Work) -> None:
    """Carry out one step. Raises :class:`PlatformError`."""
    verb = VERBS.get(work.step.verb)
    if verb is None:
        raise PlatformError(f"Compose has no step '{work.step.verb}'.")
    verb(work)


def build(work: Work) -> None:
    """Make the images of the step's instances."""
    for wanted in work.rendered.builds:
        if wanted.address in work.step.addresses:
            ensure_built(work, wanted)


def apply(work: Work) -> None:
    """Bring the deployment to what its file says, wait until all is well, and remove what is no longer needed."""
    commands = Commands(work)
    document = yaml.safe_load(work.rendered.files[FILE])
    names = _names(document)
    with connected(work.endpoint) as api:
        refuse_foreign(api, work.deployment, names)
        began = engine_time(api)
    finish_replacements(work, commands)
    remove_twins(work, commands)
    for wanted in work.rendered.builds:
        ensure_built(work, wanted)
    work.report("starting containers")
    try:
        start(commands, document)
    except PlatformError as error:
        explained = with_holder(work.endpoint, error)
        raise with_last_lines(work.endpoint, work.deployment, explained, began) from error
    put_back(work, commands)
    with connected(work.endpoint) as api:
        refuse_ended(work, api, began)
    keep = names["volume"] | names["network"] | {wanted.image for wanted in work.rendered.builds}
    remove_unneeded(work, commands, keep)
    work.report("all containers run")


def remove(work: Work) -> None:
    """Remove all that belongs to the deployment, save data that is to be retained."""
    commands = Commands(work)
    with connected(work.endpoint) as api:
        refuse_foreign(api, work.deployment)
    work.report("stopping and removing containers")
    commands.compose(
        "down", "--remove-orphans", what="Removing the containers", timeout=REMOVE_TIMEOUT, with_file=False
    )
    remove_unneeded(work, commands, ())
    work.report("all is removed")


VERBS: Mapping[str, Callable[[Work], None]] = {BUILD: build, APPLY: apply, REMOVE: remove}


def _names(document: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The names on the engine of what the file asks for, by sort."""
    services = document["services"].items()
    return {
        "container": frozenset(
            f"{document['name']}-{key}-{number}"
            for key, service in services
            for number in range(1, service["deploy"]["replicas"] + 1)
        ),
        "volume": frozenset(item["name"] for item in document.get("volumes", {}).values()),
        "network": frozenset(item["name"] for item in document.get("networks", {}).values()),
    }
