"""Stands in for the API of a cluster: keeps objects by path, and refuses what it is told to. Nothing runs in it.

It is strict: an apply that is no trial has to be without force, and a path has to be one that objects can have.
"""

import copy
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from provisioners.backends.contract import Endpoint, Rendered, Work
from provisioners.backends.kubernetes.api import Refusal
from provisioners.backends.kubernetes.labels import common_labels
from provisioners.backends.kubernetes.resources import Server
from provisioners.planning.model import Change, PlannedStep

PATH = re.compile(r"/(api/v1|apis/[a-z0-9.]+/v[a-z0-9]+)(/namespaces/[a-z0-9-]+)?/[a-z]+/[a-z0-9-]+")
Data = dict[str, Any]
EVERY_KIND = {
    "/apis/batch/v1": ("CronJob",),
    "/apis/autoscaling/v2": ("HorizontalPodAutoscaler",),
    "/apis/policy/v1": ("PodDisruptionBudget",),
}


class FakeApi:
    """``refusals`` gives the refusal of an apply by the object's kind; ``done`` is what was changed, in order."""

    def __init__(self) -> None:
        self.objects: dict[str, Data] = {}
        self.refusals: dict[str, Refusal] = {}
        self.done: list[str] = []
        self.trials: list[str] = []
        self.answered_at = 0.0
        self.on_get: Callable[[str], None] = lambda path: None

    def get(self, path: str, **query: str) -> Data:
        self.on_get(path)
        if path == "/version":
            return {"major": "1", "minor": "33"}
        if path in EVERY_KIND:
            return {"resources": [{"kind": kind} for kind in EVERY_KIND[path]]}
        if path not in self.objects:
            raise Refusal(404, "NotFound", f"{path} not found")
        return copy.deepcopy(self.objects[path])

    def find(self, path: str) -> Data | None:
        try:
            return self.get(path)
        except Refusal:
            return None

    def items(self, path: str, **query: str) -> list[Data]:
        wanted = dict(part.split("=", 1) for part in query.get("labelSelector", "").split(",") if part)
        inside = (found for place, found in self.objects.items() if place.rpartition("/")[0] == path)
        return [copy.deepcopy(each) for each in inside if wanted.items() <= each["metadata"].get("labels", {}).items()]

    def apply(self, path: str, manifest: Mapping[str, Any], *, dry_run: bool = False, force: bool = False) -> Data:
        assert PATH.fullmatch(path), path
        assert dry_run or not force
        if refusal := self.refusals.get(manifest["kind"]):
            raise refusal
        if dry_run:
            self.trials.append(path)
            return {**self.objects.get(path, {}), **manifest}
        self.done.append(f"apply {path}")
        self.objects[path] = copy.deepcopy({**self.objects.get(path, {}), **manifest})
        return self.objects[path]

    def patch(self, path: str, changes: Mapping[str, Any]) -> Data:
        self.done.append(f"patch {path} {changes}")
        return self.get(path)

    def delete(self, path: str, *, propagation: str) -> None:
        assert propagation in ("Foreground", "Background", "Orphan")
        self.done.append(f"delete {path} {propagation}")
        self.objects.pop(path, None)

    def text(self, path: str, **query: str) -> str:
        return str(self.get(path)["text"])

    def put(self, path: str, kind: str, *, ours: bool = True, **fields: Any) -> None:
        """An object that is there already."""
        name, labels = path.rpartition("/")[2], common_labels("shop") if ours else {}
        metadata = {"name": name, "namespace": "shop", **fields.pop("metadata", {})}
        metadata["labels"] = {**labels, **metadata.get("labels", {})}
        self.objects[path] = {"kind": kind, "metadata": metadata, **fields}

    def server(self) -> Server:
        return Server(self)  # type: ignore[arg-type]


def work(
    rendered: Rendered | None = None, *changes: Change, secrets: Mapping[str, str] | None = None, **fields: Any
) -> tuple[Work, list[str]]:
    """The work of a step of the deployment ``shop``, and the lines that it reports."""
    said: list[str] = []
    own = {
        "deployment": "shop",
        "endpoint": Endpoint("https://x"),
        "step": PlannedStep("apply:1", "apply", ()),
        "changes": {change.address: change for change in changes},
        "rendered": rendered or Rendered({}, {}),
        "token": "x",
        "folder": Path("/nonexistent"),
        "archive": dict,
        "resolve": (secrets or {}).__getitem__,
        "run": None,
        "report": said.append,
        "pause": lambda _: None,
    }
    return Work(**{**own, **fields}), said  # type: ignore[arg-type]
