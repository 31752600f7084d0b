"""The stand-in for tests of the Mesos backend. No real Mesos runs anywhere in these tests."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, Right
from provisioners.backends.mesos import backend, follow
from tests.provisioners.backends.authority import Authority
from tests.provisioners.backends.harness import Harness
from tests.standins.marathon.schemas import Schemas, Unchecked, folder
from tests.standins.marathon.server import StandIn

TOKEN = "eyJ-a-token"
OPTIONS = {
    "network": "overlay",
    "chronos_path": "/chronos",
    "agents": "/agent/{agent}",
    "registry": "127.0.0.1:5000",
}


@pytest.fixture(scope="session")
def schemas() -> Unchecked:
    """Marathon's official schemas; where they are not at hand, the stand-in keeps to the rules alone."""
    place = folder()
    return Unchecked() if place is None else Schemas(place)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in lives much faster than Mesos does, so what has to last a while lasts shorter."""
    monkeypatch.setattr(follow, "SETTLING", 0.05)


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.make("the stand-in's authority")


@pytest.fixture
def standin(
    schemas: Unchecked, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[StandIn]:
    """A stand-in that wants a token, and has the feature of external volumes. Its clock tells what lasts a while."""
    place = tmp_path / "standin"
    place.mkdir()
    found = StandIn(schemas, place, authority, features=frozenset({"external-volumes"}))
    found.let.token = TOKEN
    monkeypatch.setattr(follow, "monotonic", found.clock)
    yield found
    found.close()


@pytest.fixture
def endpoint(standin: StandIn, authority: Authority) -> Endpoint:
    options = {**OPTIONS, "chronos": standin.url}
    return Endpoint(standin.url, {"token": TOKEN, "ca": authority.certificate()}, options)


@pytest.fixture
def harness(endpoint: Endpoint, tmp_path: Path) -> Harness:
    """A deployment of a name of its own."""
    work = tmp_path / "work"
    work.mkdir()
    name = f"tst-{uuid.uuid4().hex[:8]}"
    rights = frozenset({Right.IMAGE_BUILD})
    return Harness(backend, endpoint, work, name, rights=rights, options=endpoint.options)
