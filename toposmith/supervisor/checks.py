"""Checks before anything starts: one instance per home, a free port, room on the disk."""

import fcntl
import os
import shutil
import socket
from pathlib import Path
from typing import IO

from toposmith.supervisor.trouble import CannotStart

NEEDED_BYTES = 200 * 1024 * 1024


def lock(home: Path, address: str) -> IO[str]:
    """Hold the home folder for this process; the returned file must stay open for as long."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = (home / "up.lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        running = handle.read().strip() or "another process"
        handle.close()
        raise CannotStart(
            f"Toposmith already runs here: {running}. Open it, or stop it before you start again."
        ) from None
    handle.truncate(0)
    handle.write(f"{address} (process {os.getpid()})\n")
    handle.flush()
    return handle


def check_port(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotStart(f"Port {port} needs more rights than you have: choose one above 1023.") from None
        except OSError:
            raise CannotStart(
                f"Port {port} on {host} is taken by another program. Choose another: make up PORT={port + 1}"
            ) from None


def check_disk(home: Path) -> None:
    """Refuse to start where the database could not grow."""
    free = shutil.disk_usage(home).free
    if free < NEEDED_BYTES:
        raise CannotStart(
            f"The disk of {home} is nearly full: {free // 2**20} MiB are free, "
            f"{NEEDED_BYTES // 2**20} MiB are needed. Free some space, or choose another folder with TOPOSMITH_HOME."
        )
