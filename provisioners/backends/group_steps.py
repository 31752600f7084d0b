"""The steps of a group: images are made one by one, everything else is applied at once."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from provisioners.backends.contract import Rendered
from provisioners.planning.model import Action, Change, PlannedStep
from topology.graph.model import TopologyGraph

BUILD, APPLY, REMOVE = "build", "apply", "remove"


Applying = Callable[[tuple[str, ...], tuple[str, ...]], Iterable[PlannedStep]]
"""Gives the steps that apply these addresses after the steps with these keys."""


def steps(
    graph: TopologyGraph, changes: Sequence[Change], rendered: Rendered, _: Mapping[str, str]
) -> tuple[PlannedStep, ...]:
    """Images, then one ``apply``, whatever the target's options."""
    return steps_with(graph, changes, rendered, _at_once)


def steps_with(
    graph: TopologyGraph, changes: Sequence[Change], rendered: Rendered, applying: Applying
) -> tuple[PlannedStep, ...]:
    """``build`` for each changed instance with a Dockerfile, then what applies; ``remove`` when nothing is left."""
    changed = tuple(change.address for change in changes if change.action is not Action.NOOP)
    if not changed:
        return ()
    if not rendered.files:
        return teardown(graph, changes)
    builds = _image_steps(rendered, changed)
    return (*builds, *applying(changed, tuple(step.key for step in builds)))


def _at_once(addresses: tuple[str, ...], after: tuple[str, ...]) -> tuple[PlannedStep, ...]:
    return (PlannedStep(APPLY, APPLY, addresses, after, f"Apply {_count(len(addresses))}"),)


def _image_steps(rendered: Rendered, changed: Container[str]) -> tuple[PlannedStep, ...]:
    """A ``build`` for each changed instance with a Dockerfile."""
    return tuple(
        PlannedStep(f"build:{build.address}", BUILD, (build.address,), title=f"Build the image of {build.address}")
        for build in rendered.builds
        if build.address in changed
    )


def teardown(graph: TopologyGraph, changes: Sequence[Change]) -> tuple[PlannedStep, ...]:
    """One ``remove`` for everything there is, even when nothing is recorded: an attempt may have left something."""
    addresses = tuple(change.address for change in changes)
    return (PlannedStep(REMOVE, REMOVE, addresses, title="Remove all that belongs to the deployment"),)


def _count(number: int) -> str:
    return "1 change" if number == 1 else f"{number} changes"
