"""Carries out the steps of a deployment. Every step may be repeated, also after it was killed half-way."""

from collections.abc import Callable, Mapping

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.group_steps import APPLY, BUILD, REMOVE
from provisioners.backends.kubernetes import remove as removing
from provisioners.backends.kubernetes.api import connected
from provisioners.backends.kubernetes.apply import apply_all
from provisioners.backends.kubernetes.documents import address_of, documents, of_addresses
from provisioners.backends.kubernetes.events import Warnings
from provisioners.backends.kubernetes.former import remove_former_entries, remove_former_parts
from provisioners.backends.kubernetes.grow import grow_claims
from provisioners.backends.kubernetes.names import Names, names_of
from provisioners.backends.kubernetes.prune import prune
from provisioners.backends.kubernetes.readiness import BY_KIND
from provisioners.backends.kubernetes.registry import pull_secret
from provisioners.backends.kubernetes.resources import Server
from provisioners.backends.kubernetes.starts import Starts
from provisioners.backends.kubernetes.steps import AT_ONCE, FINISH, FIRST
from provisioners.backends.kubernetes.wait import Waiting
from provisioners.images.pushing import ensure_pushed
from provisioners.planning.model import Action


def perform(work: Work) -> None:
    """Carry out one step. Raises :class:`PlatformError`."""
    if work.step.verb == BUILD:
        for wanted in work.rendered.builds:
            if wanted.address in work.step.addresses:
                ensure_pushed(work, wanted)
        return
    verb = VERBS.get(work.step.verb)
    if verb is None:
        raise PlatformError(f"Kubernetes has no step '{work.step.verb}'.")
    with connected(work.endpoint) as api:
        verb(work, Server(api), names_of(work.deployment, work.endpoint.options))


def apply(work: Work, server: Server, names: Names) -> None:
    """Apply the objects of one wave, or all, and wait for them; at first also those of the whole deployment."""
    every = documents(work.rendered)
    if work.step.key in (FIRST, AT_ONCE):
        secret = pull_secret(work.endpoint, work.deployment, names)
        apply_all(work, server, [*of_addresses(every, [""]), *([secret] if secret else [])])
        remove_former_entries(work, server, names, every)
    wave = [each for each in of_addresses(every, work.step.addresses) if address_of(each)]
    remove_former_parts(work, server, names, wave)
    warnings = Warnings(server, names.namespace)
    apply_all(work, server, wave)
    grow_claims(work, server, wave)
    workloads = [each for each in wave if each["kind"] in BY_KIND]
    if work.step.key == AT_ONCE:
        Waiting(work, server, warnings, Starts(bears_others=True)).until_ready_and_steady(workloads)
    else:
        Waiting(work, server, warnings, Starts()).until_ready(workloads)


def finish(work: Work, server: Server, names: Names) -> None:
    """See that what nothing checks stays, and remove what is no longer needed."""
    if AT_ONCE not in work.step.depends_on:
        warnings = Warnings(server, names.namespace)
        changed = [address for address, change in work.changes.items() if change.action is not Action.NOOP]
        Waiting(work, server, warnings, Starts()).until_steady(of_addresses(documents(work.rendered), changed))
    prune(work, server, names)


VERBS: Mapping[str, Callable[[Work, Server, Names], None]] = {
    APPLY: apply,
    FINISH: finish,
    REMOVE: removing.remove,
}
