"""Warnings that the platform wrote about objects: quota, admission, images, mounts."""

from collections.abc import Collection, Iterator

from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.resources import Server

MOST_SHOWN = 5


class Warnings:
    """The warnings of a namespace that came after this was made."""

    def __init__(self, server: Server, namespace: str) -> None:
        self._server = server
        self._namespace = namespace
        self._before = {_key(event) for event in self._all()}

    def about(self, prefixes: Collection[str], reason: str = "") -> list[str]:
        """The new warnings about objects of these names, or whose names begin so; the last of them."""
        found = dict.fromkeys(
            f"{event['reason']}: {event.get('message', '')}"
            for event in self._all()
            if _key(event) not in self._before
            and (not reason or event["reason"] == reason)
            and any(_belongs(event["involvedObject"].get("name", ""), prefix) for prefix in prefixes)
        )
        return list(found)[-MOST_SHOWN:]

    def _all(self) -> Iterator[Data]:
        path = f"/api/v1/namespaces/{self._namespace}/events"
        return iter(self._server.api.items(path, fieldSelector="type=Warning"))


def _key(event: Data) -> tuple[str, object]:
    return event["metadata"]["uid"], event.get("count")


def _belongs(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}-")
