"""Linux capabilities of containers. The default set is the one that Docker gives. Source: capabilities(7)."""

from provisioners.containers.model import Container

DEFAULT_CAPABILITIES = (
    "CAP_AUDIT_WRITE",
    "CAP_CHOWN",
    "CAP_DAC_OVERRIDE",
    "CAP_FOWNER",
    "CAP_FSETID",
    "CAP_KILL",
    "CAP_MKNOD",
    "CAP_NET_BIND_SERVICE",
    "CAP_NET_RAW",
    "CAP_SETFCAP",
    "CAP_SETGID",
    "CAP_SETPCAP",
    "CAP_SETUID",
    "CAP_SYS_CHROOT",
)

OTHER_CAPABILITIES = (
    "CAP_AUDIT_CONTROL",
    "CAP_AUDIT_READ",
    "CAP_BLOCK_SUSPEND",
    "CAP_BPF",
    "CAP_CHECKPOINT_RESTORE",
    "CAP_DAC_READ_SEARCH",
    "CAP_IPC_LOCK",
    "CAP_IPC_OWNER",
    "CAP_LEASE",
    "CAP_LINUX_IMMUTABLE",
    "CAP_MAC_ADMIN",
    "CAP_MAC_OVERRIDE",
    "CAP_NET_ADMIN",
    "CAP_NET_BROADCAST",
    "CAP_PERFMON",
    "CAP_SYS_ADMIN",
    "CAP_SYS_BOOT",
    "CAP_SYSLOG",
    "CAP_SYS_MODULE",
    "CAP_SYS_NICE",
    "CAP_SYS_PACCT",
    "CAP_SYS_PTRACE",
    "CAP_SYS_RAWIO",
    "CAP_SYS_RESOURCE",
    "CAP_SYS_TIME",
    "CAP_SYS_TTY_CONFIG",
    "CAP_WAKE_ALARM",
)


def capability(name: str) -> str:
    """A capability by its full name, whether it has the prefix already or not."""
    upper = name.upper()
    return upper if upper.startswith("CAP_") else f"CAP_{upper}"


def is_capability(name: str) -> bool:
    """Whether Linux has it."""
    return capability(name) in DEFAULT_CAPABILITIES + OTHER_CAPABILITIES


def capabilities(container: Container) -> list[str]:
    """The capabilities of a container's processes, sorted."""
    if container.rights.privileged:
        return sorted(DEFAULT_CAPABILITIES + OTHER_CAPABILITIES)
    return sorted({*DEFAULT_CAPABILITIES, *map(capability, container.rights.capabilities)})
