"""What Quadlet cannot say, each at its line."""

from provisioners.containers.model import Concurrency, Container
from provisioners.outputs import limits
from provisioners.outputs.quadlet.calendar import NotACalendar, calendar_events
from provisioners.outputs.quadlet.escape import is_argument, is_path, is_raw, is_word
from provisioners.outputs.reading import Check, Wish
from topology.diagnostics import Severity

SHELL_WORDS = frozenset({"CMD", "CMD-SHELL", "NONE"})
"""What Podman takes for an order when a health check begins with it."""

NO_COLON = "It becomes a part of `Volume=`, whose parts are divided by colons."


def _texts(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for place, text in limits.texts_of(container):
            key = place[1]
            is_fine = {"command": is_argument, "user": is_raw, "working_dir": is_raw}.get(str(key), is_word)
            if not text.is_secret and not is_fine(text.plain):
                _refuse(wish, container, place, text.plain)
        for name, value in container.environment.items():
            if not value.is_secret and not is_word(value.plain):
                _refuse(wish, container, ("properties", "environment", name), value.plain)


def _health(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        check = container.health
        if check and not check.command[0].is_secret and check.command[0].plain.upper() in SHELL_WORDS:
            _refuse(wish, container, ("properties", "health_check", "command", 0), check.command[0].plain)


def _paths(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for mount in container.mounts:
            if not _is_target(mount.location):
                message = f"The location {mount.location!r} of '{mount.storage}' cannot be written."
                wish.findings.add("TS861", container.node, ("requirements",), message, help=NO_COLON)
        for path in container.config_files:
            if not _is_target(path):
                _refuse(wish, container, ("properties", "files", path), path)
    for host_path in wish.topology.host_paths.values():
        if not is_path(host_path.path):
            message = f"{host_path.path!r} cannot be written: units of systemd do not quote the paths of mounts."
            wish.findings.add("TS861", host_path.node, ("properties", "path"), message)


def _read_only(wish: Wish) -> None:
    """Podman makes no place for a file in a file system that is read-only; secrets get a folder of their own."""
    for container in wish.topology.containers.values():
        if container.read_only and container.config_files:
            message = f"'{container.node.name}' is read-only, so its files cannot be put into it."
            wish.findings.add("TS805", container.node, ("properties", "files"), message)


def _builds(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        build = container.image.build
        if build is not None and not is_raw(build.dockerfile):
            _refuse(wish, container, limits.image_place(container), build.dockerfile)


def _rights(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        for index, name in enumerate(container.rights.capabilities):
            if not (name.isascii() and name.replace("_", "").isalnum()):
                _refuse(wish, container, ("properties", "added_capabilities", index), name)
        for index, device in enumerate(container.rights.devices):
            if not device.startswith("/") or not is_word(device):
                _refuse(wish, container, ("properties", "devices", index), device)


def _jobs(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        job = container.job
        if job is None or job.schedule is None:
            continue
        try:
            calendar_events(job.schedule, job.time_zone)
        except NotACalendar as reason:
            place = ("properties", "time_zone" if "time zone" in str(reason) else "schedule")
            wish.findings.add("TS861", container.node, place, f"systemd has no calendar event for this: {reason}.")
        if job.concurrency is not Concurrency.FORBID:
            message = f"systemd never starts a unit twice, so the 'concurrency' of '{container.node.name}' is 'forbid'."
            wish.findings.add("TS862", container.node, ("properties", "concurrency"), message)


def _reservations(wish: Wish) -> None:
    for container in wish.topology.containers.values():
        if container.resources.reserved_cpus is not None:
            message = f"Podman keeps no processors free, so 'reserved_cpus' of '{container.node.name}' has no effect."
            place = ("properties", "reserved_cpus")
            wish.findings.add("TS807", container.node, place, message, severity=Severity.WARNING)


CHECKS: tuple[Check, ...] = (
    limits.refuse_secret_texts,
    limits.refuse_names_of_images,
    limits.refuse_snapshots,
    limits.refuse_shared_ports,
    limits.one_host,
    limits.isolated_by_option,
    limits.refuse("completions", "parallelism", because="A unit of systemd runs a job once"),
    _texts,
    _health,
    _paths,
    _read_only,
    _builds,
    _rights,
    _jobs,
    _reservations,
)


def _is_target(path: str) -> bool:
    """Whether a path inside a container can stand in ``Volume=`` and in ``Secret=``."""
    return is_raw(path) and not set(path) & set(':,"')


def _refuse(wish: Wish, container: Container, place: limits.Place, text: str) -> None:
    message = f"{text!r} cannot be written into a unit."
    wish.findings.add("TS861", container.node, place, message)
