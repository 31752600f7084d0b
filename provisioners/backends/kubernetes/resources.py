"""The kinds of objects that are made, where the API has them, and in which versions; the newest come first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provisioners.backends.contract import PlatformError
from provisioners.backends.kubernetes.api import Api, Data, Refusal


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of objects. ``versions`` are the API versions that have had it."""

    kind: str
    plural: str
    versions: tuple[str, ...]
    namespaced: bool = True


RESOURCES: Mapping[str, Resource] = {
    each.kind: each
    for each in (
        Resource("Namespace", "namespaces", ("v1",), namespaced=False),
        Resource("ServiceAccount", "serviceaccounts", ("v1",)),
        Resource("ConfigMap", "configmaps", ("v1",)),
        Resource("Secret", "secrets", ("v1",)),
        Resource("PersistentVolumeClaim", "persistentvolumeclaims", ("v1",)),
        Resource("NetworkPolicy", "networkpolicies", ("networking.k8s.io/v1",)),
        Resource("Service", "services", ("v1",)),
        Resource("Deployment", "deployments", ("apps/v1",)),
        Resource("StatefulSet", "statefulsets", ("apps/v1",)),
        Resource("DaemonSet", "daemonsets", ("apps/v1",)),
        Resource("Job", "jobs", ("batch/v1",)),
        Resource("CronJob", "cronjobs", ("batch/v1", "batch/v1beta1")),
        Resource("HorizontalPodAutoscaler", "horizontalpodautoscalers", ("autoscaling/v2", "autoscaling/v2beta2")),
        Resource("PodDisruptionBudget", "poddisruptionbudgets", ("policy/v1", "policy/v1beta1")),
        Resource("Ingress", "ingresses", ("networking.k8s.io/v1",)),
        Resource("HTTPRoute", "httproutes", ("gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1")),
    )
}
"""By kind, in the order in which objects are made."""

OLDEST_WITH_PAUSES = (1, 22)
"""The first version whose stateful sets know ``minReadySeconds``."""

OLDEST_WITH_ZONES = (1, 25)
"""The first version whose cron jobs know time zones."""


class Server:
    """An API server together with what it can do; asked once for each answer."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._versions: dict[str, str | None] = {}
        self._number: tuple[int, int] | None = None

    @property
    def number(self) -> tuple[int, int]:
        """The server's version: its major and its minor number."""
        if self._number is None:
            found = self.api.get("/version")
            self._number = (_digits(found["major"]), _digits(found["minor"]))
        return self._number

    def version_of(self, kind: str) -> str | None:
        """The newest API version in which the server has a kind."""
        known = RESOURCES[kind].versions
        if len(known) == 1:
            return known[0]
        if kind not in self._versions:
            self._versions[kind] = next((version for version in known if self._has(version, kind)), None)
        return self._versions[kind]

    def collection(self, kind: str, namespace: str) -> str | None:
        """The path of all objects of a kind in a namespace; None where the server does not have the kind."""
        version = self.version_of(kind)
        if version is None:
            return None
        resource = RESOURCES[kind]
        root = f"/api/{version}" if "/" not in version else f"/apis/{version}"
        place = f"{root}/namespaces/{namespace}" if resource.namespaced else root
        return f"{place}/{resource.plural}"

    def path(self, manifest: Mapping[str, Any]) -> str:
        """The path of an object. Raises :class:`Refusal` where the server does not have its kind."""
        metadata = manifest["metadata"]
        found = self.collection(manifest["kind"], metadata.get("namespace", ""))
        if found is None:
            words = f"This cluster has no {manifest['kind']}, so {metadata['name']} cannot be made."
            raise Refusal(404, "NotFound", words)
        return f"{found}/{metadata['name']}"

    def converted(self, manifest: Data) -> Data:
        """A manifest in the version that the server has; nearly all fields that we use are the same in all of them.

        Raises :class:`PlatformError` for one that the server does not know and that changes what happens.
        """
        version = self.version_of(manifest["kind"])
        found = {**manifest, "apiVersion": version or manifest["apiVersion"]}
        if self.has_no_pauses(manifest):
            found["spec"] = {key: value for key, value in found["spec"].items() if key != "minReadySeconds"}
        if "timeZone" in manifest.get("spec", {}) and self.number < OLDEST_WITH_ZONES:
            name, own = manifest["metadata"]["name"], ".".join(map(str, self.number))
            message = f"Kubernetes {own} knows no time zones, so CronJob {name} cannot run by one. Write it in UTC."
            raise PlatformError(message)
        return found

    def has_no_pauses(self, manifest: Data) -> bool:
        """Whether a stateful set wants pauses between its instances that the server does not know."""
        is_wish = manifest["kind"] == "StatefulSet" and "minReadySeconds" in manifest["spec"]
        return is_wish and self.number < OLDEST_WITH_PAUSES

    def _has(self, version: str, kind: str) -> bool:
        answer = self.api.find(f"/apis/{version}")
        return answer is not None and any(each["kind"] == kind for each in answer["resources"])


def _digits(text: str) -> int:
    """Providers write versions such as ``27+``."""
    return int("".join(filter(str.isdecimal, text)) or "0")
