"""The environment and the command line of each process that ``toposmith up`` runs."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toposmith.supervisor.keys import Keys
from toposmith.supervisor.processes import Supervised

LOCAL_ENGINE = "unix:///var/run/docker.sock"
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Installation:
    """Where one ``toposmith up`` keeps its things and listens."""

    home: Path
    host: str
    port: int
    keys: Keys

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def common(self) -> dict[str, str]:
        """The variables of every process; nothing else of the caller's environment is passed on."""
        variables = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        configured = {name: value for name, value in os.environ.items() if name.startswith("TOPOSMITH_")}
        return {
            **variables,
            "TOPOSMITH_ALLOWED_ENDPOINTS": LOCAL_ENGINE,
            "TOPOSMITH_ALLOWED_HOSTS": f"{self.host},localhost",
            **configured,
            "TOPOSMITH_HOME": str(self.home),
            "HOME": str(self.home),
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "toposmith.settings",
        }

    def web_environment(self) -> Mapping[str, str]:
        return {**self.common(), **self.keys.web()}

    def worker_environment(self) -> Mapping[str, str]:
        return {**self.common(), **self.keys.worker()}

    def processes(self, concurrency: int) -> list[Supervised]:
        """The web server and one worker, each with its log file."""
        logs = self.home / "log"
        logs.mkdir(exist_ok=True)
        web = [sys.executable, "-m", "uvicorn", "toposmith.asgi:application", "--host", self.host]
        web += ["--port", str(self.port), "--no-access-log", "--timeout-graceful-shutdown", "3", "--lifespan", "off"]
        worker = [sys.executable, "-m", "celery", "-A", "toposmith", "worker", "--loglevel", "INFO"]
        worker += ["--concurrency", str(concurrency), "--without-gossip", "--without-mingle"]
        return [
            Supervised("The web server", web, self.web_environment(), logs / "web.log"),
            Supervised("The worker", worker, self.worker_environment(), logs / "worker.log"),
        ]
