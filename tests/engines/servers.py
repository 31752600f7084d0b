"""A PostgreSQL and a Redis of the tests' own: private folder, private ports, loopback only, the system's left alone.

`python3 -m tests.engines.servers start|stop` for a developer; `start` prints the variables that the tests read.
"""

from __future__ import annotations

import json
import pwd
import secrets
import shutil
import socket
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.engines.packages import SetUpError, install, is_root, quiet

STATE = Path(__file__).parents[2] / "var" / "test-servers.json"
OWNER = "postgres"
START_SECONDS = 30
STOP_SECONDS = 10
POSTGRES_OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


@dataclass(frozen=True)
class Servers:
    """Where the two servers are; the addresses hold their passwords, which live as long as the folder."""

    folder: str
    postgres_url: str
    redis_url: str

    def environment(self) -> dict[str, str]:
        """The variables that tests read."""
        return {"TOPOSMITH_TEST_DATABASE_URL": self.postgres_url, "TOPOSMITH_TEST_REDIS_URL": self.redis_url}


def start() -> Servers:
    """Start both servers in a new folder. Raises SetUpError where they are missing or do not come up."""
    install(_missing())
    folder = Path(tempfile.mkdtemp(prefix="toposmith-servers-"))
    folder.chmod(0o755)
    password = secrets.token_urlsafe(16)
    return Servers(str(folder), _start_postgres(folder, password), _start_redis(folder, password))


def stop(servers: Servers) -> None:
    """Stop both servers and remove their folder."""
    folder = Path(servers.folder)
    _as_owner([_postgres("pg_ctl"), "-D", str(folder / "postgres" / "data"), "-m", "fast", "-w", "stop"])
    _stop_redis(servers.redis_url)
    shutil.rmtree(folder)


def _stop_redis(url: str) -> None:
    """End a Redis. Its client ends well whether the server obeys or not, so that is looked at."""
    address = urlsplit(url)
    port = address.port or 0
    quiet(["redis-cli", "-p", str(port), "shutdown", "nosave"], REDISCLI_AUTH=address.password or "")
    deadline = time.monotonic() + STOP_SECONDS
    while _listens(port):
        if time.monotonic() > deadline:
            raise SetUpError(f"redis-server did not end at port {port}")
        time.sleep(0.05)


def _missing() -> list[str]:
    missing = [] if _postgres_folders() else ["postgresql"]
    return missing if shutil.which("redis-server") else [*missing, "redis-server"]


def _postgres_folders() -> list[Path]:
    """PostgreSQL's program folders, newest last: Debian keeps them out of PATH."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return [program.parent for program in sorted(found, key=lambda path: int(path.parts[-3]))]


def _postgres(program: str) -> str:
    return str(_postgres_folders()[-1] / program)


def _start_postgres(folder: Path, password: str) -> str:
    home, port = folder / "postgres", free_port()
    home.mkdir(mode=0o700)
    secret = home / "password"
    secret.write_text(password)
    if is_root():
        for path in (home, secret):
            shutil.chown(path, OWNER, OWNER)
    data = str(home / "data")
    _as_owner([_postgres("initdb"), "-D", data, "-U", OWNER, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8",
               "--no-sync", f"--pwfile={secret}"])  # fmt: skip
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 {POSTGRES_OPTIONS}"
    _as_owner([_postgres("pg_ctl"), "-D", data, "-l", str(home / "log"), "-o", options, "-w", "start"])
    return f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/postgres"


def _as_owner(command: list[str]) -> None:
    """Run a PostgreSQL program, as its own account where we are root: it refuses root."""
    prefix = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups", "--"] if is_root() else []
    home = pwd.getpwnam(OWNER).pw_dir if is_root() else str(Path.home())
    quiet(["sh", "-c", 'cd / && exec "$@"', "sh", *prefix, *command], HOME=home)


def _start_redis(folder: Path, password: str) -> str:
    home, port = folder / "redis", free_port()
    home.mkdir(mode=0o700)
    settings = home / "redis.conf"
    settings.write_text(
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {home}\nlogfile {home}/log\n"
        'daemonize yes\nsave ""\nappendonly no\n'
    )
    quiet(["redis-server", str(settings)])
    deadline = time.monotonic() + START_SECONDS
    while not _listens(port):
        if time.monotonic() > deadline:
            raise SetUpError("redis-server did not come up:\n" + (home / "log").read_text())
        time.sleep(0.05)
    return f"redis://:{password}@127.0.0.1:{port}/0"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A TCP port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start_for_developer() -> None:
    if STATE.exists():
        servers = Servers(**json.loads(STATE.read_text()))
    else:
        servers = start()
        STATE.parent.mkdir(exist_ok=True)
        STATE.touch(mode=0o600)
        STATE.write_text(json.dumps(asdict(servers)))
    for name, value in servers.environment().items():
        sys.stdout.write(f"export {name}='{value}'\n")


def _stop_for_developer() -> None:
    if STATE.exists():
        stop(Servers(**json.loads(STATE.read_text())))
        STATE.unlink()


def main() -> int:
    try:
        _stop_for_developer() if sys.argv[1:] == ["stop"] else _start_for_developer()
    except SetUpError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
