"""The programs of a Kubernetes node: built ones from the folder of engines, the rest from Debian's packages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.engines.packages import SetUpError, install, is_root, quiet

CACHE = Path(__file__).parents[2] / "var" / "kubernetes"
PROGRAMS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy")
PACKAGES = {
    "etcd-server": "etcd",
    "containerd": "containerd",
    "runc": "runc",
    "iproute2": "ip",
    "iptables": "iptables",
    "xz-utils": "xz",
    "openssl": "openssl",
    "socat": "socat",
    "conntrack": "conntrack",
}
"""Each with a program that tells whether it is there."""

CNI = Path("/usr/lib/cni")


def folder_of_engines() -> Path:
    """Where the programs are. Raises SetUpError with the reason when a node cannot be run here."""
    named = os.environ.get("TOPOSMITH_ENGINES")
    if not named:
        raise SetUpError("TOPOSMITH_ENGINES is not set: it names the folder that holds Kubernetes' programs")
    folder = Path(named, "kubernetes", "bin")
    missing = [name for name in PROGRAMS if not (folder / f"{name}.xz").exists()]
    if missing:
        raise SetUpError(f"{folder} lacks {', '.join(missing)}")
    if not is_root():
        raise SetUpError("a node of Kubernetes needs root")
    return folder


def ensure() -> Path:
    """Install and unpack what is missing; the folder with the programs, ``kubectl`` among them."""
    source = folder_of_engines()
    install(package for package, program in PACKAGES.items() if not shutil.which(program))
    install([] if (CNI / "bridge").exists() else ["containernetworking-plugins"])
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in PROGRAMS:
        target = CACHE / name
        if not target.exists():
            unpack = 'xz -dc "$1" > "$2.part" && chmod 755 "$2.part" && mv "$2.part" "$2"'
            quiet(["sh", "-c", unpack, "sh", str(source / f"{name}.xz"), str(target)])
    if not (CACHE / "kubectl").exists():
        _unpack_kubectl()
    return CACHE


def _unpack_kubectl() -> None:
    """From Debian's package, without installing it: other packages bring a program of that name."""
    scratch = CACHE / "client"
    scratch.mkdir(exist_ok=True)
    quiet(
        ["sh", "-c", 'cd "$1" && apt-get -q -o APT::Sandbox::User=root download kubernetes-client', "sh", str(scratch)]
    )
    (archive,) = scratch.glob("kubernetes-client_*.deb")
    quiet(["dpkg", "-x", str(archive), str(scratch / "tree")])
    shutil.copy2(scratch / "tree" / "usr" / "bin" / "kubectl", CACHE / "kubectl")
    shutil.rmtree(scratch)
