"""Wake-ups: messages that say where to look and nothing else. One that is lost is made good by the reconciler."""

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from kombu.exceptions import KombuError, OperationalError

log = logging.getLogger(__name__)

LOOK_AT = "provisioners.look_at"
ANSWER = "provisioners.answer"
OBSERVE = "provisioners.observe"


def wake(task: str, subject: UUID, queue: str) -> None:
    """Wake a worker of a queue once the surrounding transaction, if any, is committed."""
    send: Callable[[], None] = partial(_send, task, str(subject), queue)
    transaction.on_commit(send)


def _send(task: str, subject: str, queue: str) -> None:
    """The message is dropped when it waits so long that the reconciler has sent others."""
    app, expires = import_string(settings.MESSAGE_APP), 4 * settings.RECONCILE_SECONDS
    try:
        app.send_task(task, args=[subject], queue=queue, expires=expires, ignore_result=True)
    except (OperationalError, KombuError, OSError):
        log.warning("no wake-up could be sent for %s; the reconciler will", subject, exc_info=True)
