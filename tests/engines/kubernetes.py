"""A real Kubernetes 1.20 of one node, on loopback and a bridge of its own, for as long as tests need it.

`python3 -m tests.engines.kubernetes start|stop` for a developer. The way to bring it up is described in the folder that
TOPOSMITH_ENGINES names. It needs a Docker Engine only to get images from.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.engines import kubernetes_cleanup as cleanup
from tests.engines import kubernetes_files, kubernetes_keys
from tests.engines.kubernetes_node import (
    BRIDGE,
    NETWORK,
    PAUSE,
    Ports,
    Program,
    docker_address,
    write_settings,
)
from tests.engines.packages import SetUpError, quiet
from tests.engines.servers import free_port
from tests.images import debian_base

STATE = Path(__file__).parents[2] / "var" / "test-kubernetes.json"
VARIABLE = "TOPOSMITH_TEST_KUBERNETES"
START_SECONDS = 120
STOP_SECONDS = 20
SHARED_NAMESPACES = Path("/run/netns")


@dataclass(frozen=True)
class Cluster:
    """Where a running cluster is; its folder holds its keys, which live as long as it does."""

    folder: str
    url: str
    kubectl: str

    @property
    def admin_token(self) -> str:
        return Path(self.folder, "token").read_text()

    @property
    def visitor_token(self) -> str:
        """That of a user who may do nothing."""
        return Path(self.folder, "visitor-token").read_text()

    def key(self, name: str) -> str:
        """A certificate or a key as PEM, such as ``ca.crt``."""
        return Path(self.folder, "keys", name).read_text()

    def run_kubectl(self, *arguments: str, stdin: str = "", check: bool = True) -> str:
        """The output of ``kubectl``, as the cluster's administrator."""
        done = subprocess.run(
            [self.kubectl, "--kubeconfig", f"{self.folder}/kubeconfig", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            env={"HOME": self.folder, "PATH": os.environ["PATH"]},
        )
        if check and done.returncode:
            raise RuntimeError(f"kubectl {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def import_images(self, *names: str) -> None:
        """Take images over from the Docker Engine."""
        command = 'docker save "$@" | ctr --address "$SOCKET" --namespace k8s.io images import -'
        quiet(["sh", "-c", command, "sh", *names], SOCKET=f"{self.folder}/containerd.sock")


def start() -> Cluster:
    """Start a cluster in a new folder. Raises SetUpError where something is missing or does not come up."""
    programs = kubernetes_files.ensure()
    debian_base.ensure()
    _make_pause_image()
    folder = Path(tempfile.mkdtemp(prefix="toposmith-kubernetes-"))
    (folder / "pods-before").write_text(json.dumps(sorted(cleanup.pod_namespaces())))
    ports = Ports(*(free_port() for _ in range(8)))
    tokens = kubernetes_keys.make(folder / "keys", docker_address())
    for name, user in (("token", "admin"), ("visitor-token", "visitor")):
        _write_secret(folder / name, tokens[user])
    cluster = Cluster(str(folder), f"https://127.0.0.1:{ports.api}", str(programs / "kubectl"))
    (folder / "url").write_text(cluster.url)
    try:
        _share_namespaces(folder)
        _run(cluster, write_settings(folder, programs, ports))
    except BaseException:
        stop(cluster)
        raise
    return cluster


def stop(cluster: Cluster) -> None:
    """End the cluster's processes by their numbers, and remove all that it left on this machine."""
    folder = Path(cluster.folder)
    for name in ("kubelet", "proxy", "dns", "volumes", "scheduler", "controllers"):
        _end(folder, name)
    _end_containers(folder)
    for name in ("containerd", "api", "etcd"):
        _end(folder, name)
    cleanup.unmount_below(folder)
    cleanup.remove_rules(NETWORK)
    cleanup.remove_network(BRIDGE, NETWORK, set(json.loads((folder / "pods-before").read_text())))
    cleanup.remove_cgroups()
    if (folder / "shared-namespaces").exists():
        subprocess.run(["umount", "--lazy", str(SHARED_NAMESPACES)], capture_output=True, check=False)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[Cluster]:
    """A cluster for as long as the context; the stage runner's or a developer's own where one runs."""
    named = os.environ.get(VARIABLE) or (STATE.read_text() if STATE.exists() else "")
    if named:
        yield Cluster(**json.loads(named))
        return
    cluster = start()
    try:
        yield cluster
    finally:
        stop(cluster)


def environment(cluster: Cluster) -> dict[str, str]:
    """The variable that tests read."""
    return {VARIABLE: json.dumps(asdict(cluster))}


def _make_pause_image() -> None:
    text = f'FROM {debian_base.NAME}\nCMD ["sleep", "infinity"]\n'
    done = subprocess.run(["docker", "build", "--tag", PAUSE, "-"], input=text, capture_output=True, text=True,
                          check=False, env={**os.environ, "DOCKER_BUILDKIT": "0"})  # fmt: skip
    if done.returncode:
        raise SetUpError(f"the image {PAUSE} cannot be made: {done.stderr.strip()}")


def _share_namespaces(folder: Path) -> None:
    """Pods' network namespaces are mounted here by one process and used by others."""
    SHARED_NAMESPACES.mkdir(parents=True, exist_ok=True)
    if not os.path.ismount(SHARED_NAMESPACES):
        quiet(["mount", "--bind", str(SHARED_NAMESPACES), str(SHARED_NAMESPACES)])
        (folder / "shared-namespaces").touch()
    quiet(["mount", "--make-shared", str(SHARED_NAMESPACES)])


def _run(cluster: Cluster, programs: dict[str, Program]) -> None:
    """Start the programs in an order in which each finds what it needs."""
    folder = Path(cluster.folder)
    _begin(folder, "etcd", programs)
    _begin(folder, "api", programs)
    _begin(folder, "containerd", programs)
    _until(folder, "api", lambda: "ok" in cluster.run_kubectl("get", "--raw", "/readyz", check=False))
    for name in ("controllers", "scheduler"):
        _begin(folder, name, programs)
    _until(folder, "containerd", lambda: Path(folder, "containerd.sock").exists())
    cluster.import_images(debian_base.NAME, PAUSE)
    for name in ("kubelet", "proxy", "dns", "volumes"):
        _begin(folder, name, programs)
    cluster.run_kubectl("apply", "-f", "-", stdin=(folder / "storage-class.yaml").read_text())
    ready = '{.items[0].status.conditions[?(@.type=="Ready")].status}'
    _until(folder, "kubelet", lambda: cluster.run_kubectl("get", "nodes", "-o", f"jsonpath={ready}") == "True")
    for direction in ("-i", "-o"):  # Docker's rules drop what they do not know
        quiet(["iptables", "-w", "-I", "FORWARD", direction, BRIDGE, "-j", "ACCEPT"])


def _begin(folder: Path, name: str, programs: dict[str, Program]) -> None:
    with Path(folder, f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            programs[name], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=folder
        )
    Path(folder, f"{name}.pid").write_text(str(process.pid))
    process.returncode = 0  # it outlives this object, which would otherwise complain


def _until(folder: Path, name: str, is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        with suppress(RuntimeError):
            if is_so():
                return
        if time.monotonic() > deadline:
            tail = "\n".join(Path(folder, f"{name}.log").read_text(errors="replace").splitlines()[-15:])
            raise SetUpError(f"{name} of the Kubernetes node did not come up:\n{tail}")
        time.sleep(0.2)


def _end(folder: Path, name: str) -> None:
    """End a process; one that does not listen is killed."""
    path = Path(folder, f"{name}.pid")
    if not path.exists():
        return
    number = int(path.read_text())
    for sign, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, STOP_SECONDS)):
        with suppress(ProcessLookupError):
            os.kill(number, sign)
        deadline = time.monotonic() + seconds
        while _is_running(number) and time.monotonic() < deadline:
            time.sleep(0.05)
    path.unlink()


def _is_running(number: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(number, os.WNOHANG)
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _end_containers(folder: Path) -> None:
    """Kill every container, so that no shim of containerd is left."""
    socket = folder / "containerd.sock"
    if not socket.exists():
        return
    ctr = ["ctr", "--address", str(socket), "--namespace", "k8s.io"]
    listed = subprocess.run([*ctr, "tasks", "list", "--quiet"], capture_output=True, text=True, check=False)
    for task in listed.stdout.split():
        subprocess.run([*ctr, "tasks", "delete", "--force", task], capture_output=True, check=False)


def _write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


def main() -> int:
    try:
        if sys.argv[1:] == ["stop"]:
            if STATE.exists():
                stop(Cluster(**json.loads(STATE.read_text())))
                STATE.unlink()
        elif not STATE.exists():
            cluster = start()
            STATE.parent.mkdir(exist_ok=True)
            _write_secret(STATE, json.dumps(asdict(cluster)))
    except SetUpError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
