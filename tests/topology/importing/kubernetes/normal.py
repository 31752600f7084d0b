"""A normal form of manifests: what runs, what it sees and how it is reached, by the name by which others reach it.

Which kind of workload keeps a claim, how objects are called and labelled, and what docs/import.md lists as left out
make no difference.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

Normal = dict[str, Any]
Data = Mapping[str, Any]

KINDS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod")
OWN_SUFFIXES = ("--pods", "--public", "--balancer")
LINGER = 3
UNPROBED = 2
UNITS = {"m": Fraction(1, 1000), "": 1, "k": 10**3, "M": 10**6, "G": 10**9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}


def amount(text: Any) -> Fraction | None:
    """A quantity as a number."""
    if text is None:
        return None
    number, unit = re.fullmatch(r"([\d.]+)([A-Za-z]*)", str(text)).groups()  # type: ignore[union-attr]
    return Fraction(number) * UNITS[unit]


def normal(documents: Iterable[Data], secrets: Mapping[str, str]) -> Normal:
    """The normal form; ``secrets`` are the texts of place-holders."""
    reading = _Normal([each for document in documents for each in _flat(document)], secrets)
    return {
        "nodes": {reading.names[id(each)]: reading.workload(each) for each in reading.workloads},
        "routes": sorted(reading.routes(), key=str),
        "balancers": sorted(reading.balancers()),
        "networks": sorted(reading.networks()),
    }


def _flat(document: Data) -> Iterable[Data]:
    items = document.get("items") if document["kind"].endswith("List") else None
    return [document] if items is None else [each for item in items for each in _flat(item)]


class _Normal:
    def __init__(self, objects: list[Data], secrets: Mapping[str, str]) -> None:
        self._objects = objects
        self._secrets = secrets
        self.workloads = [each for each in objects if each["kind"] in KINDS and not _is_hook(each)]
        self.names = {id(each): self._name(each) for each in self.workloads}

    def of(self, kind: str) -> list[Data]:
        return [each for each in self._objects if each["kind"] == kind]

    def workload(self, found: Data) -> Normal:
        pod = template(found).get("spec", {})
        container = pod["containers"][0]
        known = self._environment(container)
        return {
            "kind": found["kind"] if found["kind"] in ("DaemonSet", "Job", "CronJob") else "steady",
            "image": container["image"],
            "command": [expanded(word, known) for word in container.get("command", [])],
            "args": [expanded(word, known) for word in container.get("args", [])],
            "folder": container.get("workingDir"),
            "environment": {key: text for key, text in known.items() if not key.startswith("TOPOSMITH_A_")},
            "resources": _resources(container),
            "health": _health(container, known),
            "security": _security(pod, container),
            "host": sorted(key for key in ("hostNetwork", "hostPID", "hostIPC") if pod.get(key)),
            "grace": _grace(pod, container),
            "files": self._files(pod, container),
            **self._storage(found, pod, container),
            **self._ports(found),
            **_placement(pod),
            **self._policies(found),
            **_running(found),
        }

    def routes(self) -> Iterable[tuple[Any, ...]]:
        for ingress in self.of("Ingress"):
            tls = {host: each["secretName"] for each in ingress["spec"].get("tls", []) for host in each["hosts"]}
            for rule in ingress["spec"].get("rules", []):
                for path in rule["http"]["paths"]:
                    service = path["backend"]["service"]
                    secret = self._held("Secret", tls[rule["host"]]) if rule.get("host") in tls else {}
                    texts = (secret.get("tls.crt"), secret.get("tls.key"))
                    yield (
                        rule.get("host"),
                        path.get("path", "/"),
                        *self._target(service["name"], service["port"]),
                        texts,
                    )

    def balancers(self) -> Iterable[tuple[str, int]]:
        for service in self.of("Service"):
            if service["spec"].get("type") == "LoadBalancer":
                (name,) = (self.names[id(each)] for each in self.workloads if _leads(service, each))
                yield from ((name, port["port"]) for port in service["spec"]["ports"])

    def networks(self) -> Iterable[tuple[list[str], bool]]:
        """The members of each network that a template names, and whether it has no way out."""
        for policy in self.of("NetworkPolicy"):
            labels = policy["spec"]["podSelector"]["matchLabels"]
            ends = policy["spec"]["ingress"][0].get("from")
            if ends and not any(key.endswith(".default") for key in labels):
                members = (each for each in self.workloads if labels.items() <= labels_of(each).items())
                egress = policy["spec"].get("egress", [{}])
                yield sorted(self.names[id(each)] for each in members), egress != [{}]

    def _name(self, found: Data) -> str:
        services = [each for each in self.of("Service") if _leads(each, found)]
        named = [each for each in services if not each["metadata"]["name"].endswith(OWN_SUFFIXES)]
        named.sort(key=lambda each: each["spec"].get("clusterIP") == "None")
        return str((named[0] if named else found)["metadata"]["name"])

    def _target(self, name: str, wanted: Data) -> tuple[str, int]:
        (service,) = (each for each in self.of("Service") if each["metadata"]["name"] == name)
        (found,) = (each for each in self.workloads if _leads(service, each))
        for port in service["spec"]["ports"]:
            if wanted.get("number") == port["port"] or wanted.get("name", "-") == port.get("name"):
                return self.names[id(found)], target_port(port, found)
        raise AssertionError(wanted)

    def _held(self, kind: str, name: str) -> dict[str, str]:
        """The content of a ConfigMap or a Secret."""
        (found,) = (each for each in self.of(kind) if each["metadata"]["name"] == name)
        plain = {**found.get("data", {}), **found.get("stringData", {})}
        if kind == "ConfigMap":
            return plain
        decoded = {key: base64.b64decode(text).decode() for key, text in found.get("data", {}).items()}
        return {**decoded, **{key: self._secret(text) for key, text in found.get("stringData", {}).items()}}

    def _secret(self, text: str) -> str:
        return self._secrets.get(text.removeprefix("${").removesuffix("}"), text)

    def _environment(self, container: Data) -> dict[str, str]:
        known: dict[str, str] = {}
        for source in container.get("envFrom", []):
            for key, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
                held = self._held(kind, source[key]["name"]) if key in source else {}
                names = {source.get("prefix", "") + name: text for name, text in held.items()}
                known.update({name: text for name, text in names.items() if re.fullmatch(r"\w+", name)})
        for each in container.get("env", []):
            source = each.get("valueFrom", {})
            for key, kind in (("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")):
                if key in source:
                    known[each["name"]] = self._held(kind, source[key]["name"])[source[key]["key"]]
            if not source:
                known[each["name"]] = expanded(each.get("value", ""), known)
        return known

    def _files(self, pod: Data, container: Data) -> dict[str, str]:
        volumes = {each["name"]: each for each in pod.get("volumes", [])}
        found: dict[str, str] = {}
        for mount in container.get("volumeMounts", []):
            volume = volumes.get(mount["name"], {})
            for key, kind, name in (("configMap", "ConfigMap", "name"), ("secret", "Secret", "secretName")):
                if key not in volume:
                    continue
                held = self._held(kind, volume[key][name])
                items = {item["key"]: item["path"] for item in volume[key].get("items", [])} or {k: k for k in held}
                for held_key, path in items.items():
                    if mount.get("subPath") in (None, path):
                        place = mount["mountPath"] if "subPath" in mount else f"{mount['mountPath'].rstrip('/')}/{path}"
                        found[place] = held[held_key]
        return found

    def _storage(self, found: Data, pod: Data, container: Data) -> Normal:
        volumes = {each["name"]: each for each in pod.get("volumes", [])}
        templates = {each["metadata"]["name"]: each for each in found["spec"].get("volumeClaimTemplates", [])}
        claims, folders = {}, {}
        for mount in container.get("volumeMounts", []):
            volume = volumes.get(mount["name"], {})
            if mount["name"] in templates:
                claims[mount["mountPath"]] = _size(templates[mount["name"]])
            elif "persistentVolumeClaim" in volume:
                name = volume["persistentVolumeClaim"]["claimName"]
                (claim,) = (each for each in self.of("PersistentVolumeClaim") if each["metadata"]["name"] == name)
                claims[mount["mountPath"]] = _size(claim)
            elif "hostPath" in volume:
                folders[mount["mountPath"]] = volume["hostPath"]["path"]
        return {"claims": claims, "folders": folders}

    def _ports(self, found: Data) -> Normal:
        inner, published = set(), set()
        for service in self.of("Service"):
            if not _leads(service, found):
                continue
            for port in service["spec"].get("ports", []):
                target, protocol = target_port(port, found), port.get("protocol", "TCP")
                inner.add((port["port"], target, protocol))
                if service["spec"].get("type") == "NodePort":
                    published.add((target, protocol, port.get("nodePort")))
        return {"ports": inner, "published": published}

    def _policies(self, found: Data) -> Normal:
        name, labels = found["metadata"]["name"], labels_of(found)
        scaling = [
            (s["spec"].get("minReplicas", 1), s["spec"]["maxReplicas"], s["spec"]["metrics"][0]["resource"]["target"])
            for s in self.of("HorizontalPodAutoscaler")
            if s["spec"]["scaleTargetRef"]["name"] == name
        ]
        budgets = [
            budget["spec"]["minAvailable"]
            for budget in self.of("PodDisruptionBudget")
            if budget["spec"]["selector"]["matchLabels"].items() <= labels.items()
        ]
        replicas = 1 if found["kind"] == "DaemonSet" else found["spec"].get("replicas", 1)
        return {"scaling": scaling, "budgets": budgets, "replicas": None if scaling else replicas}


def template(found: Data) -> Data:
    """The template of a workload's pods."""
    spec = found["spec"]["jobTemplate"]["spec"] if found["kind"] == "CronJob" else found["spec"]
    return {"metadata": found["metadata"], "spec": spec} if found["kind"] == "Pod" else spec["template"]


