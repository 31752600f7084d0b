"""Wake-ups: sent on commit, to a queue, and never worth an error."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from provisioners.engine.wake import LOOK_AT, wake
from toposmith.celery import app

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str], str]]:
    messages: list[tuple[str, list[str], str]] = []

    def send(task: str, *, args: list[str], queue: str, **_: Any) -> None:
        messages.append((task, args, queue))

    monkeypatch.setattr(app, "send_task", send)
    return messages


def test_it_is_sent_after_the_commit(sent: list[Any]) -> None:
    subject = uuid4()
    with transaction.atomic():
        wake(LOOK_AT, subject, "site")
        assert sent == []
    assert sent == [(LOOK_AT, [str(subject)], "site")]


def test_it_is_not_sent_when_nothing_was_committed(sent: list[Any]) -> None:
    with transaction.atomic():
        wake(LOOK_AT, uuid4(), "site")
        transaction.set_rollback(True)
    assert sent == []


@pytest.mark.parametrize("error", [OperationalError("refused"), OSError("disk full")])
def test_a_broker_that_is_away_is_no_error(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(app, "send_task", refuse)
    with caplog.at_level(logging.WARNING):
        wake(LOOK_AT, uuid4(), "site")
    assert str(error) in caplog.text


def test_it_reaches_the_queue(settings: Any) -> None:
    wake(LOOK_AT, uuid4(), "site")
    (message,) = settings.BROKER_FOLDER.glob("*.site.msg")
    message.unlink()
