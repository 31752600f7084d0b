"""Waits until workloads run, or have ended well, and says what keeps them from it."""

import math
import time
from collections.abc import Callable, Iterable, Sequence

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.hiding import hidden
from provisioners.backends.kubernetes.api import Data, Refusal
from provisioners.backends.kubernetes.documents import address_of, resolved
from provisioners.backends.kubernetes.events import Warnings
from provisioners.backends.kubernetes.pods_of import current_pods
from provisioners.backends.kubernetes.readiness import Readiness, readiness, ready_at
from provisioners.backends.kubernetes.resources import Server
from provisioners.backends.kubernetes.starts import Starts
from provisioners.backends.kubernetes.troubles import Trouble, troubles

WAIT_TIMEOUT = 1200.0
POLL_SECONDS = 0.25
PATIENCE = 60.0
"""Seconds that a pod without a host, or one that nobody lets be made, is given: others may make room."""

CONFIRMED = ("Deployment", "DaemonSet")
CONFIRM_SECONDS = 0.25
"""Their ``minReadySeconds`` waits until a kubelet has looked again at what nothing checks; here we look once more."""

STEADY_SECONDS = 1.5
"""A StatefulSet has no such wait before 1.25. A kubelet looks once a second, and its word takes a moment."""

STEADY_BY_SERVER = 3.0
"""The same by the server's times, both of which are cut to whole seconds."""

LOG_LINES = 12


