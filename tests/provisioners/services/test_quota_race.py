"""Many requests at the same moment share one quota."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from provisioners.errors import Conflict
from provisioners.models import Deployment
from provisioners.services.deployments import create_deployment
from tests.rows import make_target, make_team, make_template

AT_ONCE, QUOTA = 6, 2


@pytest.mark.django_db(transaction=True)
def test_a_quota_holds_for_requests_at_the_same_moment() -> None:
    team = make_team(max_deployments=QUOTA)
    version, target = make_template(team).versions.get(), make_target(team)
    start = Barrier(AT_ONCE)

    def make(number: int) -> bool:
        start.wait()
        try:
            create_deployment(
                team=team,
                actor="a",
                name=str(number),
                version_id=version.pk,
                target_id=target.pk,
                inputs={},
                max_deployments=QUOTA,
            )
        except Conflict:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        made = list(threads.map(make, range(AT_ONCE)))

    assert sum(made) == Deployment.objects.count() == QUOTA
