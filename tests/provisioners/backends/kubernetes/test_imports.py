"""Rendering works where nothing is installed that only a worker needs."""

import subprocess
import sys

SCRIPT = """
import sys
for name in ("wsproto", "docker", "requests", "kubernetes"):
    sys.modules[name] = None
from provisioners.backends.kubernetes import backend
from tests.provisioners.backends.kubernetes.rendering import manifests, web
print(len(manifests(web())), backend.name)
"""


def test_rendering_needs_no_client() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.stdout == "5 kubernetes\n", done.stderr
