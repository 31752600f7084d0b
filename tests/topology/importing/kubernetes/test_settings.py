"""What becomes of single settings of manifests."""

import pytest

from tests.topology.importing.finding import codes, import_text, node
from topology.importing.draft import Draft

HEAD = "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{ name: web }}\nspec:\n{spec}  template:\n    metadata: {{ labels: {{ app: web }} }}\n    spec:\n{pod}      containers:\n        - name: web\n          image: nginx\n{container}"  # noqa: E501 - one object


def workload(*, kind: str = "Deployment", spec: str = "", pod: str = "", container: str = "", rest: str = "") -> str:
    """A workload with some lines more, and further documents."""
    parts = {"spec": f"  {spec}\n" if spec else "", "pod": f"      {pod}\n" if pod else ""}
    text = HEAD.format(kind=kind, container=f"          {container}\n" if container else "", **parts)
    return f"{text}---\n{rest}\n" if rest else text


def draft(text: str) -> Draft:
    imported = import_text(text)
    assert imported.draft is not None, imported.diagnostics
    return imported.draft


SERVICE = (
    "{ apiVersion: v1, kind: Service, metadata: { name: web }, "
    "spec: { selector: { app: web }, ports: [ { port: 80 } ] } }"
)


def ingress(spec: str) -> str:
    return f"{{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {{ name: front }}, spec: {spec} }}"


BACKEND = "backend: { service: { name: web, port: { number: 80 } } }"


def test_a_default_backend_is_a_route_of_every_request() -> None:
    rule = "{ defaultBackend: { service: { name: web, port: { number: 80 } } } }"
    found = draft(workload(rest=f"{SERVICE}\n---\n{ingress(rule)}"))
    assert found.nodes["front"].properties == {"port": 80}


def test_an_exact_path_is_told() -> None:
    rule = f"{{ rules: [ {{ http: {{ paths: [ {{ path: /a, pathType: Exact, {BACKEND} }} ] }} }} ] }}"
    assert codes(workload(rest=f"{SERVICE}\n---\n{ingress(rule)}")) == ["TS879"]


def test_a_port_that_a_service_does_not_have_is_told() -> None:
    rule = f"{{ rules: [ {{ http: {{ paths: [ {{ {BACKEND.replace('80', '81')} }} ] }} }} ] }}"
    assert codes(workload(rest=f"{SERVICE}\n---\n{ingress(rule)}")) == ["TS873"]


@pytest.mark.parametrize(
    ("rules", "is_kept"),
    [
        ("ingress: [ { from: [ { podSelector: { matchLabels: { app: web } } } ] } ]", True),
        ("ingress: [ { from: [ { podSelector: { matchLabels: { app: other } } } ] } ]", False),
        ("ingress: [ { from: [ { namespaceSelector: {} } ] } ]", False),
        ("ingress: [ { from: [ { podSelector: { matchLabels: { app: web } } } ], ports: [ { port: 80 } ] } ]", False),
        ("policyTypes: [ Egress ], ingress: [ { from: [ { podSelector: { matchLabels: { app: web } } } ] } ]", False),
    ],
)
def test_which_policies_of_networks_are_kept(rules: str, is_kept: bool) -> None:
    policy = f"{{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{ name: inner }}, spec: {{ podSelector: {{ matchLabels: {{ app: web }} }}, {rules} }} }}"  # noqa: E501 - one object
    text = workload(rest=policy)
    assert ("inner" in draft(text).nodes) == is_kept
    assert codes(text) == ([] if is_kept else ["TS871"])


def test_a_network_without_a_way_out() -> None:
    policy = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: inner }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [ Ingress, Egress ]
  ingress: [ { from: [ { podSelector: { matchLabels: { app: web } } } ] } ]
  egress:
    - to: [ { podSelector: { matchLabels: { app: web } } } ]
    - to: [ { namespaceSelector: {} } ]
      ports: [ { port: 53, protocol: UDP }, { port: 53, protocol: TCP } ]
