"""No state is shared: eight threads that read different files get what one gets."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.templates import template
from tests.topology.tosca.conformance.manifest import rows
from topology.graph.codec import encode
from topology.reading import Sources, read_template
from topology.sources import DirectorySources, MemorySources

SCENARIOS = Path(__file__).parents[2] / "scenarios" / "language"
EXAMPLES = Path(__file__).parents[3] / "tosca-templates"
THREADS = 8

Job = tuple[Sources, str]


@pytest.fixture(autouse=True)
def switching_often() -> Iterator[None]:
    """Python changes threads a hundred times as often as it does by itself."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(before / 100)
    yield
    sys.setswitchinterval(before)


def outcome(job: Job) -> object:
    """All that a reading says, comparable."""
    reading = read_template(*job)
    return reading.diagnostics, encode(reading.graph) if reading.graph else None


def assert_threads_agree(jobs: list[Job], repetitions: int) -> None:
    alone = [outcome(job) for job in jobs]
    source = Random(len(jobs))
    order = [
        number for _ in range(repetitions // len(jobs) + 1) for number in source.sample(range(len(jobs)), len(jobs))
    ]
    with ThreadPoolExecutor(THREADS) as pool:
        together = pool.map(outcome, [jobs[number] for number in order])
        for number, found in zip(order, together, strict=True):
            assert found == alone[number], jobs[number][1]


def scenarios() -> list[Job]:
    return [(DirectorySources(folder), "template.yaml") for folder in sorted(SCENARIOS.iterdir())]


def examples() -> list[Job]:
    return [(DirectorySources(path.parent), path.name) for path in sorted(EXAMPLES.rglob("*.yaml"))]


def made() -> list[Job]:
    return [(MemorySources({"t.yaml": template(Random(seed))}), "t.yaml") for seed in range(200)]


@pytest.mark.parametrize(("jobs", "repetitions"), [(scenarios, 300), (examples, 120), (made, 900)])
def test_eight_threads_read_what_one_reads(jobs: Callable[[], list[Job]], repetitions: int) -> None:
    """Valid and invalid files; nothing of one reaches another, and equal files give equal results."""
    assert_threads_agree(jobs(), repetitions)


@pytest.mark.corpus
def test_eight_threads_read_files_of_others() -> None:
    """Some of every version, valid and invalid, with their imports."""
    folder = os.environ.get("TOPOSMITH_CORPUS")
    if not folder:
        pytest.skip("TOPOSMITH_CORPUS names no folder with files of others")
    corpus = Path(folder)
    chosen = Random("corpus").sample(rows(corpus), 100)
    assert_threads_agree([(DirectorySources(corpus / row.project), row.entry) for row in chosen], 300)


def test_names_of_one_file_do_not_reach_another() -> None:
    """Each file defines the same type name otherwise; sixteen of them, each read many times."""
    text = (
        "tosca_definitions_version: tosca_simple_yaml_1_3\n"
        "node_types: {{ T: {{ properties: {{ p{0}: {{ type: string }} }} }} }}\n"
        "topology_template: {{ node_templates: {{ n{0}: {{ type: T, properties: {{ p{0}: v{0} }} }} }} }}\n"
    )
    jobs = [(MemorySources({"t.yaml": text.format(number).encode()}), "t.yaml") for number in range(16)]
    assert_threads_agree(list[Job](jobs), 600)
