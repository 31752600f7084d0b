"""Carries out the steps of a deployment. Every step may be repeated, also after it was killed half-way.

It speaks to Docker's API itself: ``docker stack deploy`` ends before anything runs, knows no order of services, and
takes secrets from files or its environment only.
"""

from collections.abc import Callable, Mapping
from functools import cache

from provisioners.backends.contract import PlatformError, Rendered, Work
from provisioners.backends.group_steps import APPLY, BUILD, REMOVE
from provisioners.backends.hiding import hidden as blotted
from provisioners.backends.swarm.apply import Services, names_of
from provisioners.backends.swarm.cleanup import remove_services, remove_unneeded
from provisioners.backends.swarm.connection import manager
from provisioners.backends.swarm.ensure import ensure
from provisioners.backends.swarm.inventory import refuse_foreign
from provisioners.backends.swarm.names import stack_name
from provisioners.backends.swarm.stack import Resolve, Stack, read_stack
from provisioners.images.options import builder_of
from provisioners.images.pushing import ensure_pushed


def perform(work: Work) -> None:
    """Carry out one step. Raises :class:`PlatformError`."""
    verb = VERBS.get(work.step.verb)
    if verb is None:
        raise PlatformError(f"Swarm has no step '{work.step.verb}'.")
    verb(work)


def build(work: Work) -> None:
    """Make the images of the step's instances and push them; the manager makes them unless a builder is named."""
    engine = builder_of(work.endpoint) or work.endpoint
    for wanted in work.rendered.builds:
        if wanted.address in work.step.addresses:
            ensure_pushed(work, wanted, engine)


def apply(work: Work) -> None:
    """Bring the deployment to what its file says, wait until all is well, and remove what is no longer needed."""
    resolve, resolved = _resolver(work)
    name = stack_name(work.deployment)
    stack = read_stack(work.rendered, resolve)
    try:
        with manager(work.endpoint) as swarm:
            refuse_foreign(swarm, work.deployment, stack)
            there = ensure(swarm, work.deployment, stack, work.rendered, resolve)
            remove_services(swarm, work.deployment, names_of(name, stack))
            Services(work, swarm, name, stack, there).apply()
            work.pause(0)
            remove_unneeded(work, swarm, _kept(stack, work.rendered))
    except PlatformError as error:
        words = blotted(str(error), resolved())
        raise PlatformError(words, transient=error.transient, addresses=error.addresses) from error
    work.report("all services run")


def remove(work: Work) -> None:
    """Remove all that belongs to the deployment, save data that is to be retained."""
    with manager(work.endpoint) as swarm:
        refuse_foreign(swarm, work.deployment)
        work.report("removing services")
        remove_services(swarm, work.deployment, ())
        remove_unneeded(work, swarm, ())
    work.report("all is removed")


VERBS: Mapping[str, Callable[[Work], None]] = {BUILD: build, APPLY: apply, REMOVE: remove}


def _resolver(work: Work) -> tuple[Resolve, Callable[[], list[str]]]:
    """Gives the text behind a place-holder; and all texts that were asked for, which no message may hold."""
    known: dict[str, str] = {}

    @cache
    def resolve(name: str) -> str:
        parts = work.rendered.secrets[name]
        known[name] = "".join(part if isinstance(part, str) else work.resolve(part["secret"]) for part in parts)
        return known[name]

    return resolve, lambda: list(known.values())


def _kept(stack: Stack, rendered: Rendered) -> frozenset[str]:
    """The names of all that the stack uses beside its services."""
    sections = (stack.networks, stack.volumes, stack.secrets, stack.configs)
    names = {item["name"] for section in sections for item in section.values()}
    return frozenset(names | {build.image for build in rendered.builds})
