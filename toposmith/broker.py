"""The broker that is a folder, with messages that appear in it whole.

Kombu's own transport opens a message's file where workers look for it and then writes it. A worker that takes the empty
file in between ends with "Unrecoverable error" (kombu 5.6, ``kombu/transport/filesystem.py``).
"""

import json
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem


class Channel(filesystem.Channel):
    """Writes each message under a name that nobody reads, then gives it its own."""

    def _put(self, queue: Any, payload: Any, **_: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        draft = folder / f".{name}.draft"
        try:
            draft.write_text(json.dumps(payload))
            draft.rename(folder / name)
        except OSError as error:
            raise ChannelError(f"the message could not be written to {folder}: {error.strerror}") from error


class Transport(filesystem.Transport):
    """The transport behind ``filesystem://``."""

    Channel = Channel


def use_whole_messages() -> None:
    """Let ``filesystem://`` mean this transport in this process."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