def labels_of(found: Data) -> dict[str, str]:
    return dict(template(found).get("metadata", {}).get("labels", {}))


def target_port(port: Data, found: Data) -> int:
    named = {
        each.get("name"): each["containerPort"] for each in template(found)["spec"]["containers"][0].get("ports", [])
    }
    wanted = port.get("targetPort", port["port"])
    return int(named.get(wanted, wanted))


def expanded(text: str, known: Mapping[str, str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        return "$" if found[1] == "$" else known.get(found[2], found[0])

    return re.sub(r"\$(\$|\(([^()]*)\))", replaced, text)


def _leads(service: Data, found: Data) -> bool:
    selector = service["spec"].get("selector", {})
    return bool(selector) and selector.items() <= labels_of(found).items()


def _is_hook(found: Data) -> bool:
    return "helm.sh/hook" in found["metadata"].get("annotations", {})


def _size(claim: Data) -> Fraction | None:
    return amount(claim["spec"].get("resources", {}).get("requests", {}).get("storage", "1Gi"))


def _resources(container: Data) -> Normal:
    found = container.get("resources", {})
    return {
        f"{sort} {what}": amount(found.get(sort, {}).get(what))
        for sort in ("limits", "requests")
        for what in ("cpu", "memory")
    }


def _health(container: Data, known: Mapping[str, str]) -> Any:
    probes = [container[key] for key in ("readinessProbe", "livenessProbe") if "exec" in container.get(key, {})]
    if not probes:
        return None
    probe = probes[0]
    times = [probe.get(k, d) for k, d in (("periodSeconds", 10), ("timeoutSeconds", 1), ("failureThreshold", 3))]
    return [expanded(word, known) for word in probe["exec"]["command"]], times


def _security(pod: Data, container: Data) -> Normal:
    both = {**pod.get("securityContext", {}), **container.get("securityContext", {})}
    return {
        "user": both.get("runAsUser"),
        "group": both.get("runAsGroup"),
        "privileged": both.get("privileged", False),
        "read_only": both.get("readOnlyRootFilesystem", False),
        "capabilities": sorted(both.get("capabilities", {}).get("add", [])),
    }


def _grace(pod: Data, container: Data) -> int:
    grace = int(pod.get("terminationGracePeriodSeconds", 30))
    return grace - (LINGER if "preStop" in container.get("lifecycle", {}) else 0)


def _placement(pod: Data) -> Normal:
    spread = [each["topologyKey"] for each in pod.get("topologySpreadConstraints", [])]
    return {"labels": pod.get("nodeSelector", {}), "spread": spread, "is_apart": bool(pod.get("affinity"))}


def _running(found: Data) -> Normal:
    """How a job runs, and how the pods of a deployment give way where that is said in numbers."""
    spec = found["spec"]
    if found["kind"] in ("Job", "CronJob"):
        inner = spec["jobTemplate"]["spec"] if found["kind"] == "CronJob" else spec
        names = (("completions", 1), ("parallelism", 1), ("backoffLimit", 6), ("activeDeadlineSeconds", None))
        timed = {key: spec.get(key) for key in ("schedule", "timeZone")}
        again = inner["template"]["spec"].get("restartPolicy")
        concurrency = spec.get("concurrencyPolicy", "Allow")
        return {
            **{key: inner.get(key, default) for key, default in names},
            **timed,
            "again": again,
            "overlap": concurrency,
        }
    rolling = spec.get("strategy", {}).get("rollingUpdate") or _usual(spec)
    probed = all("exec" in each.get("readinessProbe", {}) for each in spec["template"]["spec"]["containers"])
    delay = spec.get("minReadySeconds", 0)
    return {"rolling": rolling, "delay": delay if probed else max(delay, UNPROBED)}


def _usual(spec: Data) -> Normal:
    """Where nothing is said of updates, pods that cannot share a host give way one by one."""
    pod = spec["template"]["spec"]
    ports = any(each.get("ports") for each in pod["containers"])
    if not spec.get("minReadySeconds") and (pod.get("affinity") or (pod.get("hostNetwork") and ports)):
        return {"maxSurge": 0, "maxUnavailable": 1}
    return {"maxSurge": 1, "maxUnavailable": 0}
