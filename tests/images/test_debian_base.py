"""The base image can be built on, with packages from Debian's mirror."""

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

TAG = "toposmith-tests-base:trial"


def test_a_dockerfile_installs_packages_on_it(debian_base_image: str, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(
        f"FROM {debian_base_image}\nRUN apt-get update && apt-get install -y --no-install-recommends busybox-static\n"
    )
    subprocess.run(["docker", "build", "--no-cache", "--tag", TAG, str(tmp_path)], check=True, capture_output=True)
    try:
        said = subprocess.run(
            ["docker", "run", "--rm", TAG, "busybox", "echo", "here"], check=True, capture_output=True, text=True
        )
    finally:
        subprocess.run(["docker", "image", "rm", "--force", TAG], check=True, capture_output=True)
    assert said.stdout == "here\n"
