"""What a process sees of the kernel. Source: OCI runtime specification, "Linux Container Configuration"."""

from provisioners.containers.model import Container

MASKED = (
    "/proc/acpi",
    "/proc/asound",
    "/proc/kcore",
    "/proc/keys",
    "/proc/latency_stats",
    "/proc/sched_debug",
    "/proc/scsi",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/sys/firmware",
)
READ_ONLY = ("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger")


def namespaces(container: Container) -> list[dict[str, str]]:
    """The namespaces of its own; what it shares with the host is left out."""
    rights = container.rights
    shared = {"network": rights.network, "pid": rights.pid, "ipc": rights.ipc}
    return [{"type": name} for name in ("mount", "uts", "pid", "ipc", "network") if not shared.get(name)]


def paths(container: Container) -> dict[str, object]:
    """What is hidden from it, and what it cannot write."""
    if container.rights.privileged:
        return {}
    return {"maskedPaths": list(MASKED), "readonlyPaths": list(READ_ONLY)}
