"""One ``toposmith up`` for all tests of a module."""

from collections.abc import Iterator

import pytest

from tests.newcomer.installation import Running, running
from tests.newcomer.person import clean_engine


@pytest.fixture(scope="module")
def installation(debian_base_image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A portal with a worker on the local engine, stopped afterwards."""
    up = running(tmp_path_factory.mktemp("home"))
    yield up
    if up.process.poll() is None:
        up.stop()
    clean_engine(up.home)
