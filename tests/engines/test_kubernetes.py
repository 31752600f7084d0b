"""What brings up a cluster for tests: its DNS answers, and it says what is missing."""

import socket
import struct
from pathlib import Path
from typing import Any

import pytest

from tests.engines import kubernetes_files
from tests.engines.kubernetes_cleanup import own_chains
from tests.engines.kubernetes_dns import look_up, names_of
from tests.engines.kubernetes_volumes import NAME, given_back, volume_for, waiting
from tests.engines.packages import SetUpError

NAMES = {"web.shop": ["10.96.0.7"], "db.shop": ["10.244.0.2", "10.244.0.3"]}


def question(name: str, kind: int = 1) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack("!HHHHHH", 77, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", kind, 1)


def addresses(answer: bytes, asked: bytes) -> list[str]:
    count = struct.unpack_from("!H", answer, 6)[0]
    found = answer[len(asked) :]
    return [socket.inet_ntoa(found[16 * number + 12 : 16 * number + 16]) for number in range(count)]


def test_a_service_by_its_name_in_any_case() -> None:
    for name in ("web.shop.svc.cluster.local", "WEB.shop.svc.CLUSTER.local"):
        asked = question(name)
        answer = look_up(NAMES, asked)
        assert answer[:2] == asked[:2]
        assert addresses(answer, asked) == ["10.96.0.7"]


def test_a_service_without_an_address_by_its_pods() -> None:
    asked = question("db.shop.svc.cluster.local")
    assert addresses(look_up(NAMES, asked), asked) == ["10.244.0.2", "10.244.0.3"]


def test_no_address_of_the_newer_protocol_is_no_failure() -> None:
    asked = question("web.shop.svc.cluster.local", kind=28)
    answer = look_up(NAMES, asked)
    assert addresses(answer, asked) == []
    assert answer[3] & 0x0F == 0


@pytest.mark.parametrize("name", ["other.shop.svc.cluster.local", "web.shop", "example.com"])
def test_what_is_no_service_is_unknown(name: str) -> None:
    assert look_up(NAMES, question(name))[3] & 0x0F == 3


def item(name: str, **fields: object) -> dict[str, object]:
    return {"metadata": {"name": name, "namespace": "shop"}, **fields}


def test_names_from_services_and_endpoints() -> None:
    services = [item("web", spec={"clusterIP": "10.96.0.7"}), item("db", spec={"clusterIP": "None"})]
    ready = [{"ip": "10.244.0.2", "hostname": "db-0"}, {"ip": "10.244.0.3"}]
    endpoints = [
        item("web", subsets=[{"addresses": [{"ip": "10.244.0.9"}]}]),
        item("db", subsets=[{"addresses": ready}]),
    ]
    assert names_of(services, endpoints) == {**NAMES, "db-0.db.shop": ["10.244.0.2"]}


RULES = r"""
*nat
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
:KUBE-SERVICES - [0:0]
:CNI-0a1b2c - [0:0]
:CNI-9f8e7d - [0:0]
-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
-A POSTROUTING -s 10.244.0.5/32 -m comment --comment "name: \"ours\" id: \"1\"" -j CNI-0a1b2c
-A POSTROUTING -s 10.88.0.2/32 -m comment --comment "name: \"podman\" id: \"2\"" -j CNI-9f8e7d
-A CNI-0a1b2c -d 10.244.0.0/24 -m comment --comment "name: \"ours\" id: \"1\"" -j ACCEPT
COMMIT
""".splitlines()


def test_only_the_nodes_own_chains_are_removed() -> None:
    assert own_chains(RULES, "ours") == {"KUBE-SERVICES", "CNI-0a1b2c"}


def test_the_folder_of_engines_has_to_be_named_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOPOSMITH_ENGINES", raising=False)
    with pytest.raises(SetUpError, match="TOPOSMITH_ENGINES is not set"):
        kubernetes_files.folder_of_engines()
    monkeypatch.setenv("TOPOSMITH_ENGINES", str(tmp_path))
    with pytest.raises(SetUpError, match="lacks kube-apiserver"):
        kubernetes_files.folder_of_engines()


def claim(**own: object) -> dict[str, Any]:
    resources = {"requests": {"storage": "1"}}
    spec = {"storageClassName": "folders", "accessModes": ["ReadWriteOnce"], "resources": resources, **own}
    annotations = {"volume.kubernetes.io/selected-node": "node"}
    return {"metadata": {"namespace": "shop", "name": "data", "uid": "7", "annotations": annotations}, "spec": spec}


def test_only_a_claim_of_the_class_without_a_volume_gets_one_once_it_is_used() -> None:
    free, unused = claim(), claim()
    unused["metadata"]["annotations"] = {}
    assert waiting([free, unused, claim(volumeName="pvc-1"), claim(storageClassName="other")], "folders") == [free]
    made = volume_for(free, "node", Path("/volumes/7"))
    assert made["spec"]["claimRef"]["uid"] == "7"
    assert made["spec"]["local"] == {"path": "/volumes/7"}


@pytest.mark.parametrize(
    ("phase", "policy", "by", "is_removed"),
    [
        ("Released", "Delete", NAME, True),
        ("Bound", "Delete", NAME, False),
        ("Released", "Retain", NAME, False),
        ("Released", "Delete", "others/disks", False),
    ],
)
def test_a_volume_goes_with_its_claim(phase: str, policy: str, by: str, is_removed: bool) -> None:
    volume = volume_for(claim(), "node", Path("/volumes/7"))
    volume["metadata"]["annotations"] = {"pv.kubernetes.io/provisioned-by": by}
    volume["spec"]["persistentVolumeReclaimPolicy"] = policy
    assert bool(given_back([{**volume, "status": {"phase": phase}}])) is is_removed
