"""The shop's database image by itself: what it does when it is killed, and whom it lets in."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from tests.examples.engine import docker, eventually

pytestmark = pytest.mark.engine

IMAGE = "toposmith-tests/two-tier-shop-database"
HOME = "/var/lib/postgresql"
PASSWORD = "it's a \\ $(secret)"
ENVIRONMENT = {
    "DATABASE_USER": "smith",
    "DATABASE_NAME": "anvils",
    "DATABASE_PASSWORD_FILE": "/run/secrets/password",
}


@dataclass(frozen=True)
class Database:
    """A container of the image and its volume."""

    name: str

    def start(self) -> None:
        docker("start", self.name)
        eventually(lambda: self.run("pg_isready", "--quiet", "--host=127.0.0.1").returncode == 0)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        options = [f"--env={name}={value}" for name, value in environment.items()]
        return subprocess.run(
            ["docker", "exec", *options, self.name, *command], capture_output=True, text=True, check=False
        )

    def query(self, sql: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Ask by the network, as the web tier would."""
        connection = "postgresql://smith@127.0.0.1/anvils"
        return self.run("psql", "--no-password", "--tuples-only", "--no-align", connection, "-c", sql, **environment)


@pytest.fixture
def database(example_images: tuple[str, ...], tmp_path: Path) -> Iterator[Database]:
    """A container with its password in place, not started yet, and an empty volume."""
    assert IMAGE in example_images
    name = f"example-database-{uuid4().hex[:8]}"
    options = [f"--env={key}={value}" for key, value in ENVIRONMENT.items()]
    docker("create", "--name", name, f"--volume={name}:{HOME}", *options, IMAGE)
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "password").write_text(PASSWORD)
    docker("cp", str(secrets), f"{name}:/run/secrets")
    yield Database(name)
    docker("rm", "--force", name)
    docker("volume", "rm", name)


def test_it_lets_in_who_knows_the_password_and_nobody_else(database: Database) -> None:
    database.start()
    assert database.query("SELECT current_user", PGPASSWORD=PASSWORD).stdout == "smith\n"
    assert "password authentication failed" in database.query("SELECT 1", PGPASSWORD="wrong").stderr
    assert "no password supplied" in database.query("SELECT 1").stderr
    assert PASSWORD not in "\n".join(docker("logs", database.name))


def test_it_does_not_run_as_root(database: Database) -> None:
    database.start()
    look = "stat -c %U /proc/[0-9]* 2>/dev/null; true"
    owners = set(docker("exec", "--user=nobody", database.name, "sh", "-c", look))
    assert owners == {"postgres", "nobody"}


def test_a_first_start_that_was_cut_off_is_begun_again(database: Database) -> None:
    unfinished = f"{HOME}/data.unfinished"
    options = ["--rm", "--user=postgres", "--entrypoint=sh", f"--volume={database.name}:{HOME}"]
    docker("run", *options, IMAGE, "-c", f"mkdir {unfinished} && echo 15 > {unfinished}/PG_VERSION")
    database.start()
    assert database.query("SELECT 1", PGPASSWORD=PASSWORD).stdout == "1\n"
    assert database.run("ls", HOME).stdout == "data\n"


def test_what_was_committed_survives_a_kill(database: Database) -> None:
    database.start()
    database.query("CREATE TABLE anvil AS SELECT 25 AS weight", PGPASSWORD=PASSWORD)
    for _ in range(2):
        docker("kill", database.name)
        database.start()
    assert database.query("SELECT weight FROM anvil", PGPASSWORD=PASSWORD).stdout == "25\n"


def test_it_ends_cleanly_when_told_to(database: Database) -> None:
    database.start()
    docker("stop", database.name)
    assert docker("inspect", "--format", "{{.State.ExitCode}}", database.name) == ["0"]
