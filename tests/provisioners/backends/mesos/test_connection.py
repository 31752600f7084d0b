"""How Marathon is reached: credentials, certificates, and what goes wrong on the way."""

import re
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.mesos import backend
from tests.provisioners.backends.authority import Authority
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import container, topology
from tests.provisioners.backends.mesos.conftest import TOKEN
from tests.standins.marathon.server import StandIn

VERSION = "Marathon 1.8.222-stand-in with Chronos, which has 0 jobs"


def with_credential(endpoint: Endpoint, **fields: str) -> Endpoint:
    return replace(endpoint, credential={"ca": endpoint.credential["ca"], **fields})


def test_it_answers_with_its_version(endpoint: Endpoint) -> None:
    assert backend.ping(endpoint) == VERSION
    assert backend.ping(replace(endpoint, options={})) == "Marathon 1.8.222-stand-in"


def test_the_token_goes_as_dcos_wants_it(endpoint: Endpoint, standin: StandIn) -> None:
    backend.ping(endpoint)
    assert set(standin.authorizations) == {f"token={TOKEN}"}


@pytest.mark.parametrize("fields", [{}, {"token": "wrong"}, {"username": "ops", "password": "wrong"}])
def test_a_credential_that_is_not_accepted(endpoint: Endpoint, standin: StandIn, fields: dict[str, str]) -> None:
    standin.let.users = {"ops": "right"}
    with pytest.raises(PlatformError, match="does not accept the target's credential") as raised:
        backend.ping(with_credential(endpoint, **fields))
    assert not raised.value.transient
    assert "wrong" not in str(raised.value)


def test_whoever_may_only_read(harness: Harness, standin: StandIn) -> None:
    standin.let.users, standin.let.readers = {"guest": "pw"}, frozenset({"guest"})
    harness.endpoint = with_credential(harness.endpoint, username="guest", password="pw")
    assert backend.ping(harness.endpoint) == VERSION
    with pytest.raises(PlatformError, match=r"(?s)does not allow that.*Not Authorized") as raised:
        harness.deploy(topology(container()))
    assert not raised.value.transient
    assert standin.world.apps == {}


def test_a_credential_that_says_two_things(endpoint: Endpoint, standin: StandIn) -> None:
    with pytest.raises(PlatformError, match="Give one of them"):
        backend.ping(with_credential(endpoint, token="a", username="b"))
    assert standin.requests == []


@pytest.mark.parametrize("token", ["xyzzy-token\n", "xyzzy-\r\nX-Header: a", "xyzzy-\N{SNOWMAN}"])
def test_a_token_that_fits_into_no_header_is_not_shown(endpoint: Endpoint, standin: StandIn, token: str) -> None:
    with pytest.raises(PlatformError, match="Make the target again with the token on one line") as raised:
        backend.ping(with_credential(endpoint, token=token))
    assert not raised.value.transient
    assert "xyzzy" not in "".join(traceback.format_exception(raised.value))
    assert standin.requests == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "tcp://127.0.0.1:9", "unix:///run/x"])
def test_only_https(url: str) -> None:
    with pytest.raises(PlatformError, match="https:// only") as raised:
        backend.ping(Endpoint(url, {"token": "x"}))
    assert not raised.value.transient


def test_a_server_that_is_not_trusted(endpoint: Endpoint, standin: StandIn) -> None:
    stranger = Authority.make("somebody else").certificate()
    with pytest.raises(PlatformError, match=r"(?s)no certificate that.*certificate verify failed") as raised:
        backend.ping(replace(endpoint, credential={"token": TOKEN, "ca": stranger}))
    assert not raised.value.transient
    assert standin.requests == []


def test_a_certificate_authority_that_is_none(endpoint: Endpoint) -> None:
    with pytest.raises(PlatformError) as raised:
        backend.ping(replace(endpoint, credential={"token": TOKEN, "ca": "not a PEM"}))
    assert TOKEN not in str(raised.value)


def test_redirects_are_not_followed(endpoint: Endpoint, standin: StandIn) -> None:
    standin.fail(307, method="GET", path="/v2/info")
    with pytest.raises(PlatformError, match="redirects are not followed"):
        backend.ping(endpoint)


@pytest.mark.parametrize(
    ("status", "is_transient"), [(500, True), (502, True), (503, True), (400, False), (404, False)]
)
def test_other_refusals(endpoint: Endpoint, standin: StandIn, status: int, is_transient: bool) -> None:
    standin.fail(status, method="GET", path="/v2/info", body={"message": "in its own words"})
    with pytest.raises(PlatformError, match=rf"Marathon refused \({status}\): in its own words") as raised:
        backend.ping(endpoint)
    assert raised.value.transient is is_transient


def test_a_connection_that_is_cut(endpoint: Endpoint, standin: StandIn) -> None:
    standin.fail(None)
    with pytest.raises(PlatformError, match="does not answer") as raised:
        backend.ping(endpoint)
    assert raised.value.transient


def test_nobody_there() -> None:
    with pytest.raises(PlatformError, match="does not answer") as raised:
        backend.ping(Endpoint("https://127.0.0.1:9", {"token": "xyzzy"}))
    assert raised.value.transient
    assert "xyzzy" not in str(raised.value)


def test_the_workers_environment_is_not_used(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "nothing"))
    assert backend.ping(endpoint) == VERSION


def test_marathon_may_be_below_a_path(endpoint: Endpoint, standin: StandIn) -> None:
    with pytest.raises(PlatformError, match="URI not found: /service/marathon/v2/info"):
        backend.ping(replace(endpoint, options={**endpoint.options, "path": "/service/marathon"}))


@pytest.mark.parametrize(("name", "good", "bad"), [
    ("path", "/service/marathon", "/../x?y"), ("group", "team", "Team"),
    ("chronos", "https://c.example:4400", "c.example"),
    ("chronos", "http://10.0.0.1:8080", "https://user:pw@c.example"), ("agents", "/agent/{agent}", "https://x/{agent}"),
    ("network", "dcos", "a b"), ("volume_driver", "rexray", "a/b"), ("default_cpus", "0.25", "lots"),
    ("default_memory", "512", "0"), ("registry_credentials", "file:///etc/docker.tar.gz", "x; rm"),
    ("dns_domain", "marathon.mesos", "-x"), ("vip_domain", "marathon.l4lb.thisdcos.directory", "a b"),
])  # fmt: skip
def test_the_options_have_patterns(name: str, good: str, bad: str) -> None:
    pattern = backend.options[name].pattern
    assert re.fullmatch(pattern, good)
    assert not re.fullmatch(pattern, bad)


def test_chronos_is_an_address_under_the_policy_for_outbound_connections() -> None:
    assert {name for name, option in backend.options.items() if option.schemes} >= {"chronos", "registry", "builder"}
