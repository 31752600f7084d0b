"""Carries out the steps of a deployment. Every step may be repeated, also after it was killed half-way."""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.group_steps import APPLY, BUILD, REMOVE
from provisioners.backends.mesos.chronos import Chronos, chronos
from provisioners.backends.mesos.desired import Desired, desired, hidden, secrets_of
from provisioners.backends.mesos.follow import Follower
from provisioners.backends.mesos.inventory import live_apps, mine, refuse_foreign
from provisioners.backends.mesos.locks import changed
from provisioners.backends.mesos.marathon import Marathon, marathon
from provisioners.backends.mesos.names import group_id
from provisioners.backends.mesos.pod_view import shape
from provisioners.backends.mesos.recreate import make_room
from provisioners.backends.mesos.running import Runner
from provisioners.backends.mesos.secret_store import secret_store
from provisioners.images.pushing import ensure_pushed


def perform(work: Work) -> None:
    """Carry out one step. Raises :class:`PlatformError`."""
    verb = VERBS.get(work.step.verb)
    if verb is None:
        raise PlatformError(f"Mesos has no step '{work.step.verb}'.")
    verb(work)


def apply(work: Work) -> None:
    """Bring the deployment to what its documents say, stage by stage, and remove what is no longer needed.

    Marathon's and Chronos's words may repeat what they were given, so secrets are blotted out of them.
    """
    secrets = secrets_of(work.rendered, work.resolve)
    quiet = replace(work, report=lambda line: work.report(hidden(line, secrets)))
    try:
        _apply(quiet, desired(work.rendered, secrets))
    except PlatformError as error:
        raise PlatformError(hidden(str(error), secrets), transient=error.transient, addresses=error.addresses) from None


def build(work: Work) -> None:
    """Make the images of the step's instances and push them to the registry."""
    for wanted in work.rendered.builds:
        if wanted.address in work.step.addresses:
            ensure_pushed(work, wanted)


def remove(work: Work) -> None:
    """Remove all that belongs to the deployment; volumes of a driver stay."""
    group = group_id(work.deployment, work.endpoint.options)
    with (
        marathon(work.endpoint) as api,
        chronos(work.endpoint) as scheduler,
        secret_store(work.endpoint, group) as store,
    ):
        refuse_foreign(api, group, work.deployment)
        _runner(scheduler, work).remove(keep=())
        _remove_group(api, work, group)
        if store is not None:
            store.remove(keep=())
    work.report("all is removed")


def _apply(work: Work, wanted: Desired) -> None:
    with (
        marathon(work.endpoint) as api,
        chronos(work.endpoint) as scheduler,
        secret_store(work.endpoint, wanted.group) as store,
    ):
        follower, runner = _follower(api, work, wanted.group), _runner(scheduler, work)
        refuse_foreign(api, wanted.group, work.deployment)
        runner.refuse_foreign(tuple(wanted.jobs))
        for image in work.rendered.builds:
            ensure_pushed(work, image)
        if store is not None:
            store.put(wanted.kept)
        make_room(api, work, follower, {**wanted.apps, **{key: shape(pod) for key, pod in wanted.pods.items()}})
        for stage in wanted.stages[:-1]:
            _put_apps(api, follower, wanted, stage.apps)
            _put_pods(api, follower, wanted, stage.pods)
            runner.put([wanted.jobs[name] for name in stage.jobs])
        _put_group(api, work, follower, wanted)
        _put_pods(api, follower, wanted, wanted.stages[-1].pods)
        runner.put([wanted.jobs[name] for name in wanted.stages[-1].jobs])
        _remove_pods(api, follower, keep=wanted.pods)
        runner.remove(keep=tuple(wanted.jobs))
        if store is not None:
            store.remove(keep=wanted.kept)
    work.report("all is as the template says")


def _put_apps(api: Marathon, follower: Follower, wanted: Desired, keys: tuple[str, ...]) -> None:
    if keys:
        apps = [wanted.apps[key] for key in keys]
        _followed(follower, lambda force: api.put_apps(apps, force=force), keys)


def _put_pods(api: Marathon, follower: Follower, wanted: Desired, keys: tuple[str, ...]) -> None:
    """Pods that wait for nothing that is not there yet: all are begun, then all are followed."""
    begun = [
        changed(follower, lambda force, key=key: api.put_pod(wanted.pods[key], force=force))  # type: ignore[misc]
        for key in keys
    ]
    if begun:
        follower.to_the_end(begun[-1], keys)


def _remove_pods(api: Marathon, follower: Follower, keep: Container[str]) -> None:
    """Pods that are no longer wanted: putting the group does not touch them."""
    live = mine(live_apps(api, follower.group), follower.deployment)
    for key in [key for key, found in live.items() if "pod" in found and key not in keep]:
        _followed(follower, lambda force, key=key: api.delete_pod(key, force=force), (key,))  # type: ignore[misc]


def _put_group(api: Marathon, work: Work, follower: Follower, wanted: Desired) -> None:
    """The whole group at once: what is not in it goes."""
    if not wanted.apps and not wanted.pods:
        _remove_group(api, work, wanted.group)
        return
    document = {"id": wanted.group, "apps": list(wanted.apps.values())}
    _followed(follower, lambda force: api.put_group(document, force=force), tuple(wanted.apps))


def _remove_group(api: Marathon, work: Work, group: str) -> None:
    follower = _follower(api, work, group)
    identifier = changed(follower, lambda force: api.delete_group(group, force=force))
    follower.to_the_end(identifier, whole=True)


def _followed(follower: Follower, change: Callable[[bool], str | None], settled: tuple[str, ...] = ()) -> None:
    identifier = changed(follower, change)
    follower.to_the_end(identifier, settled)


def _follower(api: Marathon, work: Work, group: str) -> Follower:
    return Follower(api, group, work.deployment, work.report, work.pause)


def _runner(scheduler: Chronos | None, work: Work) -> Runner:
    return Runner(scheduler, work.deployment, work.report, work.pause)


VERBS: Mapping[str, Callable[[Work], None]] = {BUILD: build, APPLY: apply, REMOVE: remove}
