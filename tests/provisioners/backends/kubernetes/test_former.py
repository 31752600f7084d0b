"""What stands in the way of what comes, and goes first."""

import pytest

from provisioners.backends.kubernetes.documents import documents
from provisioners.backends.kubernetes.former import remove_former_entries, remove_former_parts
from provisioners.backends.kubernetes.names import names_of
from tests.provisioners.backends.kubernetes.fake_api import FakeApi, work
from tests.provisioners.backends.kubernetes.rendering import IMAGE, rendered, web
from tests.provisioners.graphs import graph, node

SERVICES = "/api/v1/namespaces/shop/services"
INGRESSES = "/apis/networking.k8s.io/v1/namespaces/shop/ingresses"
SCALERS = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers"
APPS = "/apis/apps/v1/namespaces/shop"
PUBLISHED = {"ports": ({"target": 80, "published": 30080},)}


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


def published(api: FakeApi, name: str, port: int, type_: str = "NodePort", *, ours: bool = True) -> None:
    api.put(f"{SERVICES}/{name}", "Service", ours=ours, spec={"type": type_, "ports": [{"nodePort": port}]})


def entries(api: FakeApi, *parts: object) -> list[str]:
    found = rendered(graph(*parts))  # type: ignore[arg-type]
    remove_former_entries(work(found)[0], api.server(), names_of("shop", {}), documents(found))
    return [line.split()[1].rpartition("/")[2] for line in api.done]


def test_a_way_in_that_nobody_wants_goes_before_its_port_is_given_again(api: FakeApi) -> None:
    published(api, "old--public", 30080)
    published(api, "theirs", 30081, ours=False)
    api.put(f"{SERVICES}/inside", "Service", spec={"type": "ClusterIP"})
    api.put(f"{INGRESSES}/old", "Ingress", spec={})
    assert sorted(entries(api, web(**PUBLISHED))) == ["old", "old--public"]


def test_a_service_whose_port_another_one_gets_is_made_again(api: FakeApi) -> None:
    published(api, "web--public", 30081)
    published(api, "api--public", 30080)
    moved = node("api", image=IMAGE, ports=({"target": 80, "published": 30081},))
    assert sorted(entries(api, web(**PUBLISHED), moved)) == ["api--public", "web--public"]


def test_a_service_that_keeps_its_port_stays(api: FakeApi) -> None:
    published(api, "web--public", 30080)
    assert entries(api, web(**PUBLISHED)) == []


def parts(api: FakeApi) -> list[str]:
    found = rendered(graph(web()))
    remove_former_parts(work(found)[0], api.server(), names_of("shop", {}), documents(found))
    return api.done


def test_an_autoscaler_goes_before_the_number_is_ours_again(api: FakeApi) -> None:
    ours = {"annotations": {"toposmith.address": "web"}}
    api.put(f"{SCALERS}/web", "HorizontalPodAutoscaler", metadata=ours)
    api.put(f"{SCALERS}/other", "HorizontalPodAutoscaler", metadata={"annotations": {"toposmith.address": "later"}})
    assert parts(api) == [f"delete {SCALERS}/web Background"]


def test_a_workload_of_another_kind_goes(api: FakeApi) -> None:
    ours = {"annotations": {"toposmith.address": "web"}}
    api.put(f"{APPS}/statefulsets/web", "StatefulSet", metadata=ours)
    api.put(f"{APPS}/deployments/web", "Deployment", metadata=ours)
    assert parts(api) == [f"delete {APPS}/statefulsets/web Foreground"]
