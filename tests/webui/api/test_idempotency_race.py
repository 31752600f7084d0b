"""A request that is sent twice at the same moment is carried out once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from provisioners.models import Deployment
from tests.rows import latest, make_target, make_template
from tests.webui.conftest import client_of, make_people

AT_ONCE = 4


@pytest.mark.django_db(transaction=True)
def test_the_same_request_at_the_same_moment_is_carried_out_once() -> None:
    people = make_people()
    version, target = latest(make_template(people.team)), make_target(people.team)
    body = {"name": "Shop", "version_id": str(version.pk), "target_id": str(target.pk)}
    clients = [client_of(people.member, people.team) for _ in range(AT_ONCE)]
    start = Barrier(AT_ONCE)

    def send(number: int) -> int:
        start.wait()
        try:
            response = clients[number].post(
                "/api/v1/deployments", body, "application/json", headers={"idempotency-key": "once"}
            )
        finally:
            connections.close_all()
        return response.status_code

    with ThreadPoolExecutor(AT_ONCE) as threads:
        statuses = list(threads.map(send, range(AT_ONCE)))

    assert Deployment.objects.count() == 1
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
