"""Runs Compose for one step."""

from collections.abc import Mapping
from functools import cached_property

from provisioners.backends.compose.render import FILE
from provisioners.backends.contract import Work
from provisioners.backends.docker_engine.commands import DockerCommands
from provisioners.backends.docker_engine.locate import compose_command
from provisioners.containers.names import project_name
from provisioners.images.credentials import docker_config


class Commands(DockerCommands):
    """The commands of one step. Secrets are resolved here and reach the commands by their environment only."""

    def __init__(self, work: Work) -> None:
        super().__init__(work, config=docker_config(work.endpoint))

    def compose(self, *arguments: str, what: str, timeout: float, with_file: bool) -> str:
        """Run Compose for the deployment's project, with its file and secrets or by its name alone.

        Raises :class:`PlatformError`.
        """
        work = self.work
        options = ["--ansi", "never", "--progress", "plain", "--project-name", project_name(work.deployment)]
        if not with_file:
            return self.run([compose_command(), *options, *arguments], what, timeout)
        file = work.folder / FILE
        file.write_text(work.rendered.files[FILE], encoding="utf-8")
        options += ["--project-directory", str(work.folder), "--file", str(file)]
        return self.run([compose_command(), *options, *arguments], what, timeout, self._secrets)

    @cached_property
    def _secrets(self) -> Mapping[str, str]:
        resolve = self.work.resolve
        return {
            name: "".join(part if isinstance(part, str) else resolve(part["secret"]) for part in parts)
            for name, parts in self.work.rendered.secrets.items()
        }
