"""What goes: what nobody wants any more, and data only where the plan says so."""

from typing import Any

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.backends.kubernetes.names import names_of
from provisioners.backends.kubernetes.prune import prune
from provisioners.backends.kubernetes.remove import remove
from provisioners.planning.model import Action, Change, DataEffect
from tests.provisioners.backends.kubernetes.fake_api import FakeApi, work
from tests.provisioners.backends.kubernetes.rendering import rendered, web
from tests.provisioners.graphs import edge, graph, node

ROOT = "/api/v1/namespaces/shop"
APPS = "/apis/apps/v1/namespaces/shop"
CLAIM = f"{ROOT}/persistentvolumeclaims"
NAMESPACE = "/api/v1/namespaces/shop"
VOLUME = (node("data", "toposmith.nodes.Volume"), edge("web", "storage", "data", location="/data"))


def claim(api: FakeApi, name: str, generation: int = 1, address: str = "data") -> None:
    labels, annotations = {"toposmith.generation": str(generation)}, {"toposmith.address": address}
    api.put(f"{CLAIM}/{name}", "PersistentVolumeClaim", metadata={"labels": labels, "annotations": annotations})


@pytest.fixture
def api() -> FakeApi:
    """A cluster with the deployment's namespace, of whose kinds nothing is listed beyond those we make."""
    found = FakeApi()
    found.put(NAMESPACE, "Namespace")
    found.objects["/api/v1"] = {"resources": [resource("ConfigMap"), resource("Pod"), resource("Event")]}
    found.objects["/apis"] = {"groups": []}
    return found


def resource(kind: str) -> dict[str, Any]:
    return {"kind": kind, "name": f"{kind.lower()}s", "namespaced": True, "verbs": ["list"]}


class TestPrune:
    def test_what_the_manifests_do_not_name_goes(self, api: FakeApi) -> None:
        api.put(f"{APPS}/deployments/web", "Deployment")
        api.put(f"{APPS}/deployments/old", "Deployment")
        api.put(f"{ROOT}/services/old", "Service")
        api.put(f"{ROOT}/services/theirs", "Service", ours=False)
        api.put(f"{ROOT}/secrets/shop--registry", "Secret")
        own, said = work(rendered(graph(web())))
        prune(own, api.server(), names_of("shop", {}))
        assert api.done == [f"delete {ROOT}/services/old Background", f"delete {APPS}/deployments/old Foreground"]
        assert said == ["the deployment: removing Service old", "the deployment: removing Deployment old"]

    @pytest.mark.parametrize(
        ("change", "gone"),
        [
            (Change("data", "x", Action.DELETE, data=DataEffect.DESTROYS), {"g1"}),
            (Change("data", "x", Action.DELETE, data=DataEffect.ABANDONS), set()),
            (Change("data", "x", Action.REPLACE, data=DataEffect.DESTROYS, generation=2), {"g1"}),
            (Change("data", "x", Action.REPLACE, data=DataEffect.ABANDONS, generation=2), set()),
            (Change("data", "x", Action.NOOP), set()),
            (Change("data", "x", Action.CREATE), set()),
        ],
    )
    def test_a_claim_goes_only_when_the_plan_destroys_its_generation(
        self, api: FakeApi, change: Change, gone: set[str]
    ) -> None:
        claim(api, "g1", 1)
        claim(api, "g2", 2)
        own, _ = work(rendered(graph(web(), *VOLUME)), change)
        prune(own, api.server(), names_of("shop", {}))
        assert {line.split()[1].rpartition("/")[2] for line in api.done} == gone

    def test_a_claim_that_no_change_speaks_of_stays(self, api: FakeApi) -> None:
        claim(api, "g1", address="other")
        own, said = work(rendered(graph(web())))
        prune(own, api.server(), names_of("shop", {}))
        assert api.done == []
        assert said == ["other: the claim g1 is left with its data"]


class TestRemove:
    def test_the_namespace_goes_with_all_that_is_in_it(self, api: FakeApi) -> None:
        api.put(f"{APPS}/deployments/web", "Deployment")
        api.put(f"{ROOT}/configmaps/web", "ConfigMap")
        api.put(f"{ROOT}/configmaps/kube-root-ca.crt", "ConfigMap", ours=False)
        api.put(f"{ROOT}/pods/web-1", "Pod", ours=False, metadata={"ownerReferences": [{}]})
        api.put(f"{ROOT}/events/x", "Event", ours=False)
        own, _ = work()
        remove(own, api.server(), names_of("shop", {}))
        assert api.done == [f"delete {APPS}/deployments/web Foreground", f"delete {NAMESPACE} Background"]

    @pytest.mark.parametrize(("kind", "plural"), [("ConfigMap", "configmaps"), ("Pod", "pods")])
    def test_a_namespace_with_others_objects_stays(self, api: FakeApi, kind: str, plural: str) -> None:
        api.put(f"{ROOT}/configmaps/web", "ConfigMap")
        api.put(f"{ROOT}/{plural}/theirs", kind, ours=False)
        own, said = work()
        remove(own, api.server(), names_of("shop", {}))
        assert api.done == [f"delete {ROOT}/configmaps/web Background"]
        assert any(f"others have {kind} theirs in it" in line for line in said)

    def test_retained_data_keeps_its_namespace(self, api: FakeApi) -> None:
        claim(api, "g1")
        api.put(f"{ROOT}/services/web", "Service")
        own, said = work(None, Change("data", "x", Action.DELETE, data=DataEffect.ABANDONS))
        remove(own, api.server(), names_of("shop", {}))
        assert api.done == [f"delete {ROOT}/services/web Background"]
        assert "data: the claim g1 is left with its data" in said

    def test_destroyed_data_does_not(self, api: FakeApi) -> None:
        claim(api, "g1")
        own, _ = work(None, Change("data", "x", Action.DELETE, data=DataEffect.DESTROYS))
        remove(own, api.server(), names_of("shop", {}))
        assert api.done == [f"delete {CLAIM}/g1 Background", f"delete {NAMESPACE} Background"]

    def test_a_namespace_of_somebody_else_is_not_touched(self, api: FakeApi) -> None:
        api.put(NAMESPACE, "Namespace", ours=False)
        own, _ = work()
        with pytest.raises(PlatformError, match="does not belong to this deployment"):
            remove(own, api.server(), names_of("shop", {}))
        assert api.done == []

    def test_what_is_gone_already_is_fine(self, api: FakeApi) -> None:
        del api.objects[NAMESPACE]
        own, said = work()
        remove(own, api.server(), names_of("shop", {}))
        assert (api.done, said) == ([], ["all is removed"])

    def test_a_given_namespace_stays(self, api: FakeApi) -> None:
        api.put(f"{ROOT}/services/shop-web", "Service")
        own, _ = work()
        remove(own, api.server(), names_of("shop", {"namespace": "shop"}))
        assert api.done == [f"delete {ROOT}/services/shop-web Background"]


def test_the_runs_of_a_scheduled_job_are_its_controllers(api: FakeApi) -> None:
    owner = {"kind": "CronJob", "name": "backup"}
    api.put("/apis/batch/v1/namespaces/shop/jobs/backup-291", "Job", metadata={"ownerReferences": [owner]})
    own, _ = work(rendered(graph(web())))
    prune(own, api.server(), names_of("shop", {}))
    assert api.done == []
