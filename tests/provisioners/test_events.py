"""Events: numbered for each deployment without gaps, whoever writes them."""

import threading
from pathlib import Path

import pytest
from django.db import connections, transaction

from provisioners.events import append, basis
from provisioners.models import Deployment, Event
from tests.provisioners.engine.scene import make_deployment


@pytest.fixture
def deployment(transactional_db: None, tmp_path: Path) -> Deployment:
    return make_deployment(tmp_path)


def numbers(deployment: Deployment) -> list[int]:
    return list(Event.objects.filter(deployment=deployment).values_list("number", flat=True))


def test_numbers_begin_with_one(deployment: Deployment) -> None:
    first, second = append(deployment, "a", {"x": 1}, "ada"), append(deployment, "b", {})
    assert (first.number, second.number) == (1, 2)
    assert (first.kind, first.body, first.actor, first.team_id) == ("a", {"x": 1}, "ada", deployment.team_id)


def test_each_deployment_has_its_own(deployment: Deployment, tmp_path: Path) -> None:
    other = make_deployment(tmp_path, name="other")
    append(deployment, "a", {})
    assert append(other, "a", {}).number == 1


def test_a_transaction_that_fails_takes_its_number_back(deployment: Deployment) -> None:
    append(deployment, "a", {})
    with transaction.atomic():
        append(deployment, "b", {})
        transaction.set_rollback(True)
    append(deployment, "c", {})
    assert numbers(deployment) == [1, 2]


def test_an_old_copy_of_the_row_does_no_harm(deployment: Deployment) -> None:
    copy = Deployment.objects.get(pk=deployment.pk)
    append(deployment, "a", {})
    assert append(copy, "b", {}).number == 2


def test_many_at_once_leave_no_gap(deployment: Deployment) -> None:
    def write() -> None:
        for _ in range(5):
            append(deployment, "a", {})
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(deployment) == list(range(1, 21))


def test_the_basis_is_the_last_event_that_shaped_the_deployment(deployment: Deployment) -> None:
    assert basis(deployment.pk) == 0
    append(deployment, "deployment.created", {})
    append(deployment, "operation.state", {})
    append(deployment, "instance.state", {})
    append(deployment, "plan.made", {})
    assert basis(deployment.pk) == 2
