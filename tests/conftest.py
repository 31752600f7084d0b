"""Fixtures for what the tests talk to. What is missing fails a CI run and skips elsewhere, with the reason."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

from tests.engines import docker_engine as engine
from tests.engines import format_tools, kubernetes, kubernetes_files
from tests.engines import registry as registries
from tests.engines.packages import SetUpError
from tests.engines.registry import Registry
from tests.images import debian_base

settings.register_profile("toposmith", deadline=None)
settings.load_profile("toposmith")
"""No example fails because the machine is busy."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use Django's database, however they ask for it."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures):
            item.add_marker("database")


def missing(reason: str) -> NoReturn:
    """Fail where nothing may be left out, else skip."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def descriptions() -> Path:
    """The folder with the platforms' own schemas. It is no part of this, so without it a test is skipped everywhere."""
    folder = os.environ.get("TOPOSMITH_ENGINES")
    if not folder:
        pytest.skip("TOPOSMITH_ENGINES is not set: it names the folder that holds the platforms' schemas")
    return Path(folder)


def variable(name: str, what: str) -> str:
    """An address that the stage runner hands over."""
    value = os.environ.get(name)
    return value or missing(f"{name} is not set: {what}")


@pytest.fixture(scope="session")
def docker_engine() -> None:
    """A Docker Engine with Compose v2 answers."""
    if not engine.answers():
        missing("no Docker Engine answers: `make test-engine`, or `python3 -m tests.engines.docker_engine start`")
    if not engine.has_compose():
        missing("`docker compose version` fails: Compose v2 is missing")
    os.environ["DOCKER_BUILDKIT"] = "0"


@pytest.fixture(scope="session")
def format_tool() -> Callable[[str], str]:
    """Gives the path of a program that reads what an output writes."""

    def path(name: str) -> str:
        return format_tools.found(name) or missing(f"{name} is missing: run `python3 -m tests.engines.format_tools`")

    return path


@pytest.fixture(scope="session")
def debian_base_image(docker_engine: None) -> str:
    """The name of a Debian image to build on; made here where the engine lacks it."""
    try:
        return debian_base.ensure()
    except SetUpError as problem:
        missing(str(problem))


@pytest.fixture(scope="session")
def kubernetes_cluster() -> Iterator[kubernetes.Cluster]:
    """A real Kubernetes of one node; skipped where the folder of engines is not there, as it is no part of this."""
    if not os.environ.get("TOPOSMITH_ENGINES"):
        pytest.skip("TOPOSMITH_ENGINES is not set: it names the folder that holds Kubernetes' programs")
    try:
        kubernetes_files.folder_of_engines()
    except SetUpError as problem:
        missing(str(problem))
    with kubernetes.running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """A superuser's address of the tests' own PostgreSQL."""
    return variable("TOPOSMITH_TEST_DATABASE_URL", "run `python3 -m tests.engines.servers start`")


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The address of the tests' own Redis."""
    return variable("TOPOSMITH_TEST_REDIS_URL", "run `python3 -m tests.engines.servers start`")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The program to run pages in; Chromium refuses its sandbox to root, so pass --no-sandbox there."""
    return shutil.which("chromium") or missing("chromium is not on PATH: apt-get install chromium")


@pytest.fixture(scope="session")
def registry() -> Iterator[Registry]:
    """A registry that lets everybody in."""
    try:
        with registries.running() as running:
            yield running
    except SetUpError as problem:
        missing(str(problem))


@pytest.fixture(scope="session")
def private_registry() -> Iterator[Registry]:
    """A registry that wants a password."""
    try:
        with registries.running("toposmith", "registry-pa$$word") as running:
            yield running
    except SetUpError as problem:
        missing(str(problem))
