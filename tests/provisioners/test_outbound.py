import pytest

from provisioners import outbound
from provisioners.errors import Refused
from provisioners.outbound import check_endpoint, resolve_host

PUBLIC = "93.184.215.14"
SCHEMES = ("unix", "tcp", "http", "https")


def leading_to(*addresses: str):
    return lambda host, port: list(addresses)


def check(endpoint: str, *addresses: str, allowed: tuple[str, ...] = (), schemes: tuple[str, ...] = SCHEMES):
    return check_endpoint(endpoint, allowed, schemes=schemes, resolve=leading_to(*addresses))


def code_of(endpoint: str, *addresses: str, **fields: tuple[str, ...]) -> str:
    with pytest.raises(Refused) as refused:
        check(endpoint, *addresses, **fields)
    return refused.value.code


def test_a_public_host_may_be_named() -> None:
    found = check("tcp://docker.example.org", PUBLIC)

    assert (found.host, found.port, found.addresses) == ("docker.example.org", 2376, (PUBLIC,))


@pytest.mark.parametrize(
    ("endpoint", "port"),
    [
        ("https://k8s.example.org", 443),
        ("http://marathon.example.org/", 80),
        ("https://k8s.example.org:6443", 6443),
        ("https://rancher.example.org/k8s/clusters/c-1", 443),
        ("https://[2606:2800::1]:8443/service/marathon/", 8443),
    ],
)
def test_a_server_has_the_port_of_its_scheme_and_may_be_below_a_path(endpoint: str, port: int) -> None:
    assert check(endpoint, PUBLIC).port == port


def test_only_schemes_that_make_sense_are_taken() -> None:
    with pytest.raises(Refused) as refused:
        check("tcp://host:1", PUBLIC, schemes=("unix", "https"))

    assert refused.value.message == "'tcp://host:1' is no endpoint. Write unix:///PATH or https://HOST:PORT."


def test_what_is_on_no_network_must_be_allowed_exactly() -> None:
    assert code_of("in-cluster:", schemes=("in-cluster",)) == "endpoint_not_allowed"
    with pytest.raises(Refused, match=r"Write https://HOST:PORT or in-cluster:\."):
        check("tcp://host:1", schemes=("https", "in-cluster"))
    assert check("in-cluster:", allowed=("in-cluster:",), schemes=("in-cluster",)).host is None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.17.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
    ],
)
def test_no_host_may_lead_back_to_us_or_to_our_surroundings(address: str) -> None:
    assert code_of("tcp://innocent.example.org:2376", address) == "endpoint_not_allowed"


def test_one_bad_address_among_good_ones_is_enough() -> None:
    assert code_of("tcp://two.example.org:2376", PUBLIC, "127.0.0.1") == "endpoint_not_allowed"


@pytest.mark.parametrize("allowed", [("10.0.0.0/8",), ("tcp://inside:2376",), ("fd00::/8", "10.1.2.3/32")])
def test_an_administrator_allows_networks_and_endpoints(allowed: tuple[str, ...]) -> None:
    assert check("tcp://inside:2376", "10.1.2.3", allowed=allowed).addresses == ("10.1.2.3",)


def test_an_allowed_network_allows_no_other() -> None:
    assert code_of("tcp://inside:2376", "10.1.2.3", allowed=("192.168.0.0/16",)) == "endpoint_not_allowed"


def test_a_server_of_https_has_its_own_port() -> None:
    assert check("https://cluster.example.org", PUBLIC, schemes=("https",)).port == 443


def test_the_workers_own_cluster_must_be_allowed_exactly() -> None:
    schemes = ("https", "in-cluster")
    assert code_of("in-cluster://", schemes=schemes) == "endpoint_not_allowed"
    assert code_of("in-cluster://", schemes=schemes, allowed=("10.0.0.0/8",)) == "endpoint_not_allowed"
    assert check("in-cluster://", allowed=("in-cluster://",), schemes=schemes).addresses == ()


def test_a_socket_of_this_machine_must_be_allowed_exactly() -> None:
    socket = "unix:///var/run/docker.sock"

    assert code_of(socket) == "endpoint_not_allowed"
    assert code_of(socket, allowed=("unix:///var/run",)) == "endpoint_not_allowed"
    assert check(socket, allowed=(socket,)).addresses == ()


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "docker.example.org",
        "file:///etc/passwd",
        "ssh://root@host",
        "tcp://",
        "tcp://host:port",
        "tcp://host:99999",
        "tcp://host/path",
        "tcp://host?query",
        "tcp://[::1",
        "tcp://me:opensesame@host:2376",
        "TCP://host:2376",
        "https://host/a/../b",
        "https://host/a//b",
        "https://host/%2e%2e",
        "https://host/a?",
        "https://host/#",
        "https://host/a\n",
    ],
)
def test_what_is_no_endpoint_is_refused(endpoint: str) -> None:
    assert code_of(endpoint, PUBLIC) == "endpoint_malformed"


def test_a_password_in_an_endpoint_is_not_shown() -> None:
    with pytest.raises(Refused) as refused:
        check("tcp://me:opensesame@host:2376", PUBLIC)

    assert "opensesame" not in refused.value.message


def test_a_host_is_resolved_once() -> None:
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    check_endpoint("https://host.example.org:6443", (), schemes=SCHEMES, resolve=resolve)

    assert asked == ["host.example.org"]


def test_a_host_that_is_not_there_is_told(monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr(outbound.socket, "getaddrinfo", fail)

    with pytest.raises(Refused) as refused:
        resolve_host("nowhere.invalid", 1)

    assert refused.value.code == "endpoint_unknown"


def test_the_systems_resolver_answers_for_an_address() -> None:
    assert resolve_host("127.0.0.1", 80) == ["127.0.0.1"]
