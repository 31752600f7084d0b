import pytest
from toposmith_fake.world import World

from provisioners.backends.contract import Right
from provisioners.errors import Conflict, Refused
from provisioners.models import Target
from provisioners.sealing import unseal_fields
from provisioners.services.targets import create_target, delete_target, installed_backend
from tests.rows import make_deployment, make_team
from webui.accounts.models import Team

SOCKET = "unix:///run/engine.sock"


@pytest.fixture
def team(db: None, settings) -> Team:
    settings.ALLOWED_ENDPOINTS = [SOCKET]
    return make_team()


def make(team: Team, **fields: object) -> Target:
    return create_target(**{"team": team, "name": "here", "backend": "compose", "endpoint": SOCKET, **fields})


def test_rights_are_kept_once_and_in_order(team: Team) -> None:
    target = make(team, rights=[Right.LOW_PORTS, Right.DEVICES, Right.LOW_PORTS])

    assert Target.objects.get().rights == target.rights == ["devices", "low-ports"]


def test_a_credential_is_sealed(team: Team) -> None:
    make(team, credential={"ca": "CA", "cert": "CERT", "key": "opensesame"})

    stored = Target.objects.get()
    assert b"opensesame" not in bytes(stored.credential)
    assert unseal_fields(bytes(stored.credential))["key"] == "opensesame"


def test_without_a_credential_there_is_none(team: Team) -> None:
    assert make(team, credential={}).credential is None


@pytest.mark.parametrize("field", ["path", "key_file", "exec", "token"])
def test_only_typed_fields_make_a_credential(team: Team, field: str) -> None:
    with pytest.raises(Refused) as refused:
        make(team, credential={field: "opensesame"})

    assert refused.value.code == "credential_refused"
    assert "opensesame" not in refused.value.message


@pytest.mark.parametrize("field", ["registry_username", "registry_password"])
@pytest.mark.parametrize("value", ["opensesame\n", " opensesame", "open\r\nsesame", "open\u2028sesame"])
def test_what_goes_into_a_header_is_one_line(team: Team, field: str, value: str) -> None:
    with pytest.raises(Refused, match=f"{field} of the credential must be one line") as refused:
        make(team, credential={field: value})

    assert refused.value.code == "credential_refused"
    assert "sesame" not in refused.value.message


def test_a_token_is_one_line_and_a_certificate_has_many(fake_team: Team, tmp_path) -> None:
    with pytest.raises(Refused, match="token of the credential must be one line"):
        make_fake(fake_team, tmp_path, credential={"token": "opensesame\n"})
    make(fake_team, endpoint="tcp://10.0.0.7:2376", credential={"ca": "CA\nCA\n", "cert": "CERT\n", "key": "KEY\n"})


def test_a_right_that_the_backend_does_not_know_is_refused(team: Team, monkeypatch) -> None:
    monkeypatch.setattr(installed_backend("compose"), "rights", frozenset())

    with pytest.raises(Refused) as refused:
        make(team, rights=[Right.PRIVILEGED])

    assert refused.value.code == "right_unknown"


def test_an_unknown_backend_is_refused_with_those_there_are(team: Team) -> None:
    with pytest.raises(Refused, match="compose") as refused:
        make(team, backend="nothing")

    assert refused.value.code == "backend_unknown"


def test_a_name_is_taken_once_in_a_team(team: Team) -> None:
    make(team)
    make(make_team())

    with pytest.raises(Conflict):
        make(team)


def test_a_target_in_use_stays(team: Team) -> None:
    target = make_deployment(team).target

    with pytest.raises(Conflict):
        delete_target(target=target)

    assert Target.objects.filter(pk=target.pk).exists()


@pytest.fixture
def fake_team(team: Team, settings, tmp_path) -> Team:
    settings.ALLOWED_ENDPOINTS = [World(tmp_path).url, "10.0.0.0/8"]
    return team


def make_fake(team: Team, tmp_path, **fields: object) -> Target:
    return make(team, backend="fake", endpoint=World(tmp_path).url, **fields)


def test_options_are_kept_as_they_are_given(fake_team: Team, tmp_path) -> None:
    make_fake(fake_team, tmp_path, options={"flavour": "mint"})

    assert Target.objects.get().options == {"flavour": "mint"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"colour": "red"}, "has no option 'colour'; it has: flavour, registry"),
        ({"flavour": "Mint!"}, "The option flavour cannot be 'Mint!'"),
    ],
)
def test_options_that_do_not_fit_are_refused(fake_team: Team, tmp_path, options: dict, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        make_fake(fake_team, tmp_path, options=options)

    assert refused.value.code == "option_refused"
    assert not Target.objects.exists()


@pytest.mark.parametrize("registry", ["127.0.0.1:5000", "169.254.169.254"])
def test_an_option_that_is_an_address_is_under_the_same_policy(fake_team: Team, tmp_path, registry: str) -> None:
    make_fake(fake_team, tmp_path, options={"registry": "10.0.0.7:5000"})

    with pytest.raises(Refused) as refused:
        make_fake(fake_team, tmp_path, name="other", options={"registry": registry})

    assert refused.value.code == "endpoint_not_allowed"


def test_each_backend_has_its_own_fields_of_a_credential(fake_team: Team, tmp_path) -> None:
    assert make_fake(fake_team, tmp_path, credential={"token": "opensesame"}).credential is not None

    with pytest.raises(Refused, match="A credential for The fake platform consists of token, and not of ca") as refused:
        make_fake(fake_team, tmp_path, name="other", credential={"ca": "CA"})

    assert refused.value.code == "credential_refused"


def test_each_backend_has_its_own_schemes(fake_team: Team) -> None:
    with pytest.raises(Refused, match=r"Write unix:///PATH or tcp://HOST:PORT\.") as refused:
        make(fake_team, endpoint="https://10.0.0.7")

    assert refused.value.code == "endpoint_malformed"
