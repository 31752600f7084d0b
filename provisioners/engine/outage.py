"""A database that cannot be used for a moment: what shows it, and how to go on."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connections

log = logging.getLogger(__name__)

OUTAGE = (OperationalError, InterfaceError)
"""What Django raises when a connection is gone or a server does not answer: no fault of who asked."""

WORDS = "the database could not be used for a moment"


def forget_connections(what: str, error: Exception) -> None:
    """Say in the log what came to nothing, and let the next statement begin with a new connection."""
    log.warning("%s: %s: %s", what, WORDS, error)
    connections.close_all()


def tried_twice(write: Callable[[], bool], what: str) -> bool:
    """Write, and do it once more on a new connection after an outage: for writes that may be done twice."""
    try:
        return write()
    except OUTAGE as error:
        forget_connections(f"{what} is written once more", error)
        return write()