"""
    found = draft(workload(rest=policy))
    assert codes(workload(rest=policy)) == []
    assert found.nodes["inner"].properties == {"internal": True}
    assert [each.node for each in found.nodes["web"].requirements] == ["inner"]


def test_an_autoscaler_of_the_first_version() -> None:
    scaler = "{ apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: { name: web }, spec: { scaleTargetRef: { kind: Deployment, name: web }, maxReplicas: 4, targetCPUUtilizationPercentage: 60 } }"  # noqa: E501 - one object
    found = draft(workload(rest=scaler)).policies["web_scaling"].properties
    assert found == {"min_instances": 1, "max_instances": 4, "cpu_utilization": 60}


def test_another_metric_is_told() -> None:
    scaler = "{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: web }, spec: { scaleTargetRef: { kind: Deployment, name: web }, maxReplicas: 4, metrics: [ { type: Pods, pods: {} } ] } }"  # noqa: E501 - one object
    assert codes(workload(rest=scaler)) == ["TS871"]


@pytest.mark.parametrize(
    ("strategy", "properties"),
    [
        ("{ maxSurge: 2, maxUnavailable: 0 }", {"parallelism": 2, "order": "start-first"}),
        ("{ maxSurge: 0, maxUnavailable: 3 }", {"parallelism": 3, "order": "stop-first"}),
    ],
)
def test_an_update_in_numbers_is_a_policy(strategy: str, properties: dict[str, object]) -> None:
    found = draft(workload(spec=f"strategy: {{ type: RollingUpdate, rollingUpdate: {strategy} }}"))
    assert found.policies["web_update"].properties == properties


def test_a_liveness_that_asks_something_else_is_told() -> None:
    readiness = "readinessProbe: { exec: { command: [ a ] }, initialDelaySeconds: 7 }"
    probes = f"{readiness}\n          livenessProbe: {{ exec: {{ command: [ b ] }} }}"
    text = workload(container=probes)
    assert codes(text) == ["TS871"]
    assert node(text)["health_check"] == {
        "command": ["a"], "interval": "10 s", "timeout": "1 s", "retries": 3, "start_period": "7 s",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("accessModes: [ ReadWriteMany ]", ["TS871"]),
        ("storageClassName: fast", ["TS871"]),
        ("volumeMode: Block", ["TS872"]),
        ("resources: { requests: { storage: much } }", ["TS874"]),
        ("volumeMode: Filesystem", []),
    ],
)
def test_claims_in_their_forms(claim: str, found: list[str]) -> None:
    text = workload(
        pod="volumes: [ { name: d, persistentVolumeClaim: { claimName: d } } ]",
        container="volumeMounts: [ { name: d, mountPath: /d } ]",
        rest=f"{{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{ name: d }}, spec: {{ {claim} }} }}",
    )
    assert codes(text) == found


def test_a_claim_that_is_elsewhere_is_a_volume() -> None:
    text = workload(
        pod="volumes: [ { name: d, persistentVolumeClaim: { claimName: files } } ]",
        container="volumeMounts: [ { name: d, mountPath: /d, readOnly: true } ]",
    )
    assert codes(text) == ["TS871"]
    assert draft(text).nodes["files"].type == "toposmith.nodes.Volume"


@pytest.mark.parametrize(
    ("volume", "mount", "found"),
    [
        ("configMap: { name: c }", "", ["TS873"]),
        ("configMap: { name: c, optional: true }", "", ["TS871"]),
        ("secret: { secretName: s }", "", ["TS873"]),
        ("secret: { secretName: s, items: [ { key: k, path: k } ] }", "", []),
        ("projected: { sources: [] }", "", ["TS871"]),
        ("secret: { secretName: s, items: [ { key: k, path: k } ] }", ", subPath: other", ["TS873"]),
    ],
)
def test_volumes_of_files_in_their_forms(volume: str, mount: str, found: list[str]) -> None:
    text = workload(
        pod=f"volumes: [ {{ name: f, {volume} }} ]",
        container=f"volumeMounts: [ {{ name: f, mountPath: /run/secrets{mount} }} ]",
    )
    assert codes(text) == found


def test_keys_of_config_maps_that_are_not_there_or_no_text() -> None:
    config = "{ apiVersion: v1, kind: ConfigMap, metadata: { name: c }, binaryData: { b: AA== } }"
    for key in ("a", "b"):
        container = f"env: [ {{ name: A, valueFrom: {{ configMapKeyRef: {{ name: c, key: {key} }} }} }} ]"
        assert codes(workload(container=container, rest=config)) == ["TS873"]


def test_a_secret_without_the_key_is_told() -> None:
    secret = "{ apiVersion: v1, kind: Secret, metadata: { name: s }, stringData: { a: b } }"
    container = "env: [ { name: A, valueFrom: { secretKeyRef: { name: s, key: k } } } ]"
    assert codes(workload(container=container, rest=secret)) == ["TS873"]


def test_an_optional_reference_is_left_out() -> None:
    container = "env: [ { name: A, valueFrom: { configMapKeyRef: { name: c, key: k, optional: true } } } ]"
    assert codes(workload(container=container)) == ["TS871"]
    assert "environment" not in node(workload(container=container))


@pytest.mark.parametrize("kind", ["ReplicaSet", "StatefulSet", "DaemonSet"])
def test_kinds_of_workloads_are_containers(kind: str) -> None:
    found = draft(workload(kind=kind))
    assert found.nodes["web"].type == "toposmith.nodes.Container"
    assert ("web_placement" in found.policies) == (kind == "DaemonSet")


def test_pods_that_are_replaced_by_hand_are_told() -> None:
    assert codes(workload(kind="DaemonSet", spec="updateStrategy: { type: OnDelete }")) == ["TS871"]


def test_a_workload_without_instances_is_refused() -> None:
    assert codes(workload(spec="replicas: 0")) == ["TS872"]


def test_a_pod_that_ends_is_told() -> None:
    spec = "{ restartPolicy: Never, containers: [ { name: p, image: x } ] }"
    pod = f"{{ apiVersion: v1, kind: Pod, metadata: {{ name: p }}, spec: {spec} }}"
    assert codes(pod) == ["TS879"]


def test_two_services_of_one_workload() -> None:
    other = SERVICE.replace("name: web", "name: other")
    text = workload(rest=f"{SERVICE}\n---\n{other}")
    assert codes(text) == ["TS879"]
    assert list(draft(text).nodes) == ["web"]


def test_a_load_balancer_is_a_node() -> None:
    text = workload(rest=SERVICE.replace("spec: {", "spec: { type: LoadBalancer,"))
    balancer = draft(text).nodes["web_balancer"]
    assert (balancer.type, balancer.requirements[0].node) == ("tosca.nodes.LoadBalancer", "web")


def test_far_too_many_objects_end_early() -> None:
    many = "\n".join(f"- {{ apiVersion: v1, kind: Namespace, metadata: {{ name: n{n} }} }}" for n in range(10_001))
    assert "TS870" in codes(f"apiVersion: v1\nkind: List\nitems:\n{many}\n")
