"""Manifests of the documented subset."""

import base64
import json
import string
from typing import Any

import yaml
from hypothesis import strategies as st

Data = dict[str, Any]

NAMES = st.from_regex(r"[a-z][a-z0-9]{2,6}", fullmatch=True)
VARIABLES = st.from_regex(r"[A-Z][A-Z0-9_]{1,5}X", fullmatch=True)
TEXTS = st.text(st.sampled_from(string.ascii_letters + string.digits + " -_.,:;/=#'\"{}[]&*!|>%@`\\é\n"), max_size=12)
DOLLARS = st.lists(st.sampled_from(["$$", "a", "$(NOBODY)", "$x", "(", " "]), max_size=4).map("".join)
WORDS = TEXTS.filter(lambda text: "\n" not in text) | DOLLARS
PATHS = st.from_regex(r"/[a-z]{3}/[a-z]{2,5}", fullmatch=True)
PORTS = st.integers(1, 65535)
KEYS = st.from_regex(r"[a-z]{2,5}\.conf", fullmatch=True)
COUNTS = st.integers(1, 50)


class Shop:
    """Makes the objects of one set of manifests."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.objects: list[Data] = []
        self.config = draw(st.dictionaries(VARIABLES | KEYS, TEXTS, max_size=4))
        self.secret = draw(st.dictionaries(VARIABLES | KEYS, TEXTS.filter(bool), max_size=3))
        self.node_ports = iter(draw(st.lists(st.integers(30000, 32767), min_size=6, max_size=6, unique=True)))
        self.paths = iter(draw(st.lists(PATHS, min_size=40, max_size=40, unique=True)))

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def add(self, api: str, kind: str, name: str, **fields: Any) -> Data:
        made = {"apiVersion": api, "kind": kind, "metadata": {"name": name}, **fields}
        self.objects.append(made)
        return made

    def workload(self, name: str, number: int) -> None:
        kind = self.draw(st.sampled_from(["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]))
        port = self.draw(PORTS)
        container, volumes = self._container(name, port), []
        claims = [] if kind in ("Job", "CronJob", "DaemonSet") else self._claims(container, name, kind, volumes)
        self._files(container, volumes)
        pod: Data = {"containers": [container]}
        pod |= {"volumes": volumes} if volumes else {}
        if self.maybe():
            pod["terminationGracePeriodSeconds"] = self.draw(COUNTS)
        if self.maybe():
            pod["nodeSelector"] = {"disk": "ssd"}
        labels = {"app": name}
        template = {"metadata": {"labels": labels}, "spec": pod}
        if kind in ("Job", "CronJob"):
            self._job(name, kind, template)
            container.pop("ports", None)
            container.pop("readinessProbe", None)
            return
        spec: Data = {"selector": {"matchLabels": labels}, "template": template}
        if kind != "DaemonSet" and self.maybe():
            spec["replicas"] = self.draw(st.integers(1, 4))
        if claims:
            spec |= {"volumeClaimTemplates": claims, "serviceName": name}
        self.add("apps/v1", kind, self.draw(st.sampled_from([name, f"{name}-{number}"])), spec=spec)
        if "ports" in container:
            self._service(name, labels, port)
        if kind in ("Deployment", "StatefulSet"):
            self._policies(self.objects[-1 if "ports" not in container else -2], container, labels, pod)

    def _container(self, name: str, port: int) -> Data:
        draw = self.draw
        found: Data = {"name": name, "image": draw(st.sampled_from(["nginx:1.27", "ghcr.io/a/b:2"]))}
        for key in ("command", "args"):
            words = draw(st.lists(WORDS, max_size=3))
            found |= {key: words} if words else {}
        env = self._environment()
        found |= {"env": env} if env else {}
        if self.maybe() and self.config:
            found["envFrom"] = [{"configMapRef": {"name": "config"}, **({"prefix": "P_"} if self.maybe() else {})}]
        if self.maybe():
            found["workingDir"] = "/srv"
        if self.maybe():
            found["ports"] = [{"containerPort": port, **({"name": "main"} if self.maybe() else {})}]
        if self.maybe():
            found["readinessProbe"] = self._probe()
        amounts = draw(st.dictionaries(st.sampled_from(["cpu"]), st.sampled_from(["100m", "2", "0.5"]), max_size=1))
        memory = draw(
            st.dictionaries(st.just("memory"), st.sampled_from(["128Mi", "1G", "500000k", "1024"]), max_size=1)
        )
        if amounts or memory:
            found["resources"] = {draw(st.sampled_from(["limits", "requests"])): {**amounts, **memory}}
        if self.maybe():
            found["securityContext"] = draw(
                st.sampled_from(
                    [
                        {"runAsUser": 1000, "runAsGroup": 1000},
                        {"privileged": True},
                        {"capabilities": {"add": ["SYS_TIME"]}},
                    ]
                )
            )
        return found

    def _environment(self) -> list[Data]:
        found = [
            {"name": name, "value": text}
            for name, text in self.draw(st.dictionaries(VARIABLES, WORDS, max_size=3)).items()
        ]
        for kind, name, held in (("configMapKeyRef", "config", self.config), ("secretKeyRef", "hidden", self.secret)):
            if held and self.maybe():
                key = self.draw(st.sampled_from(sorted(held)))
                found.append({"name": f"FROM_{name.upper()}", "valueFrom": {kind: {"name": name, "key": key}}})
                if self.maybe():
                    found.append({"name": f"MADE_{name.upper()}", "value": f"<$(FROM_{name.upper()})>"})
        return found

    def _probe(self) -> Data:
        probe: Data = {"exec": {"command": self.draw(st.lists(WORDS, min_size=1, max_size=2))}}
        for key in self.draw(
            st.lists(st.sampled_from(["periodSeconds", "timeoutSeconds", "failureThreshold"]), unique=True)
        ):
            probe[key] = self.draw(COUNTS)
        return probe

    def _claims(self, container: Data, name: str, kind: str, volumes: list[Data]) -> list[Data]:
        """A claim as an object or as a template, or none."""
        if not self.maybe():
            return []
        size = self.draw(st.sampled_from(["1Gi", "500M", "1500Mi"]))
        spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": size}}}
        container.setdefault("volumeMounts", []).append({"name": "data", "mountPath": next(self.paths)})
        if kind == "StatefulSet" and self.maybe():
            return [{"metadata": {"name": "data"}, "spec": spec}]
        self.add("v1", "PersistentVolumeClaim", f"{name}-claim", spec=spec)
        volumes.append({"name": "data", "persistentVolumeClaim": {"claimName": f"{name}-claim"}})
        return []

    def _files(self, container: Data, volumes: list[Data]) -> None:
        sources = (("configMap", "name", "config", self.config), ("secret", "secretName", "hidden", self.secret))
        for key, label, name, held in sources:
            if not held or not self.maybe():
                continue
            volume: Data = {label: name}
            mount: Data = {"name": name, "mountPath": next(self.paths)}
            if self.maybe():
                volume["items"] = [{"key": self.draw(st.sampled_from(sorted(held))), "path": "picked"}]
            elif self.maybe():
                mount["subPath"] = self.draw(st.sampled_from(sorted(held)))
            volumes.append({"name": name, key: volume})
            container.setdefault("volumeMounts", []).append(mount)
        if self.maybe():
            volumes.append({"name": "logs", "hostPath": {"path": "/var/log"}})
            container.setdefault("volumeMounts", []).append({"name": "logs", "mountPath": next(self.paths)})

    def _service(self, name: str, labels: Data, port: int) -> None:
        found: Data = {"port": port, "protocol": "TCP"}
        if self.maybe():
            found["targetPort"] = port
        kind = self.draw(st.sampled_from([None, "ClusterIP", "NodePort", "LoadBalancer"]))
        if kind == "NodePort" and self.maybe():
            found["nodePort"] = next(self.node_ports)
        spec = {"selector": labels, "ports": [found], **({"type": kind} if kind else {})}
        self.add("v1", "Service", name, spec=spec)
        if kind in (None, "ClusterIP") and self.maybe():
            path = {
                "path": "/shop",
                "pathType": "Prefix",
                "backend": {"service": {"name": name, "port": {"number": port}}},
            }
            self.add(
                "networking.k8s.io/v1",
                "Ingress",
                f"{name}-front",
                spec={"rules": [{"host": "a.org", "http": {"paths": [path]}}]},
            )
            self.objects.insert(0, self.objects.pop())

    def _policies(self, workload: Data, container: Data, labels: Data, pod: Data) -> None:
        kind, name = workload["kind"], workload["metadata"]["name"]
        if "cpu" in container.get("resources", {}).get("requests", {}) and self.maybe():
            least = self.draw(st.integers(1, 3))
            spec: Data = {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": kind, "name": name}}
            spec |= {"minReplicas": least, "maxReplicas": least + self.draw(st.integers(0, 3))}
            aim = {"type": "Utilization", "averageUtilization": self.draw(st.integers(1, 99))}
            spec["metrics"] = [{"type": "Resource", "resource": {"name": "cpu", "target": aim}}]
            self.objects.insert(0, self.add("autoscaling/v2", "HorizontalPodAutoscaler", name, spec=spec))
            self.objects.pop()
        if self.maybe():
            spec = {"minAvailable": 1, "selector": {"matchLabels": labels}}
            self.add("policy/v1", "PodDisruptionBudget", name, spec=spec)
        if self.maybe():
            rule = {"labelSelector": {"matchLabels": labels}, "topologyKey": "kubernetes.io/hostname"}
            pod["affinity"] = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [rule]}}

    def _job(self, name: str, kind: str, template: Data) -> None:
        template["spec"]["restartPolicy"] = self.draw(st.sampled_from(["Never", "OnFailure"]))
        spec: Data = {"template": template}
        for key in self.draw(
            st.lists(st.sampled_from(["completions", "backoffLimit", "activeDeadlineSeconds"]), unique=True)
        ):
            spec[key] = self.draw(COUNTS)
        if kind == "Job":
            self.add("batch/v1", kind, name, spec=spec)
            return
        timed: Data = {
            "schedule": self.draw(st.sampled_from(["*/5 * * * *", "0 3 * * 1-5"])),
            "jobTemplate": {"spec": spec},
        }
        if self.maybe():
            timed["concurrencyPolicy"] = self.draw(st.sampled_from(["Allow", "Forbid", "Replace"]))
        self.add("batch/v1", kind, name, spec=timed)

    def held(self) -> None:
        """The ConfigMap and the Secret."""
        self.add("v1", "ConfigMap", "config", data=self.config)
        plain = {key: text for key, text in self.secret.items() if self.maybe()}
        coded = {key: base64.b64encode(self.secret[key].encode()).decode() for key in self.secret.keys() - plain.keys()}
        self.add("v1", "Secret", "hidden", stringData=plain, data=coded)


@st.composite
def objects(draw: st.DrawFn) -> list[Data]:
    shop = Shop(draw)
    for number, name in enumerate(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))):
        shop.workload(name, number)
    shop.held()
    return shop.objects


@st.composite
def manifests(draw: st.DrawFn) -> tuple[list[Data], str]:
    """Objects, and a file that holds them in one of the ways in which people write them."""
    found = draw(objects())
    form = draw(st.sampled_from(["documents", "list", "json"]))
    if form == "documents":
        return found, "\n---\n".join(yaml.safe_dump(each, allow_unicode=True) for each in found)
    whole = {"apiVersion": "v1", "kind": "List", "items": found}
    return found, json.dumps(whole) if form == "json" else yaml.safe_dump(whole, allow_unicode=True)
