"""What the parts of a container become in a bundle."""

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.graphs import dockerfile, edge, node
from tests.provisioners.outputs.oci.bundles import config, package
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy
from tests.provisioners.outputs.schemas import check
from topology.values.value import Concat

ALL_RIGHTS = tuple(Right)


def test_the_image_says_what_the_template_does_not() -> None:
    process = config(node("web", image=IMAGE, environment={"A": "own", "B": "x"}))["process"]
    assert process["args"] == ["/bin/site", "serve"]
    assert process["env"][1:] == ["LANG=C", "A=own", "B=x"]
    assert process["env"][0].startswith("PATH=/usr/local/sbin:")
    assert process["user"] == {"uid": 33, "gid": 34, "additionalGids": [50]}
    assert process["cwd"] == "/srv"


@pytest.mark.parametrize(
    ("entrypoint", "command", "args"),
    [
        ((), ("x",), ["/bin/site", "x"]),
        (("/own",), (), ["/own"]),
        (("/own",), ("x",), ["/own", "x"]),
        ((), (), ["/bin/site", "serve"]),
    ],
)
def test_entrypoint_and_command_are_dockers(
    entrypoint: tuple[str, ...], command: tuple[str, ...], args: list[str]
) -> None:
    assert config(node("web", image=IMAGE, entrypoint=entrypoint, command=command))["process"]["args"] == args


def test_without_the_image_the_template_says_all() -> None:
    web = node("web", image=IMAGE, entrypoint=("/own",), user="5:6", working_dir="/w")
    process = config(web, image=None)["process"]
    assert (process["args"], process["user"], process["cwd"]) == (["/own"], {"uid": 5, "gid": 6}, "/w")


def test_a_process_can_do_little() -> None:
    found = config(node("web", image=IMAGE))
    process, linux = found["process"], found["linux"]
    assert process["noNewPrivileges"] is True
    assert set(process["capabilities"]) == {"bounding", "effective", "permitted"}
    assert len(process["capabilities"]["bounding"]) == 14
    assert "CAP_SYS_ADMIN" not in process["capabilities"]["bounding"]
    assert {each["type"] for each in linux["namespaces"]} == {"mount", "uts", "pid", "ipc", "network"}
    assert "/proc/kcore" in linux["maskedPaths"]
    assert linux["resources"] == {"devices": [{"allow": False, "access": "rwm"}]}
    assert "hooks" not in found


def test_rights_that_were_granted() -> None:
    web = node("web", image=IMAGE, host_network=True, host_pid=True, host_ipc=True, added_capabilities=("net_admin",))
    found = config(web, rights=ALL_RIGHTS)
    assert {each["type"] for each in found["linux"]["namespaces"]} == {"mount", "uts"}
    assert "CAP_NET_ADMIN" in found["process"]["capabilities"]["effective"]
    privileged = config(node("web", image=IMAGE, privileged=True), rights=ALL_RIGHTS)
    assert len(privileged["process"]["capabilities"]["bounding"]) == 41
    assert "maskedPaths" not in privileged["linux"]


def test_resources() -> None:
    web = node("web", image=IMAGE, cpus="0.5", memory="64 MB", reserved_cpus="0.25", reserved_memory="32 MB")
    resources = config(web)["linux"]["resources"]
    assert resources["cpu"] == {"quota": 50_000, "period": 100_000, "shares": 256}
    assert resources["memory"] == {"limit": 64_000_000, "reservation": 32_000_000}


def mounted(found: dict, target: str) -> dict:
    (one,) = (each for each in found["mounts"] if each["destination"] == target)
    return one


def test_what_is_mounted() -> None:
    secret = Concat(("a", SECRET))
    web = node("web", image=IMAGE, files={"/etc/a": "x", "/etc/s": secret}, secrets={"key": SECRET}, read_only=True)
    data, host = node("data", "toposmith.nodes.Volume"), node("host", "toposmith.nodes.HostPath", path="/srv/files")
    parts = (
        web,
        data,
        host,
        edge("web", "storage", "data", location="/data"),
        edge("web", "storage", "host", location="/h"),
    )
    found = config(*parts, rights=ALL_RIGHTS)
    assert mounted(found, "/data")["source"] == "../volumes/shop-data-g1"
    assert mounted(found, "/h")["source"] == "/srv/files"
    assert mounted(found, "/run/secrets/key")["source"] == "secrets/key"
    assert mounted(found, "/etc/s")["source"].startswith("secrets/file.")
    assert "ro" in mounted(found, "/etc/a")["options"]
    assert found["root"] == {"path": "rootfs", "readonly": True}
    written = package(*parts, rights=ALL_RIGHTS)
    assert written.files[f"web/{mounted(found, '/etc/a')['source']}"] == "x"
    assert written.folders == ("web/secrets", "volumes/shop-data-g1")
    assert written.roots == {"web/rootfs": IMAGE}
    assert [note.how for note in written.secrets] == [
        "write the file web/secrets/key",
        f"write the file web/{mounted(found, '/etc/s')['source']}",
    ]


def test_notes_for_whoever_runs_it() -> None:
    net = node("net", "toposmith.nodes.Network")
    parts = (node("web", image=IMAGE, restart="always"), net, edge("web", "network", "net"), policy("Isolation", "web"))
    assert config(*parts, options={"vm_runtime": "kata"})["annotations"] == {
        "toposmith.deployment": "shop",
        "toposmith.address": "web",
        "toposmith.image": IMAGE,
        "toposmith.restart": "always",
        "toposmith.networks": "shop-net-g1",
        "toposmith.runtime": "kata",
    }


def test_an_image_that_is_made_has_to_be_made_first() -> None:
    web = node("web", artifacts={"image": dockerfile("web/Dockerfile")}, entrypoint=("/a",))
    found = package(web, rights=ALL_RIGHTS)
    assert found.builds[0].image == found.roots["web/rootfs"] == "toposmith/shop/web:latest"


def test_the_schema_of_the_specification() -> None:
    web = node(
        "web", image=IMAGE, cpus="0.5", memory="1 MB", files={"/a": "b"}, secrets={"key": SECRET}, privileged=True
    )
    check(config(web, rights=ALL_RIGHTS), "oci-runtime", "config-schema.json")
    check(config(node("web", image=IMAGE)), "oci-runtime", "config-schema.json")
