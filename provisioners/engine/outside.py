"""The guard around every call to the world outside: none happens inside a database transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


class OutsideCallInTransactionError(RuntimeError):
    """A bug of ours: a platform was about to be called while a transaction was open."""


@contextmanager
def outside_call() -> Iterator[None]:
    """Let a platform be called. Raises :class:`OutsideCallInTransactionError` inside a transaction."""
    if connection.in_atomic_block:
        raise OutsideCallInTransactionError("a platform must not be called while a transaction is open")
    yield
