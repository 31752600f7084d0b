"""What manifests say that a template cannot say, or that Kubernetes would refuse: each at its line."""

import pytest

from tests.topology.importing.finding import codes, found, import_text, messages, node

WORKLOAD = """\
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, annotations: { owner: me } }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx
"""
POD, CONTAINER, SPEC = "      ", "          ", "  "


def placed(setting: str) -> list[tuple[str, int]]:
    """Codes and lines of a workload with one more setting, without that of its annotation."""
    return [(code, line) for code, _, line, _ in found(f"{WORKLOAD}{setting}\n") if line != 3]


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        (f"{CONTAINER}lifecycle: {{ preStop: {{ exec: {{ command: [ x ] }} }} }}", "TS871"),
        (f"{CONTAINER}stdin: true", "TS871"),
        (f"{CONTAINER}readinessProbe: {{ httpGet: {{ path: / }} }}", "TS871"),
        (f"{CONTAINER}livenessProbe: {{ tcpSocket: {{ port: 1 }} }}", "TS871"),
        (f"{CONTAINER}readinessProbe: {{ exec: {{ command: [] }} }}", "TS874"),
        (f"{CONTAINER}resources: {{ limits: {{ cpu: lots }} }}", "TS874"),
        (f"{CONTAINER}resources: {{ limits: {{ nvidia.com/gpu: 1 }} }}", "TS871"),
        (f"{CONTAINER}env: [ {{ name: A, valueFrom: {{ fieldRef: {{ fieldPath: status.podIP }} }} }} ]", "TS871"),
        (f"{CONTAINER}env: [ {{ name: A, valueFrom: {{ configMapKeyRef: {{ name: c, key: k }} }} }} ]", "TS873"),
        (f"{CONTAINER}envFrom: [ {{ configMapRef: {{ name: c }} }} ]", "TS873"),
        (f"{CONTAINER}envFrom: [ {{ secretRef: {{ name: c, optional: true }} }} ]", "TS871"),
        (f"{CONTAINER}volumeMounts: [ {{ name: nothing, mountPath: /x }} ]", "TS873"),
        (f"{CONTAINER}securityContext: {{ runAsGroup: 5 }}", "TS871"),
        (f"{CONTAINER}securityContext: {{ allowPrivilegeEscalation: true }}", "TS871"),
        (f"{CONTAINER}ports: [ {{ containerPort: 80 }}, {{ containerPort: 81 }} ]", "TS871"),
        (f"{CONTAINER}ports: [ {{ containerPort: 80, protocol: SCTP }} ]", "TS874"),
        (f"{CONTAINER}ports: 80", "TS874"),
        (f"{POD}initContainers: [ {{ name: a, image: x }} ]", "TS872"),
        (f"{POD}tolerations: [ {{ operator: Exists }} ]", "TS871"),
        (f"{POD}hostAliases: [ {{ ip: 1.2.3.4 }} ]", "TS871"),
        (f"{POD}terminationGracePeriodSeconds: soon", "TS874"),
        (f"{POD}securityContext: {{ fsGroup: 5 }}", "TS871"),
        (f"{SPEC}strategy: {{ type: Recreate }}", "TS871"),
        (f"{SPEC}strategy: {{ rollingUpdate: {{ maxSurge: 25%, maxUnavailable: 0 }} }}", "TS871"),
        (f"{SPEC}paused: true", "TS871"),
        (f"{SPEC}progressDeadlineSeconds: 5", "TS871"),
    ],
)
def test_a_setting_is_told_at_its_line(setting: str, code: str) -> None:
    assert (code, 13) in placed(setting)


