"""What the parts of a container become."""

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.graphs import dockerfile, edge, node
from tests.provisioners.outputs.quadlet.units import package, unit, units
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy
from tests.provisioners.outputs.systemd import values
from topology.values.value import Concat


@pytest.mark.parametrize(
    ("image", "full"),
    [
        ("nginx", "docker.io/library/nginx:latest"),
        ("example.com/a.build", "example.com/a.build:latest"),
        (IMAGE, IMAGE),
    ],
)
def test_images_are_named_in_full(image: str, full: str) -> None:
    assert values(unit(node("web", image=image)), "Container", "Image") == [full]


def test_a_digest_takes_the_place_of_the_tag() -> None:
    pinned = {"nginx:1": f"sha256:{'a' * 64}"}
    (image,) = values(unit(node("web", image="nginx:1"), digests=pinned), "Container", "Image")
    assert image == f"docker.io/library/nginx@sha256:{'a' * 64}"


def test_an_image_that_is_made() -> None:
    web = node("web", artifacts={"image": dockerfile("web/docker/Dockerfile", context="web")})
    found = package(web, rights=(Right.IMAGE_BUILD,))
    assert found.copies == {"containers/build/shop.web": "web"}
    assert found.builds == ()
    assert found.files["containers/shop.web.image.build"] == (
        "[Build]\nImageTag=localhost/toposmith/shop/web:latest\n"
        "File=./build/shop.web/docker/Dockerfile\nSetWorkingDirectory=./build/shop.web\n"
    )
    assert "Image=shop.web.image.build\n" in found.files["containers/shop.web.container"]


def test_instances_are_units_of_their_own() -> None:
    found = units(node("web", image=IMAGE, scalable={"default_instances": 2}))
    assert list(found) == [
        "containers/shop.web.1.container",
        "containers/shop.web.2.container",
        "containers/shop.default.g0.network",
    ]
    assert values(found["containers/shop.web.2.container"], "Container", "NetworkAlias") == ["web"]


def test_what_is_waited_for_comes_first_and_says_when_it_is_well() -> None:
    db = node("db", image=IMAGE, health_check={"command": ("true",)}, scalable={"default_instances": 2})
    found = units(node("web", image=IMAGE), db, edge("web", "connection", "db"))
    web = found["containers/shop.web.container"]
    assert values(web, "Unit", "Requires") == values(web, "Unit", "After") == ["shop.db.1.service", "shop.db.2.service"]
    assert values(found["containers/shop.db.1.container"], "Container", "Notify") == ["healthy"]
    alone = unit(db)
    assert values(alone, "Container", "Notify") == []


def test_a_check_of_one_word_is_quoted_for_the_shell_that_podman_gives_it_to() -> None:
    check = {"command": ("/bin/is it well",), "interval": "1500 ms", "retries": 5}
    found = unit(node("web", image=IMAGE, health_check=check))
    assert values(found, "Container", "HealthCmd") == ["[\"'/bin/is it well'\"]"]
    assert values(found, "Container", "HealthInterval") == ["1500000us"]
    assert values(found, "Container", "HealthRetries") == ["5"]


def test_a_job_runs_once() -> None:
    job = node("job", "toposmith.nodes.Job", image=IMAGE, time_limit="90 s", restart="on-failure", retries=2)
    found = units(node("web", image=IMAGE), job, edge("web", "dependency", "job"))
    one = found["containers/shop.job.container"]
    assert one["Service"] == [
        ("Restart", "on-failure"),
        ("RestartSec", "5s"),
        ("Type", "oneshot"),
        ("RemainAfterExit", "yes"),
        ("TimeoutStartSec", "90s"),
        ("TimeoutStopSec", "30s"),
    ]
    assert values(one, "Unit", "StartLimitBurst") == ["3"]
    assert values(found["containers/shop.web.container"], "Unit", "After") == ["shop.job.service"]


def test_a_job_with_a_schedule_is_started_by_a_timer_alone() -> None:
    found = units(node("job", "toposmith.nodes.Job", image=IMAGE, schedule="0 3 13 * 5", time_zone="Europe/Berlin"))
    assert "Install" not in found["containers/shop.job.container"]
    assert values(found["containers/shop.job.container"], "Service", "RemainAfterExit") == []
    timer = found["systemd/shop.job.timer"]
    assert values(timer, "Timer", "OnCalendar") == ["*-*-13 03:00:00 Europe/Berlin", "Fri *-*-* 03:00:00 Europe/Berlin"]
    assert values(timer, "Timer", "Unit") == ["shop.job.service"]
    assert values(timer, "Install", "WantedBy") == ["timers.target"]


