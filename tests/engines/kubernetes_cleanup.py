"""Undoes what a node leaves in the kernel: mounts, network namespaces, bridges, control groups, rules of iptables."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

TABLES = ("nat", "filter", "mangle")
KUBERNETES, PLUG_INS = "KUBE-", "CNI-"
CGROUPS = Path("/sys/fs/cgroup")


def unmount_below(folder: Path) -> None:
    """Unmount everything below a folder, the deepest first."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    places = [line.split()[4].replace("\\040", " ") for line in lines]
    for place in sorted((each for each in places if each.startswith(f"{folder}/")), reverse=True):
        subprocess.run(["umount", "--lazy", place], capture_output=True, check=False)


def remove_rules(network: str) -> None:
    """Remove the chains of Kubernetes and of a pods' network, and the rules of others' chains that lead there."""
    for table in TABLES:
        saved = subprocess.run(["iptables-save", "-t", table], capture_output=True, text=True, check=True).stdout
        lines = saved.splitlines()
        own = own_chains(lines, network)
        for line in lines:
            words = shlex.split(line)
            if words[:1] == ["-A"] and words[1] not in own and set(words) & own:
                _iptables(table, "-D", *words[1:])
        for chain in own:
            _iptables(table, "-F", chain)
        for chain in own:
            _iptables(table, "-X", chain)


def own_chains(lines: list[str], network: str) -> set[str]:
    """The chains that a node made, of a table as ``iptables-save`` lists it; other programs have networks too.

    A network plug-in names its network in the comment of each rule that leads to a chain of its own.
    """
    every = {line[1:].split()[0] for line in lines if line.startswith(":")}
    named = {line.split()[-1] for line in lines if f'name: \\"{network}\\"' in line}
    return {chain for chain in every if chain.startswith(KUBERNETES) or (chain.startswith(PLUG_INS) and chain in named)}


def remove_network(bridge: str, network: str, namespaces: set[str]) -> None:
    """Remove the bridge, the plug-in's notes, and the network namespaces of pods that are not in ``namespaces``."""
    for path in Path("/run/netns").glob("cni-*"):
        if path.name not in namespaces:
            subprocess.run(["umount", "--lazy", str(path)], capture_output=True, check=False)
            with suppress(OSError):
                path.unlink()
    for direction in ("-i", "-o"):
        _iptables("filter", "-D", "FORWARD", direction, bridge, "-j", "ACCEPT")
    subprocess.run(["ip", "link", "delete", bridge], capture_output=True, check=False)
    shutil.rmtree(Path("/var/lib/cni/networks", network), ignore_errors=True)


def pod_namespaces() -> set[str]:
    """The network namespaces of pods that there are now."""
    return {path.name for path in Path("/run/netns").glob("cni-*")}


def remove_cgroups() -> None:
    """Remove the empty control groups of pods."""
    for root in CGROUPS.glob("*/kubepods"):
        for path in sorted(root.rglob("*/"), key=lambda each: len(each.parts), reverse=True):
            with suppress(OSError):
                path.rmdir()
        with suppress(OSError):
            root.rmdir()


def _iptables(table: str, *arguments: str) -> None:
    subprocess.run(["iptables", "-w", "-t", table, *arguments], capture_output=True, check=False)
