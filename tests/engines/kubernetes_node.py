"""The settings and the commands of a Kubernetes node's programs, as 1.20 wants them on control groups of version 1."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines import kubernetes_volumes

BRIDGE = "cni-toposmith"
NETWORK = "toposmith-tests"
PAUSE = "toposmith-tests/pause:1"
POD_RANGE = "10.244.0.0/24"
CLUSTER_RANGE = "10.244.0.0/16"
SERVICE_RANGE = "10.96.0.0/16"
DNS_ADDRESS = "10.244.0.1"
NODE = "node"

Program = list[str]


@dataclass(frozen=True)
class Ports:
    """Free ports of loopback for a node's programs."""

    api: int
    etcd: int
    peers: int
    kubelet: int
    health: int
    proxy_health: int
    proxy_metrics: int
    streams: int


def write_settings(folder: Path, programs: Path, ports: Ports) -> dict[str, Program]:
    """Write what the programs read; the command of each by name."""
    (folder / "network").mkdir()
    _write(folder / "network" / "10-pods.conflist", _network())
    _write(folder / "kubeconfig", _kubeconfig(folder, ports))
    _write(folder / "kubelet.json", _kubelet(folder, ports))
    _write(folder / "proxy.json", _proxy(folder, ports))
    _write(folder / "storage-class.yaml", STORAGE_CLASS)
    (folder / "containerd.toml").write_text(_containerd(folder, ports))
    return {
        "etcd": _etcd(folder, ports),
        "api": _api(folder, programs, ports),
        "containerd": ["containerd", "--config", f"{folder}/containerd.toml"],
        "controllers": _controllers(folder, programs),
        "scheduler": [
            f"{programs}/kube-scheduler",
            *(f"--kubeconfig={folder}/kubeconfig", "--port=0", "--secure-port=0", "--leader-elect=false"),
        ],
        "kubelet": [
            f"{programs}/kubelet",
            *(f"--config={folder}/kubelet.json", f"--kubeconfig={folder}/kubeconfig", f"--hostname-override={NODE}"),
            *(f"--node-ip={docker_address()}", f"--root-dir={folder}/kubelet", f"--cert-dir={folder}/keys"),
            *("--container-runtime=remote", f"--container-runtime-endpoint=unix://{folder}/containerd.sock"),
        ],
        "proxy": [f"{programs}/kube-proxy", f"--config={folder}/proxy.json"],
        "dns": [sys.executable, str(Path(__file__).with_name("kubernetes_dns.py")), DNS_ADDRESS, str(folder)],
        "volumes": [sys.executable, str(Path(__file__).with_name("kubernetes_volumes.py")), NODE, str(folder)],
    }


def docker_address() -> str:
    """The address of Docker's bridge: a node's own may not be on loopback."""
    listed = subprocess.run(["ip", "-json", "address", "show", "docker0"], capture_output=True, text=True, check=True)
    inner = (each for item in json.loads(listed.stdout) for each in item["addr_info"] if each["family"] == "inet")
    return str(next(inner)["local"])


STORAGE_CLASS: dict[str, Any] = {
    "apiVersion": "storage.k8s.io/v1",
    "kind": "StorageClass",
    "metadata": {"name": "folders", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
    "provisioner": kubernetes_volumes.NAME,
    "volumeBindingMode": "WaitForFirstConsumer",
}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(content))


def _network() -> dict[str, Any]:
    ranges = {"type": "host-local", "ranges": [[{"subnet": POD_RANGE}]], "routes": [{"dst": "0.0.0.0/0"}]}
    bridge = {"type": "bridge", "bridge": BRIDGE, "isGateway": True, "ipMasq": True, "hairpinMode": True}
    mapped = {"type": "portmap", "capabilities": {"portMappings": True}}
    return {"cniVersion": "0.4.0", "name": NETWORK, "plugins": [{**bridge, "ipam": ranges}, mapped]}


def _kubeconfig(folder: Path, ports: Ports) -> dict[str, Any]:
    cluster = {"server": f"https://127.0.0.1:{ports.api}", "certificate-authority": f"{folder}/keys/ca.crt"}
    user = {"token": (folder / "token").read_text()}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "tests",
        "clusters": [{"name": "tests", "cluster": cluster}],
        "users": [{"name": "admin", "user": user}],
        "contexts": [{"name": "tests", "context": {"cluster": "tests", "user": "admin"}}],
    }


