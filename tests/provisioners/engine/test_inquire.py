"""Questions to a platform, from the web's side and from the worker's."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from toposmith_fake.backend import FakeBackend
from toposmith_fake.world import World

from provisioners.backends.contract import CommandResult
from provisioners.engine import runner
from provisioners.engine.inquire import LONGEST_OUTPUT, answer_inquiry
from provisioners.errors import NotFound
from provisioners.models import Deployment, Event, Inquiry, InquiryKind
from provisioners.services.inquiries import give_up_inquiry, put_command, put_inquiry
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


def command(deployment: Deployment, *words: str, address: str = "web") -> Inquiry:
    return put_command(deployment=deployment, address=address, command=words, timeout=5, actor="ann")


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


def test_a_command_is_run_in_an_instance(deployment: Deployment) -> None:
    runner.look_at(start(deployment, shop()).pk)
    state, answer, _ = answered(command(deployment, "echo", "a b"))
    assert (state, json.loads(answer)) == ("succeeded", {"status": 0, "output": "echo a b\n"})


def test_what_a_command_writes_without_end_is_cut_at_its_beginning(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.look_at(start(deployment, shop()).pk)
    noisy = CommandResult(3, "é\0" * LONGEST_OUTPUT + "end")
    monkeypatch.setattr(FakeBackend, "execute", lambda *_, timeout: noisy)
    _, answer, _ = answered(command(deployment, "yes"))
    assert len(json.loads(answer)["output"]) == LONGEST_OUTPUT
    assert json.loads(answer)["output"].endswith("éend")


def test_a_command_is_sealed_and_its_event_names_the_program_alone(deployment: Deployment) -> None:
    runner.look_at(start(deployment, shop()).pk)
    inquiry = command(deployment, "login", "opensesame")
    event = Event.objects.get(kind="instance.command")
    assert (event.actor, event.body) == ("ann", {"address": "web", "program": "login"})
    assert "opensesame" not in str(inquiry.parameters)


def test_a_command_needs_an_instance(deployment: Deployment) -> None:
    with pytest.raises(NotFound):
        command(deployment, "true", address="nobody")
    assert not Event.objects.filter(kind="instance.command").exists()


def test_what_was_given_up_is_not_begun(deployment: Deployment) -> None:
    inquiry = ping(deployment)
    give_up_inquiry(inquiry=inquiry)
    assert answered(inquiry)[0] == "cancelled"


def test_what_is_being_answered_is_not_given_up(deployment: Deployment) -> None:
    inquiry = ping(deployment)
    answered(inquiry)
    give_up_inquiry(inquiry=inquiry)
    inquiry.refresh_from_db()
    assert inquiry.state == "succeeded"


def test_options_reach_the_platform_with_their_defaults(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeBackend, "ping", lambda _, endpoint: str(dict(endpoint.options)))
    assert answered(ping(deployment))[1] == "{'flavour': 'vanilla'}"
    deployment.target.options = {"flavour": "mint"}
    deployment.target.save()
    assert answered(ping(deployment))[1] == "{'flavour': 'mint'}"


def test_an_option_that_may_not_be_connected_to_any_more_is_told(deployment: Deployment) -> None:
    deployment.target.options = {"registry": "127.0.0.1:5000"}
    deployment.target.save()
    assert "127.0.0.1 is no public address" in answered(ping(deployment))[2]


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


SEALED = "the target's credential cannot be opened by this worker: the sealed text is damaged"


def test_a_credential_that_cannot_be_opened_is_said(deployment: Deployment) -> None:
    deployment.target.credential = b"v1.damaged"
    deployment.target.save()
    state, _, error = answered(ping(deployment))
    assert (state, error) == ("failed", SEALED)


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
