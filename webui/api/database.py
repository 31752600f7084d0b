"""The database from asynchronous code: short visits, and no connection is held between them."""

from collections.abc import Callable
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.db import connections

T = TypeVar("T")


async def visit(work: Callable[[], T]) -> T:
    """Run ``work`` in a thread, and give its connections back before going on."""
    return await sync_to_async(_and_release)(work)


def _and_release(work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        release()


def release() -> None:
    """Close this thread's connections, unless a transaction is open on them."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
