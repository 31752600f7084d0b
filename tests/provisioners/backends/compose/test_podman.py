"""The conformance suite on Podman, by its service that answers as a Docker Engine does."""

from collections.abc import Iterator

import pytest

from provisioners.backends.contract import Endpoint
from tests.conftest import missing
from tests.engines import podman
from tests.provisioners.backends.compose.test_conformance import ComposeParts
from tests.provisioners.backends.container_conformance import ContainerConformance, ContainerParts

pytestmark = pytest.mark.podman


@pytest.fixture(scope="session")
def podman_address(debian_base_image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not podman.is_there():
        missing("there is no Podman: run `python3 -m tests.engines.podman`")
    with podman.serving(tmp_path_factory.mktemp("podman"), debian_base_image) as address:
        yield address


class TestPodman(ContainerConformance):
    @pytest.fixture
    def endpoint(self, podman_address: str, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
        monkeypatch.setenv("DOCKER_HOST", podman_address)
        return Endpoint(podman_address)

    @pytest.fixture
    def parts(self, debian_base_image: str) -> ContainerParts:
        return ComposeParts(debian_base_image)
