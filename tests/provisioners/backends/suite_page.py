"""The conformance suites by platform, as a page: ``python -m tests.provisioners.backends.suite_page > docs/suite.md``.

It is read off the classes: a platform whose class inherits a test is held to it as it stands; one that has a test of
its own in its place says why in that test's docstring.
"""

import inspect
import sys
from collections.abc import Iterable, Mapping

from tests.provisioners.backends.compose import test_conformance as compose
from tests.provisioners.backends.compose import test_podman as podman
from tests.provisioners.backends.conformance import Conformance
from tests.provisioners.backends.container_conformance import ContainerConformance
from tests.provisioners.backends.kubernetes import test_conformance as kubernetes
from tests.provisioners.backends.mesos import test_conformance as mesos
from tests.provisioners.backends.refusals import Refusals
from tests.provisioners.backends.swarm import test_conformance as swarm

INTRODUCTION = """\
# What every platform is held to

Each platform runs the same suites in every test run, Podman by hand, and so does a backend of others. This page is read
off the tests: `python -m tests.provisioners.backends.suite_page > docs/suite.md`. [support.md](support.md) says on what
each ran.

A number leads to what holds in place of a test, below its table.
"""

SUITES: Mapping[str, tuple[tuple[type, ...], Mapping[str, type]]] = {
    "Nothing is deployed: what is refused, and where": (
        (Refusals,),
        {
            "Compose": compose.TestRefusals,
            "Swarm": swarm.TestRefusals,
            "Kubernetes": kubernetes.TestRefusals,
            "Mesos (stand-in)": mesos.TestRefusals,
        },
    ),
    "On the platform": (
        (Conformance, ContainerConformance),
        {
            "Compose": compose.TestCompose,
            "Compose on Podman": podman.TestPodman,
            "Swarm": swarm.TestSwarm,
            "Kubernetes": kubernetes.TestKubernetes,
            "Mesos (stand-in)": mesos.TestMesosStandIn,
        },
    ),
}
"""Each suite's classes, and the class that runs it on each platform."""


def suite_page() -> str:
    """The whole page in Markdown."""
    return "\n".join([INTRODUCTION, *(_section(title, *found) for title, found in SUITES.items())])


def _section(title: str, suites: tuple[type, ...], platforms: Mapping[str, type]) -> str:
    reasons: list[str] = []
    lines = [f"## {title}\n\n", _row(["test", *platforms]), _row(["---"] * (len(platforms) + 1))]
    for name in _tests(suites):
        cells = [_cell(name, suites, platform, reasons) for platform in platforms.values()]
        lines.append(_row([_words(name), *cells]))
    notes = [f"{number}. {reason}\n" for number, reason in enumerate(reasons, start=1)]
    return "".join([*lines, *(["\n"] if notes else []), *notes])


def _tests(suites: tuple[type, ...]) -> Iterable[str]:
    return dict.fromkeys(name for suite in suites for name in vars(suite) if name.startswith("test_"))


def _cell(name: str, suites: tuple[type, ...], platform: type, reasons: list[str]) -> str:
    own = getattr(platform, name)
    if any(vars(suite).get(name) is own for suite in suites):
        return "held"
    reason = inspect.getdoc(own)
    if not reason:
        raise ValueError(f"{platform.__name__}.{name} takes the place of a suite's test and does not say why")
    reasons.append(" ".join(reason.split()))
    return f"own test ({len(reasons)})"


def _words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.stdout.write(suite_page())
