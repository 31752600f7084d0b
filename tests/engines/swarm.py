"""A swarm of one node on a Docker Engine of its own, so that nobody else's engine is put into swarm mode.

The second daemon has its own folders, socket and bridge. It must have a bridge: with ``--bridge none`` a daemon removes
the `docker0` of the first one.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.engines.packages import SetUpError, install, is_root, quiet

START_SECONDS = 60
STOP_SECONDS = 30
POOLS = "10.213.0.0/16"
"""Where the daemon's bridges have their addresses; each takes a range of 256."""

GATEWAY_BRIDGE = "docker_gwbridge"
VARIABLE = "TOPOSMITH_TEST_SWARM"


@dataclass(frozen=True)
class Swarm:
    """Where the manager listens."""

    socket: Path

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def docker(self, *arguments: str) -> str:
        """The output of a docker command on the swarm."""
        command = ["docker", "--host", self.url, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def load(self, image: str) -> None:
        """Hand over an image of the engine that everybody shares."""
        command = 'docker save "$1" | docker --host "$2" load'
        quiet(["sh", "-c", command, "sh", image, self.url])


@contextmanager
def running() -> Iterator[Swarm]:
    """A swarm for as long as the context: the stage runner's where one runs, else a new one."""
    named = os.environ.get(VARIABLE)
    if named:
        yield Swarm(Path(named))
        return
    with new() as swarm:
        yield swarm


def environment(swarm: Swarm) -> dict[str, str]:
    """The variable that tests read."""
    return {VARIABLE: str(swarm.socket)}


@contextmanager
def new() -> Iterator[Swarm]:
    """A swarm that is gone at the end, with its processes, mounts, bridges and folders.

    One at a time on a machine: Docker gives the bridge to the outside the same name in all of them.

    Raises SetUpError for a user who is not root, and where it does not come up.
    """
    if not is_root():
        raise SetUpError("a swarm needs a Docker Engine of its own, and only root can start one")
    install(name for name, binary in (("docker.io", "dockerd"), ("iproute2", "ip")) if not shutil.which(binary))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="toposmith-swarm-")))
        bridge = stack.enter_context(_bridge())
        swarm = Swarm(folder / "docker.sock")
        stack.enter_context(_daemon(folder, bridge, swarm))
        stack.enter_context(_initialised(swarm))
        yield swarm


@contextmanager
def _bridge() -> Iterator[str]:
    """A bridge with addresses that nobody else routes."""
    name = f"tosm{os.getpid()}"
    quiet(["ip", "link", "add", name, "type", "bridge"])
    try:
        quiet(["ip", "address", "add", f"{_free_range()[1]}/24", "dev", name])
        quiet(["ip", "link", "set", name, "up"])
        yield name
    finally:
        quiet(["ip", "link", "delete", name])


def _free_range() -> ipaddress.IPv4Network:
    routes = subprocess.run(["ip", "-o", "route"], check=True, capture_output=True, text=True).stdout
    ranges = ipaddress.ip_network(POOLS).subnets(new_prefix=24)
    free = next(found for found in ranges if f"{found} " not in routes)
    assert isinstance(free, ipaddress.IPv4Network)
    return free


@contextmanager
def _daemon(folder: Path, bridge: str, swarm: Swarm) -> Iterator[None]:
    command = ["dockerd", "--bridge", bridge, "--iptables=false", "--ip-forward=false", "--ip-masq=false"]
    command += ["--default-address-pool", f"base={POOLS},size=24", "--host", swarm.url]
    command += ["--data-root", str(folder / "root"), "--exec-root", str(folder / "exec")]
    command += ["--pidfile", str(folder / "pid")]
    log = folder / "log"
    with log.open("ab") as output:
        daemon = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        _await(daemon, swarm, log)
        yield
    finally:
        daemon.send_signal(signal.SIGTERM)
        try:
            daemon.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()
        _unmount(folder)


def _await(daemon: subprocess.Popen[bytes], swarm: Swarm, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(swarm):
        if daemon.poll() is not None or time.monotonic() > deadline:
            raise SetUpError("the swarm's dockerd did not come up:\n" + "\n".join(log.read_text().splitlines()[-15:]))
        time.sleep(0.1)


def _answers(swarm: Swarm) -> bool:
    asked = subprocess.run(["docker", "--host", swarm.url, "version"], capture_output=True, check=False)
    return asked.returncode == 0


@contextmanager
def _initialised(swarm: Swarm) -> Iterator[None]:
    addresses = ["--advertise-addr", "127.0.0.1", "--listen-addr", f"127.0.0.1:{_free_port()}"]
    addresses += ["--data-path-addr", "127.0.0.1", "--data-path-port", str(_free_data_port())]
    quiet(["docker", "--host", swarm.url, "swarm", "init", *addresses])
    try:
        yield
    finally:
        quiet(["docker", "--host", swarm.url, "swarm", "leave", "--force"])
        _remove_containers(swarm)
        quiet(["docker", "--host", swarm.url, "network", "rm", GATEWAY_BRIDGE])


def _remove_containers(swarm: Swarm) -> None:
    """A node that leaves stops its tasks in its own time; what is left of them holds the gateway's bridge."""
    left = swarm.docker("ps", "--all", "--quiet").split()
    if left:
        subprocess.run(["docker", "--host", swarm.url, "rm", "--force", *left], capture_output=True, check=False)


def _unmount(folder: Path) -> None:
    """What a daemon that was killed left mounted below its folders, the innermost first."""
    lines = Path("/proc/self/mounts").read_text().splitlines()
    for target in reversed([line.split()[1] for line in lines if line.split()[1].startswith(f"{folder}/")]):
        quiet(["umount", target])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _free_data_port() -> int:
    """A port for the traffic between containers; Docker takes none of those that systems choose for clients."""
    for port in range(20_000, 30_000):
        with socket.socket(type=socket.SOCK_DGRAM) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise SetUpError("there is no free port for the swarm's data")
