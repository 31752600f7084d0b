"""Names of services for the pods of a test cluster: ``kubernetes_dns.py ADDRESS FOLDER``, IPv4 addresses only.

The real one is a pod of its own image; this one answers from the API server's lists, as fresh as a second.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

ZONE = ".svc.cluster.local"
SECONDS_TO_LIVE = 1
PERIOD = 0.5
FOUND, UNKNOWN = 0x8580, 0x8583


def look_up(names: dict[str, list[str]], question: bytes) -> bytes:
    """The answer to a query of one question."""
    labels, at = [], 12
    while (length := question[at]) != 0:
        labels.append(question[at + 1 : at + 1 + length].decode("ascii", "replace").lower())
        at += 1 + length
    kind = struct.unpack_from("!H", question, at + 1)[0]
    asked = question[12 : at + 5]
    name = ".".join(labels)
    addresses = names.get(name.removesuffix(ZONE)) if name.endswith(ZONE) else None
    given = addresses if addresses is not None and kind == 1 else []
    flags = UNKNOWN if addresses is None else FOUND
    head = question[:2] + struct.pack("!HHHHH", flags, 1, len(given), 0, 0)
    answers = [struct.pack("!HHHIH", 0xC00C, 1, 1, SECONDS_TO_LIVE, 4) + socket.inet_aton(each) for each in given]
    return head + asked + b"".join(answers)


def names_of(services: list[dict[str, Any]], endpoints: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The addresses of each service, and of each named pod behind one, by NAME.NAMESPACE."""
    found: dict[str, list[str]] = {}
    for service in services:
        address = service["spec"].get("clusterIP")
        if address not in (None, "", "None"):
            found[_key(service)] = [address]
    for endpoint in endpoints:
        for subset in endpoint.get("subsets") or ():
            for address in subset.get("addresses") or ():
                if address.get("hostname"):
                    found[f"{address['hostname']}.{_key(endpoint)}"] = [address["ip"]]
                if _key(endpoint) not in found or endpoint["metadata"].get("headless"):
                    endpoint["metadata"]["headless"] = True
                    found.setdefault(_key(endpoint), []).append(address["ip"])
    return found


def _key(item: dict[str, Any]) -> str:
    return f"{item['metadata']['name']}.{item['metadata']['namespace']}"


class Names:
    """What the API server says, again and again."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._token = (folder / "token").read_text()
        self._tls = ssl.create_default_context(cafile=folder / "keys" / "ca.crt")
        self.current: dict[str, list[str]] = {}

    def follow(self) -> None:
        while True:
            try:
                self.current = names_of(self._list("services"), self._list("endpoints"))
            except (OSError, ValueError) as error:
                sys.stderr.write(f"{error}\n")
            time.sleep(PERIOD)

    def _list(self, plural: str) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self._token}"}
        request = urllib.request.Request(f"{self._url}/api/v1/{plural}", headers=headers)
        with urllib.request.urlopen(request, timeout=5, context=self._tls) as answer:
            items: list[dict[str, Any]] = json.load(answer)["items"]
            return items


def main() -> None:
    address, folder = sys.argv[1], Path(sys.argv[2])
    names = Names((folder / "url").read_text(), folder)
    threading.Thread(target=names.follow, daemon=True).start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.setsockopt(socket.IPPROTO_IP, 15, 1)  # IP_FREEBIND: the bridge comes with the first pod
        server.bind((address, 53))
        while True:
            question, client = server.recvfrom(4096)
            try:
                server.sendto(look_up(names.current, question), client)
            except (IndexError, struct.error, OSError) as error:
                sys.stderr.write(f"{error}\n")


if __name__ == "__main__":
    main()
