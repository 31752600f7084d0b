import os
import shutil

import pytest


@pytest.fixture(scope="session")
def graphviz_program():
    """Graphviz's ``dot`` is installed; where nothing may be left out, its absence fails the run."""
    if shutil.which("dot") is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("Graphviz is not installed: apt-get install graphviz")
