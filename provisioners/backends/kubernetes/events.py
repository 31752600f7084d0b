"""Warnings that the platform wrote about objects: quota, admission, images, mounts."""

import re
from collections.abc import Iterator

from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.resources import Server

MOST_SHOWN = 5
_MADE_OF = "bcdfghjklmnpqrstvwxz2456789"
_ADDED = re.compile(rf"(-[{_MADE_OF}]{{5,10}}){{0,2}}|-[0-9]+", re.ASCII)
"""What controllers add to a name: for sets of replicas and pods letters without vowels, for stateful sets a number."""


class Warnings:
    """The warnings of a namespace that came after this was made."""

    def __init__(self, server: Server, namespace: str) -> None:
        self._server = server
        self._namespace = namespace
        self._before = {_key(event) for event in self._all()}

    def about(self, name: str, reason: str = "") -> list[str]:
        """The new warnings about a workload of this name, its sets of replicas and its pods; the last of them."""
        found = dict.fromkeys(
            f"{event['reason']}: {event.get('message', '')}"
            for event in self._all()
            if _key(event) not in self._before
            and (not reason or event["reason"] == reason)
            and _belongs(event["involvedObject"].get("name", ""), name)
        )
        return list(found)[-MOST_SHOWN:]

    def _all(self) -> Iterator[Data]:
        path = f"/api/v1/namespaces/{self._namespace}/events"
        return iter(self._server.api.items(path, fieldSelector="type=Warning"))


def _key(event: Data) -> tuple[str, object]:
    return event["metadata"]["uid"], event.get("count")


def _belongs(name: str, workload: str) -> bool:
    return name.startswith(workload) and _ADDED.fullmatch(name, len(workload)) is not None