class Waiting:
    """The workloads of one step that are not ready yet. ``warnings`` began before they were applied."""

    def __init__(self, work: Work, server: Server, warnings: Warnings, starts: Starts) -> None:
        self._work = work
        self._server = server
        self._warnings = warnings
        self._starts = starts
        self._pending: dict[str, Data] = {}
        self._secrets = tuple(resolved(work).values())
        self._said: dict[tuple[str, str], str] = {}
        self._since: dict[str, float] = {}
        self._ready_since: dict[str, float] = {}

    def until_ready(self, manifests: Iterable[Data]) -> None:
        """Raises :class:`PlatformError` when one of them fails or takes too long."""
        self._until(manifests, self._is_confirmed)

    def until_steady(self, manifests: Iterable[Data]) -> None:
        """Wait until stateful sets that nothing checks have stayed. Raises :class:`PlatformError` as well."""
        self._until(filter(_has_to_stay, manifests), self._has_stayed)

    def until_ready_and_steady(self, manifests: Iterable[Data]) -> None:
        """Both in one, so that what has to stay does so while others get ready."""
        self._until(manifests, lambda live: (self._has_stayed if _has_to_stay(live) else self._is_confirmed)(live))

    def _until(self, manifests: Iterable[Data], is_enough: Callable[[Data], bool]) -> None:
        """Wait until workloads are ready, and what is seen of each then is enough."""
        pending = self._pending = {self._server.path(manifest): manifest for manifest in manifests}
        began = time.monotonic()
        while pending:
            for path in list(pending):
                if self._is_ready(pending[path], path, is_enough):
                    del pending[path]
                elif time.monotonic() - began > patience(pending[path]):
                    raise self._failure(pending[path], "it was not ready in time", [])
            if pending:
                self._work.pause(POLL_SECONDS)

    def _is_ready(self, manifest: Data, path: str, is_enough: Callable[[Data], bool]) -> bool:
        live = self._server.api.get(path)
        found = readiness(live)
        self._say(manifest, found)
        if not found.is_done:
            self._ready_since.pop(path, None)
        else:
            self._ready_since.setdefault(path, time.monotonic())
            if is_enough(live):
                return True
        pods = current_pods(self._server, self._work.deployment, live)
        wrong = [trouble for pod in pods for trouble in troubles(pod)]
        if found.failure:
            raise self._failure(manifest, found.failure, wrong, pods)
        final = [each for each in wrong if each.is_final and not self._may_end(manifest, each, path)]
        if final:
            raise self._failure(manifest, str(final[0]), final, pods)
        self._check_patience(manifest, path, wrong, is_short=len(pods) < found.wanted)
        return False

    def _may_end(self, manifest: Data, trouble: Trouble, path: str) -> bool:
        """Whether another start may end a trouble, which is told."""
        is_borne = self._starts.are_left(manifest, trouble, path, self._pending)
        if is_borne:
            self._report(manifest, "trouble", str(trouble))
        return is_borne

    def _is_confirmed(self, live: Data) -> bool:
        """Whether a workload was seen ready twice, where nothing else says that it stays."""
        return live["kind"] not in CONFIRMED or _is_probed(live) or self._seen_ready(live) >= CONFIRM_SECONDS

    def _has_stayed(self, live: Data) -> bool:
        """Whether a workload has been ready for long enough, by our own looks or by the server's times."""
        if self._seen_ready(live) >= STEADY_SECONDS:
            return True
        pods = current_pods(self._server, self._work.deployment, live)
        times = [ready_at(pod) for pod in pods]
        known = [each for each in times if each is not None]
        return len(known) == len(times) > 0 and self._server.api.answered_at - max(known) >= STEADY_BY_SERVER

    def _seen_ready(self, live: Data) -> float:
        """The seconds for which a workload has been seen ready."""
        return time.monotonic() - self._ready_since[self._server.path(live)]

    def _check_patience(self, manifest: Data, path: str, wrong: Sequence[Trouble], *, is_short: bool) -> None:
        """Fail when no pod can be made, or none finds a host, for a while."""
        refused = self._warnings.about(manifest["metadata"]["name"], "FailedCreate") if is_short else []
        unplaced = [trouble for trouble in wrong if trouble.reason == "Unschedulable"]
        if not refused and not unplaced:
            self._since.pop(path, None)
            return
        words = refused[-1] if refused else str(unplaced[0])
        self._report(manifest, "trouble", words)
        if time.monotonic() - self._since.setdefault(path, time.monotonic()) > PATIENCE:
            raise self._failure(manifest, words, wrong)

    def _say(self, manifest: Data, found: Readiness) -> None:
        if found.wanted:
            self._report(manifest, "progress", f"{found.ready} of {found.wanted} ready")

    def _report(self, manifest: Data, sort: str, words: str) -> None:
        """Say a line of progress, or of trouble, when it is a new one."""
        key = (manifest["metadata"]["name"], sort)
        if self._said.get(key) != words:
            self._said[key] = words
            self._work.report(hidden(f"{address_of(manifest)}: {words}", self._secrets))

    def _failure(
        self, manifest: Data, words: str, wrong: Sequence[Trouble], pods: Sequence[Data] = ()
    ) -> PlatformError:
        name, address = manifest["metadata"]["name"], address_of(manifest)
        parts = [f"{manifest['kind']} {name} of {address} does not run. {words}"]
        parts += [str(trouble) for trouble in wrong if str(trouble) not in words][:3]
        parts += self._warnings.about(name)
        failed = [trouble.pod for trouble in wrong if trouble.has_log] or [each["metadata"]["name"] for each in pods]
        if failed and (log := self._last_lines(failed[0], manifest["metadata"]["namespace"])):
            parts.append(f"The last lines of {failed[0]}:\n{log}")
        message = hidden("\n".join(dict.fromkeys(parts)), self._secrets)
        return PlatformError(message, addresses=(address,))

    def _last_lines(self, pod: str, namespace: str) -> str:
        """Of the present container, or of the one before it."""
        path = f"/api/v1/namespaces/{namespace}/pods/{pod}/log"
        for previous in ("false", "true"):
            try:
                text = self._server.api.text(path, tailLines=str(LOG_LINES), limitBytes="8000", previous=previous)
            except Refusal:
                continue
            if text.strip():
                return text.strip()
        return ""


def patience(manifest: Data) -> float:
    """The seconds within which a workload has to be ready: a job has its own limit, and pauses make updates longer."""
    spec = manifest["spec"]
    if manifest["kind"] == "Job":
        return float(spec.get("activeDeadlineSeconds", math.inf)) + PATIENCE
    strategy = spec.get("strategy") or spec.get("updateStrategy") or {}
    at_once = max((each for each in strategy.get("rollingUpdate", {}).values() if isinstance(each, int)), default=1)
    rounds = math.ceil(spec.get("replicas", 1) / max(at_once, 1))
    return float(WAIT_TIMEOUT + spec.get("minReadySeconds", 0) * rounds)


def _has_to_stay(workload: Data) -> bool:
    """Whether being ready says little of a workload, and there is no setting by which it says more."""
    return workload["kind"] == "StatefulSet" and not _is_probed(workload)


def _is_probed(workload: Data) -> bool:
    return all("readinessProbe" in each for each in workload["spec"]["template"]["spec"]["containers"])