def _kubelet(folder: Path, ports: Ports) -> dict[str, Any]:
    return {
        "apiVersion": "kubelet.config.k8s.io/v1beta1",
        "kind": "KubeletConfiguration",
        "address": docker_address(),
        "port": ports.kubelet,
        "healthzBindAddress": "127.0.0.1",
        "healthzPort": ports.health,
        "cgroupDriver": "cgroupfs",
        "failSwapOn": False,
        "authentication": {
            "anonymous": {"enabled": False},
            "webhook": {"enabled": True},
            "x509": {"clientCAFile": f"{folder}/keys/ca.crt"},
        },
        "authorization": {"mode": "AlwaysAllow"},
        "tlsCertFile": f"{folder}/keys/kubelet.crt",
        "tlsPrivateKeyFile": f"{folder}/keys/kubelet.key",
        "clusterDomain": "cluster.local",
        "clusterDNS": [DNS_ADDRESS],
        "podCIDR": POD_RANGE,
        "evictionHard": {"memory.available": "100Mi", "nodefs.available": "1Gi", "imagefs.available": "1Gi"},
        "imageGCHighThresholdPercent": 100,
    }


def _proxy(folder: Path, ports: Ports) -> dict[str, Any]:
    return {
        "apiVersion": "kubeproxy.config.k8s.io/v1alpha1",
        "kind": "KubeProxyConfiguration",
        "bindAddress": "127.0.0.1",
        "healthzBindAddress": f"127.0.0.1:{ports.proxy_health}",
        "metricsBindAddress": f"127.0.0.1:{ports.proxy_metrics}",
        "clientConnection": {"kubeconfig": f"{folder}/kubeconfig"},
        "mode": "iptables",
        "iptables": {"minSyncPeriod": "0s", "syncPeriod": "30s"},
        "clusterCIDR": CLUSTER_RANGE,
        "hostnameOverride": NODE,
        "conntrack": {"maxPerCore": 0, "min": 0, "tcpEstablishedTimeout": "0s", "tcpCloseWaitTimeout": "0s"},
        "nodePortAddresses": ["127.0.0.0/8"],
    }


def _containerd(folder: Path, ports: Ports) -> str:
    """No score of the out-of-memory killer below the daemon's own may be set without CAP_SYS_RESOURCE."""
    return f"""\
version = 2
root = "{folder}/containerd"
state = "{folder}/containerd-state"
[grpc]
  address = "{folder}/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/{PAUSE}"
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  stream_server_port = "{ports.streams}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "{folder}/network"
"""


def _etcd(folder: Path, ports: Ports) -> Program:
    here, peers = f"http://127.0.0.1:{ports.etcd}", f"http://127.0.0.1:{ports.peers}"
    return [
        *("etcd", "--data-dir", f"{folder}/etcd", "--unsafe-no-fsync"),
        *("--listen-client-urls", here, "--advertise-client-urls", here),
        *("--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", f"default={peers}"),
    ]


def _api(folder: Path, programs: Path, ports: Ports) -> Program:
    keys = f"{folder}/keys"
    return [
        f"{programs}/kube-apiserver",
        *("--bind-address=127.0.0.1", f"--advertise-address={docker_address()}", f"--secure-port={ports.api}"),
        *(f"--etcd-servers=http://127.0.0.1:{ports.etcd}", "--authorization-mode=Node,RBAC"),
        *(f"--tls-cert-file={keys}/apiserver.crt", f"--tls-private-key-file={keys}/apiserver.key"),
        *(f"--client-ca-file={keys}/ca.crt", f"--kubelet-certificate-authority={keys}/ca.crt"),
        "--kubelet-preferred-address-types=InternalIP",
        f"--kubelet-client-certificate={keys}/kubelet-client.crt",
        f"--kubelet-client-key={keys}/kubelet-client.key",
        *(f"--service-account-key-file={keys}/accounts.pub", f"--service-account-signing-key-file={keys}/accounts.key"),
        *("--service-account-issuer=https://kubernetes.default.svc", f"--token-auth-file={keys}/tokens.csv"),
        *(f"--service-cluster-ip-range={SERVICE_RANGE}", "--allow-privileged=true"),
    ]


def _controllers(folder: Path, programs: Path) -> Program:
    keys = f"{folder}/keys"
    return [
        f"{programs}/kube-controller-manager",
        *(f"--kubeconfig={folder}/kubeconfig", "--port=0", "--secure-port=0", "--leader-elect=false"),
        *(f"--service-account-private-key-file={keys}/accounts.key", f"--root-ca-file={keys}/ca.crt"),
        *(f"--cluster-cidr={CLUSTER_RANGE}", "--allocate-node-cidrs=true"),
        *(f"--cluster-signing-cert-file={keys}/ca.crt", f"--cluster-signing-key-file={keys}/ca.key"),
    ]
