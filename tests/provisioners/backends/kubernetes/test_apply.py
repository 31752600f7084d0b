"""Nothing is touched that is not ours, and nothing at all when one object is refused."""

import base64
from typing import Any

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.backends.kubernetes.api import Refusal
from provisioners.backends.kubernetes.apply import apply_all
from provisioners.backends.kubernetes.documents import documents
from provisioners.backends.kubernetes.grow import grow_claims
from tests.provisioners.backends.kubernetes.fake_api import FakeApi, work
from tests.provisioners.backends.kubernetes.rendering import IMAGE, governed, rendered, web
from tests.provisioners.graphs import edge, graph, node
from topology.values.value import Secret

ROOT = "/api/v1/namespaces/shop"
DEPLOYMENT = "/apis/apps/v1/namespaces/shop/deployments/web"
STATEFUL = "/apis/apps/v1/namespaces/shop/statefulsets/web"
JOB = "/apis/batch/v1/namespaces/shop/jobs/web"
DATA = (node("data", "toposmith.nodes.Volume"), edge("web", "storage", "data", location="/data"))
IMMUTABLE = Refusal(422, "Invalid", "spec.selector: field is immutable")


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


def apply(api: FakeApi, *parts: Any, **secrets: str) -> list[str]:
    """Apply what a graph becomes; the lines that were reported."""
    found = rendered(graph(*parts))
    own, said = work(found, secrets={f"input:{name}": text for name, text in secrets.items()})
    apply_all(own, api.server(), documents(found))
    return said


def test_everything_is_made_in_an_order_in_which_it_can_be(api: FakeApi) -> None:
    apply(api, web(secrets={"a": Secret("input:password")}), password="hunter2")
    kinds = [line.split("/")[-2] for line in api.done]
    assert kinds == ["namespaces", "serviceaccounts", "networkpolicies", "secrets", "services", "deployments"]
    assert not api.trials
    data = api.objects[f"{ROOT}/secrets/web"]["data"]
    assert base64.b64decode(data["secret.a"]) == b"hunter2"


def test_what_is_there_is_tried_before_anything_is_changed(api: FakeApi) -> None:
    apply(api, web())
    api.done.clear()
    api.refusals["Deployment"] = Refusal(422, "Invalid", "spec.x: Invalid value")
    with pytest.raises(PlatformError, match=r"Deployment web of web: .*spec\.x: Invalid value") as raised:
        apply(api, web())
    assert raised.value.addresses == ("web",)
    assert api.done == []


def test_a_refusal_that_repeats_a_secret_does_not_tell_it(api: FakeApi) -> None:
    api.refusals["Secret"] = Refusal(422, "Invalid", 'data[env.A]: Invalid value: "hunter2hunter2"')
    with pytest.raises(PlatformError) as raised:
        apply(api, web(environment={"A": Secret("input:password")}), password="hunter2hunter2")
    assert 'Invalid value: "***"' in str(raised.value)


def test_an_object_of_somebody_else_is_left_alone(api: FakeApi) -> None:
    api.put(f"{ROOT}/services/web", "Service", ours=False)
    with pytest.raises(PlatformError, match="Service web is there already and does not belong to this deployment"):
        apply(api, web())
    assert api.done == api.trials == []


def test_an_object_of_another_deployment_is_one_of_somebody_else(api: FakeApi) -> None:
    api.put(DEPLOYMENT, "Deployment", metadata={"labels": {"toposmith.deployment": "other"}})
    with pytest.raises(PlatformError, match="does not belong"):
        apply(api, web())
    assert api.done == []


def test_a_field_of_somebody_else_is_a_conflict(api: FakeApi) -> None:
    apply(api, web())
    api.done.clear()
    words = 'Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.replicas'
    api.refusals["Deployment"] = Refusal(409, "Conflict", words)
    with pytest.raises(PlatformError, match="Somebody else set fields of Deployment web of web") as raised:
        apply(api, web())
    assert words in str(raised.value)
    assert not raised.value.transient
    assert api.done == []


def test_what_cannot_be_changed_is_made_anew_with_its_pods(api: FakeApi) -> None:
    apply(api, web())
    api.done.clear()
    api.refusals["Deployment"] = IMMUTABLE
    deleted = api.delete

    def delete(path: str, *, propagation: str) -> None:
        api.refusals.clear()
        deleted(path, propagation=propagation)

    api.delete = delete  # type: ignore[method-assign]
    apply(api, web())
    assert f"delete {DEPLOYMENT} Foreground" in api.done
    assert api.done.index(f"delete {DEPLOYMENT} Foreground") < api.done.index(f"apply {DEPLOYMENT}")


def test_a_claim_is_never_made_anew(api: FakeApi) -> None:
    parts = (web(), node("other", image=IMAGE), *DATA, edge("other", "storage", "data", location="/x"))
    apply(api, *parts)
    api.done.clear()
    api.refusals["PersistentVolumeClaim"] = IMMUTABLE
    with pytest.raises(PlatformError, match="immutable"):
        apply(api, *parts)
    assert api.done == []


