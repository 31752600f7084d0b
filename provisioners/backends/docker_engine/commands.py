"""Runs Docker's commands for one step: with an empty environment, bound to the lease, their failures explained."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from provisioners.backends.contract import Endpoint, Work
from provisioners.backends.docker_engine.connection import command_environment, write_private
from provisioners.backends.docker_engine.failures import explained
from provisioners.backends.docker_engine.locate import docker_command

SHORT_TIMEOUT = 120.0
CLASSIC_BUILDER = {"DOCKER_BUILDKIT": "0"}
"""The one that every engine has; Debian packages no other."""

NO_SECRETS: Mapping[str, str] = MappingProxyType({})


class DockerCommands:
    """The commands of one step, on the engine of its endpoint or on another one.

    ``config`` is the text of Docker's ``config.json`` where commands need one; nobody else can read the file.
    """

    def __init__(self, work: Work, endpoint: Endpoint | None = None, config: str | None = None) -> None:
        self.work = work
        self._config = config
        self.endpoint = work.endpoint if endpoint is None else endpoint

    def docker(self, *arguments: str, what: str, timeout: float = SHORT_TIMEOUT) -> str:
        """Run ``docker`` and give its output. Raises :class:`PlatformError`."""
        return self.run([docker_command(), *arguments], what, timeout)

    def run(self, argv: Sequence[str], what: str, timeout: float, secrets: Mapping[str, str] = NO_SECRETS) -> str:
        """Run a command that speaks to the engine, with ``secrets`` in its environment; ``what`` names it in errors.

        Raises :class:`PlatformError`.
        """
        env = {**secrets, **CLASSIC_BUILDER, **command_environment(self.endpoint, self.work.folder)}
        if self._config is not None:
            write_private(Path(env["DOCKER_CONFIG"]) / "config.json", self._config)
        result = self.work.run(argv, env=env, cwd=self.work.folder, timeout=timeout)
        if result.status != 0:
            raise explained(result.output, what=what, hide=secrets.values())
        return result.output
