"""Wake-ups: messages that say where to look and nothing else. One that is lost is made good by the reconciler."""

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from kombu.exceptions import KombuError

log = logging.getLogger(__name__)

LOOK_AT = "provisioners.look_at"
ANSWER = "provisioners.answer"
OBSERVE = "provisioners.observe"

EXPIRY_SECONDS = 600.0
"""Later a message is dropped: the reconciler has sent others. Long, since the machines' clocks may differ."""

ONE_MORE_TRY = {"max_retries": 1, "interval_start": 0.0}
"""For a connection that had been closed; whoever sends has no time to wait for a broker."""


def wake(task: str, subject: UUID, queue: str) -> None:
    """Wake a worker of a queue once the surrounding transaction, if any, is committed."""
    send: Callable[[], None] = partial(_send, task, str(subject), queue)
    transaction.on_commit(send)


def _send(task: str, subject: str, queue: str) -> None:
    app = import_string(settings.MESSAGE_APP)
    options = {"queue": queue, "expires": EXPIRY_SECONDS, "retry_policy": ONE_MORE_TRY, "ignore_result": True}
    try:
        app.send_task(task, args=[subject], **options)
    except (KombuError, OSError, ValueError) as error:  # ValueError: a table of the folder broker, half written
        log.warning("no wake-up could be sent for %s, the reconciler will send one: %s", subject, error)
