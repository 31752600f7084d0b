"""Keeps the examples' layers on the engine: else each removal of a deployment takes them away, and the next one waits.

An image of each Dockerfile is left under a name of the tests' own.
"""

from __future__ import annotations

from pathlib import Path

from tests.engines.packages import quiet

TEMPLATES = Path(__file__).parents[2] / "tosca-templates"
REPOSITORY = "toposmith-tests"


def ensure() -> tuple[str, ...]:
    """Build every example's images; their names. What the engine has already is not built again."""
    return tuple(_build(path.parent) for path in sorted(TEMPLATES.glob("*/*/Dockerfile")))


def _build(folder: Path) -> str:
    name = f"{REPOSITORY}/{folder.parent.name}-{folder.name}"
    quiet(["docker", "build", "--force-rm", "--tag", name, str(folder)], DOCKER_BUILDKIT="0")
    return name
