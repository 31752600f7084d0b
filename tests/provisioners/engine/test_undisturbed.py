"""Whole plays without disturbance: what the kill tests compare with."""

import pytest

from tests.provisioners.engine.theatre import LIFE, Theatre

pytestmark = pytest.mark.kill


def test_a_life_from_first_deployment_to_removal(theatre: Theatre) -> None:
    portrait = theatre.portrait("undeploy")
    assert portrait["world"] == {}
    assert portrait["instances"] == []
    assert portrait["deployment"] == ["undeployed", {}]
    assert portrait["claims"] == []
    assert portrait["effects"] == {
        "create data": 1,
        "create net": 1,
        "create db": 2,
        "create web": 1,
        "update web": 1,
        "delete db": 2,
        "delete data": 1,
        "delete net": 1,
        "delete web": 1,
    }


@pytest.mark.servers
def test_both_kinds_of_installation_come_to_the_same(local_theatre: Theatre, servers_theatre: Theatre) -> None:
    for kind in LIFE:
        assert local_theatre.portrait(kind) == servers_theatre.portrait(kind)
