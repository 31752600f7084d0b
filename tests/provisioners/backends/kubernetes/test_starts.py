"""How often containers may end when all start at once. The lists are made up; elsewhere they are real."""

from provisioners.backends.kubernetes.starts import Starts
from provisioners.backends.kubernetes.troubles import Trouble

WEB, DB = "deployments/web", "statefulsets/db"
DEPLOYMENT = {"kind": "Deployment"}


def loop(pod: str, restarts: int) -> Trouble:
    return Trouble(pod, "CrashLoopBackOff", "it ended", is_final=True, has_log=True, restarts=restarts)


def test_what_waits_for_its_order_is_not_borne() -> None:
    assert not Starts().are_left(DEPLOYMENT, loop("web-1", 2), WEB, [WEB])


def test_jobs_count_themselves() -> None:
    assert Starts().are_left({"kind": "Job"}, loop("job-1", 5), "jobs/job", ["jobs/job"])


def test_an_image_that_cannot_be_had_is_never_borne() -> None:
    trouble = Trouble("web-1", "ImagePullBackOff", "", is_final=True)
    assert not Starts(bears_others=True).are_left(DEPLOYMENT, trouble, WEB, [WEB, DB])


def test_starts_are_counted_once_nothing_else_is_to_come() -> None:
    starts = Starts(bears_others=True)
    assert all(starts.are_left(DEPLOYMENT, loop("web-1", count), WEB, [WEB, DB]) for count in range(2, 9))
    assert starts.are_left(DEPLOYMENT, loop("web-1", 9), WEB, [WEB])
    assert starts.are_left(DEPLOYMENT, loop("web-1", 10), WEB, [WEB])
    assert not starts.are_left(DEPLOYMENT, loop("web-1", 11), WEB, [WEB])


def test_two_that_end_again_and_again_do_not_wait_for_each_other() -> None:
    starts = Starts(bears_others=True)
    assert starts.are_left(DEPLOYMENT, loop("web-1", 3), WEB, [WEB, DB])
    assert starts.are_left({"kind": "StatefulSet"}, loop("db-0", 2), DB, [WEB, DB])
    assert starts.are_left(DEPLOYMENT, loop("web-1", 3), WEB, [WEB, DB])
    assert not starts.are_left({"kind": "StatefulSet"}, loop("db-0", 4), DB, [WEB, DB])
