"""What stands in the way of starting is said in a sentence."""

import errno
import shutil
import socket
from pathlib import Path

import pytest

from toposmith.supervisor import checks
from toposmith.supervisor.trouble import CannotStart, explain


def test_a_second_start_names_the_first(tmp_path: Path) -> None:
    message = r"already runs here: http://127\.0\.0\.1:8000 \(process \d+\)"
    with checks.lock(tmp_path, "http://127.0.0.1:8000"), pytest.raises(CannotStart, match=message):
        checks.lock(tmp_path, "http://127.0.0.1:9000")


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    checks.lock(tmp_path, "http://127.0.0.1:8000").close()
    checks.lock(tmp_path, "http://127.0.0.1:8001").close()
    assert (tmp_path / "up.lock").read_text().startswith("http://127.0.0.1:8001 ")


def test_a_taken_port_is_refused_with_another_proposed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} on 127.0.0.1 is taken.*PORT={port + 1}"):
            checks.check_port("127.0.0.1", port)


def test_a_free_port_is_accepted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    checks.check_port("127.0.0.1", port)


def test_a_nearly_full_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=3 * 2**20))
    with pytest.raises(CannotStart, match="nearly full: 3 MiB are free, 200 MiB are needed"):
        checks.check_disk(tmp_path)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "cannot be written by this user"), (errno.EIO, "/x: ")],
)
def test_a_failed_write_becomes_a_sentence(number: int, words: str) -> None:
    assert words in str(explain(OSError(number, "reason", "/x")))
