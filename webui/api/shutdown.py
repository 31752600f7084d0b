"""Knowing that the server is about to stop: it waits for open streams, so they must end by themselves."""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType


def when_stopping(act: Callable[[], None]) -> None:
    """Call ``act`` in the running event loop when the process is asked to end, before the server's own handler.

    Does nothing outside of the main thread, where no server runs that listens to signals.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        _chain(number, lambda: loop.call_soon_threadsafe(act))


def _chain(number: signal.Signals, act: Callable[[], object]) -> None:
    before = signal.getsignal(number)

    def handle(received: int, frame: FrameType | None) -> None:
        act()
        if callable(before):
            before(received, frame)

    if callable(before):
        signal.signal(number, handle)
