"""Which jobs are followed by themselves: those for whose success nobody waits."""

from typing import Any

from provisioners.backends.compose.starting import unawaited_jobs

JOB = {"labels": {"toposmith.job": "yes"}}
SERVER: dict[str, Any] = {"labels": {}}


def waiting(condition: str) -> dict[str, Any]:
    return {**SERVER, "depends_on": {"migrate": {"condition": condition}}}


def test_a_job_that_a_server_waits_for_is_followed_by_compose() -> None:
    assert unawaited_jobs({"migrate": JOB, "web": waiting("service_completed_successfully")}) == ()


def test_a_job_whose_success_does_not_matter_to_others_is_not() -> None:
    assert unawaited_jobs({"migrate": JOB, "web": waiting("service_started")}) == ("migrate",)


def test_of_jobs_that_wait_for_each_other_the_last_is_followed() -> None:
    last = {**JOB, "depends_on": {"migrate": {"condition": "service_completed_successfully"}}}
    assert unawaited_jobs({"migrate": JOB, "fill": last, "web": SERVER}) == ("fill",)
