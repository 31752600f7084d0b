"""Two kinds of installation to put plays on, and what they look like after plays without disturbance."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql
from toposmith_fake.world import World

from provisioners.sealing import generate_keys
from tests.provisioners.engine.processes import until
from tests.provisioners.engine.stage import LEASE_SECONDS, PROJECT, Stage

LIFE = ("deploy", "upgrade", "undeploy")
KEYS = generate_keys()


class House(Protocol):
    """A kind of installation. Databases are kept by name, to begin with again."""

    def open(self, folder: Path, scene: str) -> Stage:
        """A stage in an empty folder with a copy of the database of that name."""
        ...

    def keep(self, stage: Stage, scene: str) -> None:
        """Keep a closed stage's database."""
        ...


@dataclass
class Theatre:
    """Stages that begin after a given operation, and the portraits of undisturbed runs."""

    house: House
    folder: Path

    @contextmanager
    def stage(self, folder: Path, *, before: str) -> Iterator[Stage]:
        """A stage on which everything before an operation of this kind has been played."""
        index = LIFE.index(before)
        scene = LIFE[index - 1] if index else "migrated"
        if index:
            self.portrait(scene)
            shutil.copytree(self.folder / scene / "world", folder / "world")
        with closing(self.house.open(folder, scene)) as stage:
            yield stage

    @cache  # noqa: B019 - it lives as long as the session
    def portrait(self, kind: str) -> Any:
        """What there is after an undisturbed operation of this kind."""
        folder = self.folder / kind
        folder.mkdir(exist_ok=True)
        with self.stage(folder, before=kind) as stage:
            stage.play(kind)
            portrait = stage.portrait()
        self.house.keep(stage, kind)
        return portrait

    def __hash__(self) -> int:
        return id(self)


@dataclass
class LocalHouse:
    """SQLite and the filesystem broker, as ``make up`` starts them."""

    folder: Path

    def __post_init__(self) -> None:
        migrate(environment(self.folder))
        (self.folder / "db.sqlite3").rename(self.folder / "migrated")

    def open(self, folder: Path, scene: str) -> Stage:
        shutil.copy(self.folder / scene, folder / "db.sqlite3")
        return Stage(folder, environment(folder), "default")

    def keep(self, stage: Stage, scene: str) -> None:
        shutil.copy(stage.folder / "db.sqlite3", self.folder / scene)


@dataclass
class ServersHouse:
    """PostgreSQL and Redis; a queue of its own keeps stages on one Redis apart."""

    folder: Path
    postgres_url: str
    redis_url: str
    scenes: dict[str, str] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scenes["migrated"] = self._create("template0")
        migrate(self._environment(self.folder, self.scenes["migrated"]))

    def open(self, folder: Path, scene: str) -> Stage:
        name, queue = self._create(self.scenes[scene]), f"stage-{uuid4().hex}"
        variables = {"TOPOSMITH_BROKER_URL": self.redis_url, "TOPOSMITH_WORKER_QUEUES": queue}
        return Stage(folder, self._environment(folder, name, **variables), queue)

    def keep(self, stage: Stage, scene: str) -> None:
        self.scenes[scene] = urlsplit(stage.environment["TOPOSMITH_DATABASE_URL"]).path.removeprefix("/")

    def close(self) -> None:
        """Drop every database."""
        for name in self.made:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _create(self, template: str) -> str:
        """A server process needs a moment to leave a database that its client has left."""
        name = f"stage_{uuid4().hex}"
        until(lambda: self._copied(name, template), f"a copy of {template}")
        self.made.append(name)
        return name

    def _copied(self, name: str, template: str) -> bool:
        try:
            self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        except psycopg.errors.ObjectInUse:
            return False
        return True

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.postgres_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _environment(self, folder: Path, database: str, **variables: str) -> dict[str, str]:
        url = urlsplit(self.postgres_url)._replace(path=f"/{database}").geturl()
        return environment(folder, TOPOSMITH_DATABASE_URL=url, **variables)


def environment(home: Path, **variables: str) -> dict[str, str]:
    """The environment of all processes of an installation."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": f"{PROJECT}:{PROJECT / 'tests' / 'fakes'}",
        "DJANGO_SETTINGS_MODULE": "toposmith.settings",
        "TOPOSMITH_HOME": str(home),
        "TOPOSMITH_SECRET_KEY": "only-for-tests",
        "TOPOSMITH_DIGEST_KEY": "only-for-tests",
        "TOPOSMITH_SEAL_PUBLIC_KEY": KEYS.public,
        "TOPOSMITH_SEAL_PRIVATE_KEYS": KEYS.private,
        "TOPOSMITH_LEASE_SECONDS": str(LEASE_SECONDS),
        "TOPOSMITH_RECONCILE_SECONDS": "0.5",
        "TOPOSMITH_ALLOWED_ENDPOINTS": World(home / "world").url,
        **variables,
    }


def migrate(variables: dict[str, str]) -> None:
    """Make the tables of an installation."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=variables, cwd=PROJECT, check=True, stderr=subprocess.DEVNULL)
