"""Which workload a container becomes, and how its pods give way to new ones."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.kubernetes.rendering import IMAGE, documents, governed, manifests, pod, rendered, web
from tests.provisioners.graphs import edge, node

DATA = (node("data", "toposmith.nodes.Volume"), edge("web", "storage", "data", location="/data"))


def job(**properties: Any) -> Any:
    return node("web", "toposmith.nodes.Job", image=IMAGE, **properties)


def test_a_container_without_volumes_is_a_deployment() -> None:
    found = manifests(web(scalable={"default_instances": 3}))["Deployment", "web"]["spec"]
    assert found["replicas"] == 3
    assert found["selector"]["matchLabels"] == {"toposmith.deployment": "shop", "toposmith.node": "web"}
    assert found["strategy"] == {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}


def test_a_container_with_its_own_volume_is_a_stateful_set() -> None:
    found = manifests(web(), *DATA)
    spec = found["StatefulSet", "web"]["spec"]
    assert spec["serviceName"] == "web--pods"
    assert found["Service", "web--pods"]["spec"]["clusterIP"] == "None"
    (template,) = spec["volumeClaimTemplates"]
    assert template["metadata"]["name"] == "data-g1"
    assert template["spec"]["resources"]["requests"]["storage"] == "1Gi"
    assert ("PersistentVolumeClaim", "data-g1") not in found


def test_a_volume_of_two_containers_is_one_claim() -> None:
    other = node("other", image=IMAGE)
    found = manifests(
        web(), other, *DATA, edge("other", "storage", "data", location="/x"), shared_volumes="ReadWriteMany"
    )
    claim = found["PersistentVolumeClaim", "data-g1"]
    assert claim["spec"]["accessModes"] == ["ReadWriteMany"]
    for name in ("web", "other"):
        assert {"name": "data-g1", "persistentVolumeClaim": {"claimName": "data-g1"}} in pod(found, name=name)[
            "volumes"
        ]


def test_a_container_on_every_host_is_a_daemon_set() -> None:
    found = documents(rendered(governed({"Placement": {"everywhere": True}, "Update": {"parallelism": 2}}, web())))
    spec = found["DaemonSet", "web"]["spec"]
    assert "replicas" not in spec
    assert spec["updateStrategy"] == {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 2}}


def test_a_job() -> None:
    found = manifests(job(restart="on-failure", completions=4, parallelism=2, retries=5, time_limit="90 s"))
    spec = found["Job", "web"]["spec"]
    assert {key: spec[key] for key in spec if key != "template"} == {
        "completions": 4,
        "parallelism": 2,
        "backoffLimit": 5,
        "activeDeadlineSeconds": 90,
    }
    assert pod(found, "Job")["restartPolicy"] == "OnFailure"


def test_a_job_that_is_not_restarted() -> None:
    assert pod(manifests(job(restart="no", retries=0)), "Job")["restartPolicy"] == "Never"


def test_a_job_that_nobody_asks_has_no_service() -> None:
    assert ("Service", "web") not in manifests(job())


def test_a_job_with_a_schedule() -> None:
    found = manifests(job(schedule="5 4 * * *", time_zone="Europe/Berlin", concurrency="allow"))
    spec = found["CronJob", "web"]["spec"]
    assert (spec["schedule"], spec["timeZone"], spec["concurrencyPolicy"]) == ("5 4 * * *", "Europe/Berlin", "Allow")


@pytest.mark.parametrize(
    ("update", "strategy"),
    [
        ({"parallelism": 2, "order": "start-first"}, {"maxSurge": 2, "maxUnavailable": 0}),
        ({"parallelism": 3, "order": "stop-first"}, {"maxSurge": 0, "maxUnavailable": 3}),
    ],
)
def test_an_update_policy(update: dict[str, Any], strategy: dict[str, int]) -> None:
    found = documents(rendered(governed({"Update": {**update, "delay": "1500 ms"}}, web())))
    spec = found["Deployment", "web"]["spec"]
    assert spec["strategy"]["rollingUpdate"] == strategy
    assert spec["minReadySeconds"] == 2


def test_placement() -> None:
    wanted = {"labels": {"disk": "ssd"}, "spread_over": "zone", "apart": True}
    inner = pod(documents(rendered(governed({"Placement": wanted}, web()))))
    same = {"matchLabels": {"toposmith.deployment": "shop", "toposmith.node": "web"}}
    assert inner["nodeSelector"] == {"disk": "ssd"}
    (spread,) = inner["topologySpreadConstraints"]
    assert (spread["topologyKey"], spread["labelSelector"]) == ("zone", same)
    (apart,) = inner["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
    assert apart == {"labelSelector": among("web"), "topologyKey": "kubernetes.io/hostname"}


def among(*names: str) -> dict[str, Any]:
    """The selector of the pods of some nodes."""
    expression = {"key": "toposmith.node", "operator": "In", "values": list(names)}
    return {"matchLabels": {"toposmith.deployment": "shop"}, "matchExpressions": [expression]}


def test_all_targets_of_a_policy_keep_apart() -> None:
    other = node("other", image=IMAGE)
    topology = governed({"Placement": {"apart": True}}, web(), other, targets=("web", "other"))
    found = documents(rendered(topology))
    for name, names in (("web", ("web", "other")), ("other", ("other", "web"))):
        affinity = pod(found, name=name)["affinity"]["podAntiAffinity"]
        (apart,) = affinity["requiredDuringSchedulingIgnoredDuringExecution"]
        assert apart["labelSelector"] == among(*names)


def test_scaling_leaves_the_number_to_the_autoscaler() -> None:
    policies = {"Scaling": {"min_instances": 2, "max_instances": 5, "cpu_utilization": 60}}
    found = documents(rendered(governed(policies, web(reserved_cpus=0.5))))
    assert "replicas" not in found["Deployment", "web"]["spec"]
    spec = found["HorizontalPodAutoscaler", "web"]["spec"]
    assert (spec["minReplicas"], spec["maxReplicas"]) == (2, 5)
    assert spec["scaleTargetRef"] == {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}
    assert spec["metrics"][0]["resource"]["target"]["averageUtilization"] == 60


def test_availability() -> None:
    found = documents(rendered(governed({"Availability": {"min_available": 2}}, web())))
    assert found["PodDisruptionBudget", "web"]["spec"]["minAvailable"] == 2


def test_isolation_is_a_runtime_class() -> None:
    found = documents(rendered(governed({"Isolation": {"by": "virtual-machine"}}, web()), vm_runtime="kata"))
    assert pod(found)["runtimeClassName"] == "kata"


def test_folders_of_the_host() -> None:
    path = node("path", "toposmith.nodes.HostPath", path="/srv/x")
    found = manifests(web(), path, edge("web", "storage", "path", location="/mnt"), rights=(Right.HOST_PATHS,))
    assert pod(found)["volumes"] == [{"name": "host-0", "hostPath": {"path": "/srv/x"}}]


def test_the_account_has_no_token_and_pulls_with_the_targets_secrets() -> None:
    found = manifests(web(), registry="registry.example", pull_secret="mine")["ServiceAccount", "shop"]
    assert found["automountServiceAccountToken"] is False
    assert found["imagePullSecrets"] == [{"name": "shop--registry"}, {"name": "mine"}]


def test_what_cannot_share_a_host_gives_way_first() -> None:
    apart = documents(rendered(governed({"Placement": {"apart": True}}, web())))
    on_host = manifests(web(host_network=True, endpoint={"port": 80}), rights=(Right.HOST_NETWORK,))
    plain = manifests(web())
    surges = [each["Deployment", "web"]["spec"]["strategy"]["rollingUpdate"] for each in (apart, on_host, plain)]
    assert [each["maxSurge"] for each in surges] == [0, 0, 1]


def test_a_long_delay_leaves_the_rollout_its_time() -> None:
    spec = documents(rendered(governed({"Update": {"delay": "10 m"}}, web())))["Deployment", "web"]["spec"]
    assert (spec["minReadySeconds"], spec["progressDeadlineSeconds"]) == (600, 1200)
