"""Volumes for the claims of a test cluster: ``kubernetes_volumes.py NODE FOLDER``.

Each is a new folder that belongs to root, as a formatted disk does, and the kubelet gives it to the group that a pod
names. The controllers' own folders of one node lack that.
"""

from __future__ import annotations

import json
import shutil
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

NAME = "tests/folders"
"""As storage classes name it."""

PROVISIONED_BY = "pv.kubernetes.io/provisioned-by"
SELECTED_NODE = "volume.kubernetes.io/selected-node"
PERIOD = 0.25

Data = dict[str, Any]


def waiting(claims: list[Data], storage_class: str) -> list[Data]:
    """The claims that want a volume of a storage class and have none, as soon as a pod that uses them has a node."""
    return [
        each
        for each in claims
        if each["spec"].get("storageClassName") == storage_class
        and not each["spec"].get("volumeName")
        and SELECTED_NODE in each["metadata"].get("annotations", {})
    ]


def given_back(volumes: list[Data]) -> list[Data]:
    """The volumes made here whose claim has gone, save those that are to be kept."""
    return [
        each
        for each in volumes
        if each["metadata"].get("annotations", {}).get(PROVISIONED_BY) == NAME
        and each["status"].get("phase") == "Released"
        and each["spec"]["persistentVolumeReclaimPolicy"] == "Delete"
    ]


def volume_for(claim: Data, node: str, folder: Path) -> Data:
    """A volume that is bound to a claim. Its name is the claim's, so that a second one is refused."""
    metadata, spec = claim["metadata"], claim["spec"]
    own_node = {"key": "kubernetes.io/hostname", "operator": "In", "values": [node]}
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": f"pvc-{metadata['uid']}", "annotations": {PROVISIONED_BY: NAME}},
        "spec": {
            "capacity": spec["resources"]["requests"],
            "accessModes": spec["accessModes"],
            "claimRef": {
                "kind": "PersistentVolumeClaim",
                **{key: metadata[key] for key in ("namespace", "name", "uid")},
            },
            "persistentVolumeReclaimPolicy": "Delete",
            "storageClassName": spec["storageClassName"],
            "local": {"path": str(folder)},
            "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [own_node]}]}},
        },
    }


class Volumes:
    """Makes and removes them, again and again."""

    def __init__(self, node: str, folder: Path) -> None:
        self._node = node
        self._root = folder / "volumes"
        self._url = (folder / "url").read_text()
        self._token = (folder / "token").read_text()
        self._tls = ssl.create_default_context(cafile=folder / "keys" / "ca.crt")

    def follow(self) -> None:
        while True:
            try:
                self._look()
            except (OSError, ValueError) as error:
                sys.stderr.write(f"{error}\n")
            time.sleep(PERIOD)

    def _look(self) -> None:
        for claim in waiting(self._ask("GET", "persistentvolumeclaims")["items"], "folders"):
            place = self._root / claim["metadata"]["uid"]
            place.mkdir(parents=True, exist_ok=True)
            try:
                self._ask("POST", "persistentvolumes", volume_for(claim, self._node, place))
            except urllib.error.HTTPError as error:
                if error.code != 409:
                    raise
        for volume in given_back(self._ask("GET", "persistentvolumes")["items"]):
            shutil.rmtree(volume["spec"]["local"]["path"], ignore_errors=True)
            self._ask("DELETE", f"persistentvolumes/{volume['metadata']['name']}")

    def _ask(self, method: str, path: str, body: Data | None = None) -> Data:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._url}/api/v1/{path}", content, headers, method=method)
        with urllib.request.urlopen(request, timeout=5, context=self._tls) as answer:
            found: Data = json.load(answer)
            return found


if __name__ == "__main__":
    Volumes(sys.argv[1], Path(sys.argv[2])).follow()
