"""What a worker hands to a backend as the endpoint of a target."""

import pytest

from provisioners import outbound
from provisioners.backends.contract import PlatformError
from provisioners.engine.work import endpoint_of
from provisioners.services.targets import create_target, installed_backend
from tests.rows import make_team

URL = "https://cluster.example:6443"


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names lead to; it can change."""
    found = {"cluster.example": ["93.184.215.14"]}
    monkeypatch.setattr(outbound, "resolve_host", lambda host, port: found[host])
    return found


def test_a_name_that_was_checked_is_handed_over_with_its_addresses(db: None, resolved: dict[str, list[str]]) -> None:
    target = create_target(team=make_team(), name="k", backend="kubernetes", endpoint=URL, credential={"token": "x"})
    found = endpoint_of(installed_backend("kubernetes"), target)
    assert (found.url, found.addresses) == (URL, ("93.184.215.14",))
    assert found.credential == {"token": "x"}
    assert found.options["volume_size"] == "1Gi"


def test_a_name_that_leads_elsewhere_later_is_not_used(db: None, resolved: dict[str, list[str]]) -> None:
    target = create_target(team=make_team(), name="k", backend="kubernetes", endpoint=URL, credential={"token": "x"})
    resolved["cluster.example"] = ["169.254.169.254"]
    with pytest.raises(PlatformError, match="no public address"):
        endpoint_of(installed_backend("kubernetes"), target)


def test_the_workers_own_cluster_has_no_address(db: None, settings) -> None:
    settings.ALLOWED_ENDPOINTS = ["in-cluster:"]
    target = create_target(team=make_team(), name="k", backend="kubernetes", endpoint="in-cluster:")
    assert endpoint_of(installed_backend("kubernetes"), target).addresses == ()
