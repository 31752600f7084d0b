"""Messages in the folder are whole whenever somebody looks."""

import json
import threading
from pathlib import Path

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from toposmith.broker import Transport, use_whole_messages

MESSAGES = 400


def connection(folder: Path) -> Connection:
    use_whole_messages()
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "control")}
    return Connection("filesystem://localhost", transport_options=options)


def test_the_name_means_our_transport(tmp_path: Path) -> None:
    assert isinstance(connection(tmp_path).transport, Transport)


def test_what_is_sent_is_received(tmp_path: Path) -> None:
    with connection(tmp_path) as here, here.SimpleQueue("default") as queue:
        queue.put({"look": "at"})
        message = queue.get(timeout=10)
        assert message.payload == {"look": "at"}
        message.ack()
    assert list(tmp_path.glob(".*")) == []


def test_nobody_ever_sees_half_a_message(tmp_path: Path) -> None:
    ended = threading.Event()
    broken: list[str] = []

    def watch() -> None:
        while not ended.is_set():
            for file in tmp_path.glob("*.msg"):
                try:
                    json.loads(file.read_bytes())
                except FileNotFoundError:
                    continue
                except ValueError:
                    broken.append(file.name)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with connection(tmp_path) as here, here.SimpleQueue("default") as queue:
        for number in range(MESSAGES):
            queue.put({"number": number, "padding": "x" * 2000})
            if number % 20 == 0:
                queue.clear()
    ended.set()
    watcher.join()
    assert broken == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with connection(tmp_path) as here, here.channel() as channel:
        channel.data_folder_out = str(tmp_path / "missing")
        with pytest.raises(ChannelError, match="No such file or directory"):
            channel._put("default", {})