def test_a_job_that_failed_is_run_again_and_one_that_did_not_is_not(api: FakeApi) -> None:
    job = node("web", "toposmith.nodes.Job", image=IMAGE)
    apply(api, job)
    api.done.clear()
    apply(api, job)
    assert not [line for line in api.done if line.startswith("delete")]
    api.objects[JOB]["status"] = {"conditions": [{"type": "Failed", "status": "True"}]}
    apply(api, job)
    assert f"delete {JOB} Foreground" in api.done


class TestStatefulSets:
    def test_a_template_of_another_size_lets_the_pods_stay(self, api: FakeApi) -> None:
        apply(api, web(), *DATA)
        api.done.clear()
        larger = (node("data", "toposmith.nodes.Volume", size="5 GB"), DATA[1])
        apply(api, web(), *larger)
        assert f"delete {STATEFUL} Orphan" in api.done

    def test_a_template_of_another_name_does_not(self, api: FakeApi) -> None:
        apply(api, web(), *DATA)
        api.done.clear()
        more = (node("more", "toposmith.nodes.Volume"), edge("web", "storage", "more", location="/more"))
        apply(api, web(), *DATA, *more)
        assert f"delete {STATEFUL} Foreground" in api.done

    def test_claims_grow_with_their_template(self, api: FakeApi) -> None:
        found = rendered(graph(web(), node("data", "toposmith.nodes.Volume", size="5 GB"), DATA[1]))
        marks = {"toposmith.volume": "data", "toposmith.generation": "1"}
        requests = {"spec": {"resources": {"requests": {"storage": "1Gi"}}}}
        api.put(
            f"{ROOT}/persistentvolumeclaims/data-g1-web-0",
            "PersistentVolumeClaim",
            metadata={"labels": marks},
            **requests,
        )
        older = {**marks, "toposmith.generation": "0"}
        api.put(
            f"{ROOT}/persistentvolumeclaims/data-g0-web-0",
            "PersistentVolumeClaim",
            metadata={"labels": older},
            **requests,
        )
        own, _ = work(found)
        grow_claims(own, api.server(), documents(found))
        (line,) = api.done
        assert line.startswith(f"patch {ROOT}/persistentvolumeclaims/data-g1-web-0")
        assert "'storage': '5G'" in line


def test_an_object_on_its_way_out_is_waited_for(api: FakeApi) -> None:
    api.put("/api/v1/namespaces/shop", "Namespace", metadata={"deletionTimestamp": "now"})
    looks: list[str] = []

    def on_get(path: str) -> None:
        looks.append(path)
        if looks.count("/api/v1/namespaces/shop") == 3:
            api.objects.pop(path, None)

    api.on_get = on_get
    said = apply(api, web())
    assert said == ["waiting until the former Namespace shop is gone"]
    assert f"apply {DEPLOYMENT}" in api.done


def owned(manager: str) -> dict[str, Any]:
    return {"manager": manager, "operation": "Update", "fieldsV1": {"f:spec": {"f:replicas": {}}}}


@pytest.mark.parametrize(
    ("managers", "is_taken"),
    [
        (["kube-controller-manager"], True),
        (["kube-controller-manager", "toposmith"], True),
        (["kube-controller-manager", "kubectl"], False),
        (["kubectl"], False),
        ([], False),
    ],
)
def test_only_the_autoscalers_number_is_taken_back(api: FakeApi, managers: list[str], is_taken: bool) -> None:
    apply(api, web())
    there = api.objects[DEPLOYMENT]
    there["spec"]["replicas"] = 4
    there["metadata"]["managedFields"] = [owned(manager) for manager in managers]
    api.done.clear()
    apply(api, web())
    patched = f"patch {DEPLOYMENT} {{'spec': {{'replicas': 1}}}}"
    assert (patched in api.done) == is_taken


def test_a_number_that_changes_meanwhile_is_read_again(api: FakeApi, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(api, web())
    scaled = rendered(governed({"Scaling": {"min_instances": 1, "max_instances": 5}}, web(reserved_cpus=0.5)))
    plain = api.apply

    def refused(path: str, manifest: Any, **how: bool) -> Any:
        if path == DEPLOYMENT and not how and manifest["spec"]["replicas"] != 3:
            api.objects[DEPLOYMENT]["spec"]["replicas"] = 3
            raise Refusal(409, "Conflict", "conflict with kube-controller-manager")
        return plain(path, manifest, **how)

    monkeypatch.setattr(api, "apply", refused)
    apply_all(work(scaled)[0], api.server(), documents(scaled))
    assert api.objects[DEPLOYMENT]["spec"]["replicas"] == 3


def test_a_refusal_of_what_has_no_instances_keeps_its_words(api: FakeApi, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = rendered(graph(web(files={"/a": "b"})))
    apply_all(work(parts)[0], api.server(), documents(parts))
    plain = api.apply

    def refused(path: str, manifest: Any, **how: bool) -> Any:
        if manifest["kind"] == "ConfigMap" and not how:
            raise Refusal(409, "Conflict", "conflict with somebody")
        return plain(path, manifest, **how)

    monkeypatch.setattr(api, "apply", refused)
    with pytest.raises(PlatformError, match="conflict with somebody"):
        apply_all(work(parts)[0], api.server(), documents(parts))
