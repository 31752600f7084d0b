"""Runs Docker's commands for one step: with an empty environment, bound to the lease, their failures explained."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from provisioners.backends.compose.connection import command_environment
from provisioners.backends.compose.failures import explained
from provisioners.backends.compose.locate import compose_command, docker_command
from provisioners.backends.compose.render import FILE
from provisioners.backends.contract import Work
from provisioners.containers.names import project_name

SHORT_TIMEOUT = 120.0
CLASSIC_BUILDER = {"DOCKER_BUILDKIT": "0"}
"""The one that every engine has; Debian packages no other."""

NO_SECRETS: Mapping[str, str] = MappingProxyType({})


class Commands:
    """The commands of one step. Secrets are resolved here and reach the commands by their environment only."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def docker(self, *arguments: str, what: str, timeout: float = SHORT_TIMEOUT) -> str:
        """Run ``docker`` and give its output. Raises :class:`PlatformError`."""
        return self._run([docker_command(), *arguments], what, timeout)

    def compose(self, *arguments: str, what: str, timeout: float, with_file: bool) -> str:
        """Run Compose for the deployment's project, with its file and secrets or by its name alone.

        Raises :class:`PlatformError`.
        """
        options = ["--ansi", "never", "--progress", "plain", "--project-name", project_name(self._work.deployment)]
        if not with_file:
            return self._run([compose_command(), *options, *arguments], what, timeout)
        file = self._work.folder / FILE
        file.write_text(self._work.rendered.files[FILE], encoding="utf-8")
        options += ["--project-directory", str(self._work.folder), "--file", str(file)]
        return self._run([compose_command(), *options, *arguments], what, timeout, self._secrets)

    @cached_property
    def _secrets(self) -> Mapping[str, str]:
        resolve = self._work.resolve
        return {
            name: "".join(part if isinstance(part, str) else resolve(part["secret"]) for part in parts)
            for name, parts in self._work.rendered.secrets.items()
        }

    def _run(self, argv: Sequence[str], what: str, timeout: float, secrets: Mapping[str, str] = NO_SECRETS) -> str:
        env = {**secrets, **CLASSIC_BUILDER, **command_environment(self._work.endpoint, self._work.folder)}
        result = self._work.run(argv, env=env, cwd=self._work.folder, timeout=timeout)
        if result.status != 0:
            raise explained(result.output, what=what, hide=secrets.values())
        return result.output
