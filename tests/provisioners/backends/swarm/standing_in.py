"""A stand-in for a swarm's API that remembers what is asked of it."""

from types import SimpleNamespace
from typing import Any


class StandIn:
    """``there`` is what it lists, by path. Every deletion is kept and, with ``busy``, refused with these words."""

    def __init__(self, busy: str = "", **there: list[dict[str, Any]]) -> None:
        self.there = {f"/{path}": found for path, found in there.items()}
        self.busy = busy
        self.deleted: list[str] = []
        self.client = SimpleNamespace(
            info=lambda: {"Swarm": {"ControlAvailable": True, "Nodes": 1}},
            containers=lambda **_: [],
            networks=list,
            volumes=lambda **_: {"Volumes": self.there.get("/volumes", [])},
            images=lambda **_: self.there.get("/images", []),
            service_logs=lambda *_, **__: b"last words\n",
            remove_volume=self.delete,
            remove_image=self.delete,
        )

    def get(self, path: str, **_: list[str]) -> list[dict[str, Any]]:
        return self.there.get(path, [])

    def own(self, path: str, deployment: str) -> list[dict[str, Any]]:
        return self.get(path)

    def tasks(self, services: list[str]) -> list[dict[str, Any]]:
        return self.get("/tasks") if services else []

    def create(self, path: str, body: Any, login: object = None) -> str:
        made = {"ID": "service", "Spec": body} if path == "/services" else {**body, "Id": body["Name"]}
        self.there.setdefault(path, []).append(made)
        return "made"

    def delete(self, path: str) -> None:
        import docker.errors  # noqa: PLC0415 - the SDK is not needed to collect the tests

        self.deleted.append(path)
        if self.busy:
            raise docker.errors.APIError("refused", explanation=self.busy)
