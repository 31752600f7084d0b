"""Questions to a platform, from the web's side and from the worker's."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from toposmith_fake.backend import FakeBackend
from toposmith_fake.world import World

from provisioners.engine import runner
from provisioners.engine.inquire import answer_inquiry
from provisioners.models import Deployment, Inquiry, InquiryKind
from provisioners.services.inquiries import put_inquiry
from tests.provisioners.engine.scene import shop, start


def ping(deployment: Deployment) -> Inquiry:
    return put_inquiry(target=deployment.target, kind=InquiryKind.PING)


def logs(deployment: Deployment, address: str = "web", tail: int = 2) -> Inquiry:
    return put_inquiry(
        target=deployment.target,
        deployment=deployment,
        kind=InquiryKind.LOGS,
        parameters={"address": address, "tail": tail},
    )


def answered(inquiry: Inquiry) -> tuple[str, str, str]:
    answer_inquiry(inquiry.pk)
    inquiry.refresh_from_db()
    return inquiry.state, inquiry.answer, inquiry.error


def test_a_worker_of_the_targets_queue_is_woken(deployment: Deployment, wakes: list[Any]) -> None:
    inquiry = ping(deployment)
    assert wakes == [("provisioners.answer", str(inquiry.pk), "default")]


def test_a_ping_says_what_is_there(deployment: Deployment) -> None:
    assert answered(ping(deployment)) == ("succeeded", "fake platform with 0 objects", "")


def test_logs_are_the_last_lines(deployment: Deployment) -> None:
    runner.look_at(start(deployment, shop()).pk)
    assert answered(logs(deployment)) == ("succeeded", "web: line 99\nweb: line 100\n", "")


def test_the_platforms_words_are_the_error(deployment: Deployment, world: World) -> None:
    assert answered(logs(deployment, "nobody")) == ("failed", "", "there is no instance of nobody")
    world.control("away")
    assert answered(ping(deployment)) == ("failed", "", "the platform does not answer")


@pytest.mark.parametrize("endpoint", ["unix:///run/mine.sock", "tcp://127.0.0.1:2376", "tcp://169.254.169.254:80"])
def test_an_address_that_is_not_allowed_any_more_is_not_connected_to(deployment: Deployment, endpoint: str) -> None:
    deployment.target.endpoint = endpoint
    deployment.target.save()
    state, answer, error = answered(ping(deployment))
    assert (state, answer) == ("failed", "")
    assert "An administrator can allow" in error


def test_a_credential_that_cannot_be_opened_is_said(deployment: Deployment) -> None:
    deployment.target.credential = b"v1.damaged"
    deployment.target.save()
    state, _, error = answered(ping(deployment))
    assert (state, error) == ("failed", "the sealed text is damaged")


def test_a_bug_is_loud_to_the_worker_and_quiet_to_the_user(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeBackend, "ping", lambda *_: {}["secret"])
    inquiry = ping(deployment)
    with pytest.raises(KeyError):
        answer_inquiry(inquiry.pk)
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.error) == ("failed", "internal error; the worker's log has more")


def test_it_is_answered_once(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = ping(deployment)
    first = answered(inquiry)
    monkeypatch.setattr(FakeBackend, "ping", lambda *_: "again")
    assert answered(inquiry) == first


def test_nobody_answers_what_nobody_waits_for(deployment: Deployment) -> None:
    inquiry = ping(deployment)
    Inquiry.objects.update(created_at=Now() - timedelta(seconds=61))
    assert answered(inquiry)[0] == "pending"


def test_only_workers_of_its_queue_answer(deployment: Deployment, settings: Any) -> None:
    settings.WORKER_QUEUES = ["elsewhere"]
    assert answered(ping(deployment))[0] == "pending"


def test_an_answer_can_be_stored_on_every_database(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeBackend, "ping", lambda *_: "binary\0output")
    assert answered(ping(deployment))[1] == "binaryoutput"