def test_annotations_are_told_together() -> None:
    assert found(WORKLOAD) == [("TS871", "main.yaml", 3, 24)]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ apiVersion: v1, kind: Namespace, metadata: { name: x } }", "TS871"),
        ("{ apiVersion: v1, kind: ServiceAccount, metadata: { name: x } }", "TS871"),
        ("{ apiVersion: example.org/v1, kind: Widget, metadata: { name: x } }", "TS871"),
        ("{ apiVersion: v1, kind: ConfigMap, metadata: { name: x }, data: { a: b } }", "TS871"),
        ("{ apiVersion: v1, kind: Service, metadata: { name: x }, spec: { selector: { app: other } } }", "TS871"),
        ("{ apiVersion: v1, kind: Service, metadata: { name: x }, spec: { selector: { app: web }, "
         "ports: [ { port: 80, targetPort: 81 } ] } }", "TS879"),
        ("{ apiVersion: v1, kind: Service, metadata: { name: x }, spec: { selector: { app: web }, "
         "ports: [ { port: 80, targetPort: odd } ] } }", "TS873"),
        ("{ apiVersion: v1, kind: Service, metadata: { name: x }, spec: { selector: { app: web }, type: ExternalName, "
         "externalName: y } }", "TS872"),
        ("{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: x }, spec: { rules: [ { http: { "
         "paths: [ { backend: { service: { name: y, port: { number: 1 } } } } ] } } ] } }", "TS873"),
        ("{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: x }, "
         "spec: { scaleTargetRef: { kind: Deployment, name: y } } }", "TS873"),
        ("{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: x }, "
         "spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } } }", "TS871"),
        ("{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: x }, "
         "spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [ Ingress ] } }", "TS871"),
        ("{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: {} }", "TS874"),
        ("{ apiVersion: v1, kind: Service, metadata: {} }", "TS874"),
        ("{ apiVersion: v1, metadata: {} }", "TS870"),
    ],
)  # fmt: skip
def test_an_object_is_told_at_its_line(document: str, code: str) -> None:
    places = [(place[0], place[2]) for place in found(f"{WORKLOAD}---\n{document}\n")]
    assert (code, 14) in places


def test_a_service_of_two_workloads_is_refused() -> None:
    other = WORKLOAD.replace("name: web,", "name: other,")
    service = "{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web } } }"
    assert "TS872" in codes(f"{WORKLOAD}---\n{other}---\n{service}\n")


def test_objects_of_several_namespaces_are_told() -> None:
    other = WORKLOAD.replace("name: web,", "name: web, namespace: b,")
    first = WORKLOAD.replace("name: web,", "name: web, namespace: a,")
    assert "TS879" in codes(f"{first}---\n{other}")


def test_a_secret_in_clear_text_becomes_an_input() -> None:
    imported = import_text(f"{WORKLOAD}{CONTAINER}env: [ {{ name: DB_PASSWORD, value: hunter2 }} ]\n")
    assert imported.text is not None
    assert imported.draft is not None
    assert "hunter2" not in imported.text
    assert imported.draft.secrets == {"db_password": "hunter2"}


def test_a_secret_that_is_elsewhere_has_to_be_given() -> None:
    text = f"{WORKLOAD}{CONTAINER}env: [ {{ name: A, valueFrom: {{ secretKeyRef: {{ name: s, key: k }} }} }} ]\n"
    imported = import_text(text)
    assert imported.draft is not None
    assert imported.draft.needed == ("s_k",)
    assert imported.draft.secrets == {}


@pytest.mark.parametrize("data", ["not base64!", "/w==", "AA=="])
def test_a_secret_that_is_no_text_is_refused(data: str) -> None:
    text = f"{WORKLOAD}{CONTAINER}envFrom: [ {{ secretRef: {{ name: s }} }} ]\n---\n"
    secret = f"{{ apiVersion: v1, kind: Secret, metadata: {{ name: s }}, data: {{ K: {data!r} }} }}"
    assert "TS872" in codes(text + secret)
    assert data not in messages(text + secret)


def test_a_variable_is_made_of_those_before_it() -> None:
    text = f"{WORKLOAD}{CONTAINER}env: [ {{ name: A, value: x }}, {{ name: B, value: $(A)-$(C)-$$(A) }} ]\n"
    assert node(text)["environment"] == {"A": "x", "B": "x-$(C)-$(A)"}


def test_the_node_has_the_name_of_its_service() -> None:
    service = "{ apiVersion: v1, kind: Service, metadata: { name: front }, spec: { selector: { app: web } } }"
    imported = import_text(f"{WORKLOAD}---\n{service}\n")
    assert imported.draft is not None
    assert list(imported.draft.nodes) == ["front"]
