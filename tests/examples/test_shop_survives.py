"""The two-tier shop on a real engine, while its workers are killed and stopped in the middle of Docker's commands.

It ends as an undisturbed deployment does: the same containers, networks, volumes and images, the same page.
"""

import json
import re
import signal
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.examples.deployment import ENGINE
from tests.examples.engine import docker
from tests.provisioners.engine.processes import until
from tests.provisioners.engine.stage import Stage, Worker
from tests.provisioners.engine.theatre import LocalHouse, environment

pytestmark = [
    pytest.mark.engine,
    pytest.mark.kill,
    pytest.mark.usefixtures("example_images"),
]

LEASE_SECONDS = "4"
STATES = ("deployment", "operations", "steps", "claims")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> LocalHouse:
    return LocalHouse(tmp_path_factory.mktemp("house"))


@pytest.fixture
def stage(house: LocalHouse, tmp_path: Path) -> Iterator[Stage]:
    """A stage with the shop, which is removed at the end whatever became of it."""
    stage = open_stage(house, tmp_path)
    try:
        yield stage
    finally:
        close(stage)


@pytest.fixture(scope="module")
def undisturbed(house: LocalHouse, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The shop's portrait when nothing happens to the worker."""
    stage = open_stage(house, tmp_path_factory.mktemp("undisturbed"))
    try:
        stage.play("deploy")
        return portrait(stage)
    finally:
        close(stage)


def open_stage(house: LocalHouse, folder: Path) -> Stage:
    stage = house.open(folder, "migrated")
    variables = environment(folder, TOPOSMITH_LEASE_SECONDS=LEASE_SECONDS, TOPOSMITH_ALLOWED_ENDPOINTS=ENGINE.url)
    return replace(stage, environment=variables, acts="tests.examples.shop_acts")


def close(stage: Stage) -> None:
    """Remove what is left of the shop without any worker."""
    try:
        slug = stage.ask("slug")
    finally:
        stage.close()
    label = f"label=toposmith.deployment={slug}"
    for kind, listing in (("container", "ps --all"), ("network", "network ls"), ("volume", "volume ls")):
        for name in docker(*listing.split(), "--quiet", "--filter", label):
            docker(kind, "rm", *(["--force"] if kind == "container" else []), name)
    for image in docker("images", "--quiet", "--filter", f"reference=toposmith/{slug}/*"):
        docker("image", "rm", "--force", image)


def portrait(stage: Stage) -> Any:
    """What there is on the engine and in the records, without what differs from run to run."""
    recorded = stage.ask("portrait")
    found = {
        "containers": sorted((container(item) for item in inspected(stage)), key=str),
        "networks": listed(stage, "network", "{{.Name}}"),
        "volumes": listed(stage, "volume", "{{.Name}}"),
        "page": page(stage),
        "recorded": {key: recorded[key] for key in STATES if key != "deployment"},
        "instances": [[*row[:3], *row[4:6]] for row in recorded["instances"]],
    }
    return json.loads(json.dumps(found).replace(stage.ask("slug"), "SLUG"))


def inspected(stage: Stage) -> list[dict[str, Any]]:
    """The deployment's containers; those in which its images are made have no generation."""
    labels = (f"label=toposmith.deployment={stage.ask('slug')}", "label=toposmith.generation")
    names = docker("ps", "--all", "--quiet", *(f"--filter={label}" for label in labels))
    return json.loads("\n".join(docker("inspect", *names))) if names else []


def container(item: dict[str, Any]) -> dict[str, Any]:
    labels = item["Config"]["Labels"]
    return {
        "name": item["Name"],
        "image": item["Config"]["Image"],
        "environment": sorted(item["Config"]["Env"]),
        "mounts": sorted((mount["Type"], mount["Destination"]) for mount in item["Mounts"]),
        "volumes": sorted(mount["Name"] for mount in item["Mounts"] if mount["Type"] == "volume"),
        "networks": sorted(item["NetworkSettings"]["Networks"]),
        "state": [item["State"]["Status"], item["State"].get("Health", {}).get("Status")],
        "labels": {key: value for key, value in labels.items() if key.startswith("toposmith.")},
    }


def listed(stage: Stage, kind: str, form: str) -> list[str]:
    label = f"label=toposmith.deployment={stage.ask('slug')}"
    return sorted(docker(kind, "ls", "--format", form, "--filter", label))


def page(stage: Stage) -> str:
    """The shop's page; its address is an output and differs from run to run, as does the container that it names."""
    url: str = stage.ask("outputs")["shop_url"]
    with urllib.request.urlopen(url, timeout=10) as answer:
        text: str = answer.read().decode()
    return re.sub("<code>[0-9a-f]{12}</code>", "its container", text.replace(url, "URL"))


def run_to_the_middle(stage: Stage) -> Worker:
    """A worker that waits for `docker compose up`, which waits for the database to be healthy."""
    stage.ask("start", "deploy")
    worker = stage.worker()
    until(lambda: inspected(stage), "the first container", patience=240, explain=stage.logs)
    assert stage.ask("state") == "running"
    return worker


def check(stage: Stage, undisturbed: Any) -> None:
    assert stage.finish() == "succeeded", stage.ask("errors")
    assert portrait(stage) == undisturbed
    numbers = stage.ask("event_numbers")
    assert numbers == list(range(1, len(numbers) + 1))


def test_killed_in_the_middle_of_compose_up(stage: Stage, undisturbed: Any) -> None:
    run_to_the_middle(stage).kill()
    stage.worker()
    check(stage, undisturbed)


def test_stopped_in_the_middle_of_compose_up(stage: Stage, undisturbed: Any) -> None:
    stopped = run_to_the_middle(stage)
    stage.freeze(stopped)
    stage.worker()
    assert stage.finish() == "succeeded"
    stopped.send(signal.SIGCONT)
    stopped.stop()
    check(stage, undisturbed)


def test_killed_while_images_are_made(stage: Stage, undisturbed: Any) -> None:
    stage.ask("start", "deploy")
    worker = stage.worker()
    until(lambda: ["build:web", "running"] in stage.ask("step_events"), "the build", explain=stage.logs)
    worker.kill()
    stage.worker()
    check(stage, undisturbed)


def test_killed_while_it_is_removed(stage: Stage) -> None:
    stage.play("deploy")
    stage.ask("start", "undeploy")
    worker = stage.worker()
    until(lambda: ["remove", "running"] in stage.ask("step_events"), "the removal", explain=stage.logs)
    worker.kill()
    stage.worker()
    assert stage.finish() == "succeeded"
    assert inspected(stage) == listed(stage, "network", "{{.Name}}") == listed(stage, "volume", "{{.Name}}") == []
    assert stage.ask("portrait")["deployment"] == ["undeployed", {}]