@pytest.mark.parametrize(
    ("restart", "native"),
    [("no", "no"), ("always", "always"), ("unless-stopped", "always"), ("on-failure", "on-failure")],
)
def test_restarts(restart: str, native: str) -> None:
    assert values(unit(node("web", image=IMAGE, restart=restart)), "Service", "Restart") == [native]


def test_times_of_stopping() -> None:
    found = unit(node("web", image=IMAGE, stop_grace_period="1500 ms"))
    assert values(found, "Container", "StopTimeout") == ["2"]
    assert values(found, "Service", "TimeoutStopSec") == ["22s"]


def test_networks() -> None:
    inner = node(
        "inner", "toposmith.nodes.Network", internal=True, cidr="10.9.0.0/24", gateway_ip="10.9.0.1", ip_version=6
    )
    web, db = node("web", image=IMAGE), node("db", image=IMAGE)
    joined = (edge("web", "network", "inner"), edge("web", "connection", "db"))
    found = units(web, db, inner, *joined, rights=(Right.HOST_NETWORK,))
    assert found["containers/shop.inner.g1.network"]["Network"] == [
        ("NetworkName", "shop-inner-g1"),
        ("Internal", "true"),
        ("IPv6", "true"),
        ("Subnet", "10.9.0.0/24"),
        ("Gateway", "10.9.0.1"),
    ]
    networks = values(found["containers/shop.web.container"], "Container", "Network")
    assert networks == ["shop.default.g0.network", "shop.inner.g1.network"]
    assert values(found["containers/shop.db.container"], "Container", "Network") == ["shop.default.g0.network"]


def test_the_hosts_network_needs_no_other() -> None:
    found = units(node("web", image=IMAGE, host_network=True), rights=(Right.HOST_NETWORK,))
    assert list(found) == ["containers/shop.web.container"]
    assert values(found["containers/shop.web.container"], "Container", "Network") == ["host"]


def test_configuration_files_lie_beside_the_units() -> None:
    found = package(node("web", image=IMAGE, files={"/etc/a": "5% of $x\n"}))
    (path,) = (path for path in found.files if "/files/" in path)
    assert found.files[path] == "5% of $x\n"
    assert f"Volume=./{path.removeprefix('containers/')}:/etc/a:ro,z\n" in found.files["containers/shop.web.container"]


def test_secrets_are_podmans() -> None:
    secret = Concat(("before ", SECRET))
    web = node("web", image=IMAGE, environment={"A": secret}, secrets={"key": SECRET}, files={"/etc/a": secret})
    found = package(web)
    assert [note.how for note in found.secrets] == [
        "run `podman secret create shop.web.env.A FILE`",
        "run `podman secret create shop.web.secret.key FILE`",
        "run `podman secret create shop.web.file.0cf488d6 FILE`",
    ]
    for note in found.secrets:
        assert f'Secret="{note.name},' in found.files["containers/shop.web.container"]


def test_isolation_is_podmans_runtime() -> None:
    web, apart = node("web", image=IMAGE), policy("Isolation", "web", by="user-space-kernel")
    found = unit(web, apart, options={"sandbox_runtime": "runsc"})
    assert values(found, "Container", "GlobalArgs") == ['"--runtime=runsc"']


def test_names_of_units_never_come_together() -> None:
    """A volume's service would be named like that of a container, and an instance like another container."""
    web = node("web", image=IMAGE, scalable={"default_instances": 2})
    others = [node(name, image=IMAGE) for name in ("web-1", "data-volume", "data-g1-volume", "default-network")]
    data = node("data", "toposmith.nodes.Volume")
    found = units(web, *others, data, edge("web", "storage", "data", location="/data"))
    kinds = {".container": "", ".volume": "-volume", ".network": "-network"}
    services = [path.replace(ending, kind) for path in found for ending, kind in kinds.items() if path.endswith(ending)]
    assert len(services) == len(set(services)) == len(found)
