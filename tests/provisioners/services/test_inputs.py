import pytest

from provisioners.errors import Invalid, Refused
from provisioners.sealing import unseal
from provisioners.services.inputs import as_value, separate_inputs, shown_secret
from tests.rows import WEB_TEMPLATE, make_team, make_template
from topology.models import TemplateVersion
from topology.services import create_template


@pytest.fixture
def version(db: None) -> TemplateVersion:
    return make_template(make_team()).versions.get()


def test_plain_inputs_are_kept_as_they_are(version: TemplateVersion) -> None:
    kept = separate_inputs(version, {"greeting": "hi"})

    assert (kept.plain, kept.sealed, kept.digests) == ({"greeting": "hi"}, {}, {})


def test_secret_inputs_are_kept_sealed_and_as_a_digest(version: TemplateVersion) -> None:
    kept = separate_inputs(version, {"password": "opensesame"})

    assert kept.plain == {}
    assert unseal(kept.sealed["input:password"]) == "opensesame"
    assert "opensesame" not in str(kept)


def test_equal_secrets_have_equal_digests(version: TemplateVersion) -> None:
    one, same, other = (separate_inputs(version, {"password": text}).digests for text in ("a", "a", "b"))

    assert one == same != other


def test_a_number_is_sealed_as_its_text(version: TemplateVersion) -> None:
    assert unseal(separate_inputs(version, {"password": 1234}).sealed["input:password"]) == "1234"


def test_a_secret_as_it_is_shown_is_left_out(version: TemplateVersion) -> None:
    kept = separate_inputs(version, {"password": shown_secret("password")})

    assert kept.sealed == {}


@pytest.mark.parametrize("value", ["anvil", 12345])
def test_a_secret_that_the_template_forbids_is_refused_and_not_shown(db: None, value: object) -> None:
    text = WEB_TEMPLATE.replace(
        "toposmith.datatypes.Secret", "toposmith.datatypes.Secret\n      constraints: [ min_length: 8 ]"
    )
    strict = create_template(team=make_team(), author="a", name="Strict", files={"web.yaml": text.encode()})

    with pytest.raises(Invalid) as refused:
        separate_inputs(strict.versions.get(), {"password": value})

    assert [finding.code for finding in refused.value.diagnostics] == ["TS532"]
    assert str(value) not in repr(refused.value.diagnostics)


@pytest.mark.parametrize("value", [None, ["a"], {"secret": "input:other"}, {}])
def test_a_secret_that_is_no_text_is_refused(version: TemplateVersion, value: object) -> None:
    with pytest.raises(Refused) as refused:
        separate_inputs(version, {"password": value})

    assert refused.value.code == "input_unfit"


def test_a_name_that_the_template_lacks_is_refused(version: TemplateVersion) -> None:
    with pytest.raises(Refused) as refused:
        separate_inputs(version, {"nothing": 1})

    assert refused.value.code == "input_unknown"


def test_json_becomes_values() -> None:
    assert as_value({"a": [1, {"b": None}], "c": 0.5}) == {"a": (1, {"b": None}), "c": 0.5}


@pytest.mark.parametrize("value", ["a\0b", "\ud800", ["\udfff"], {"a\0": 1}, {"a": {"b": ["\0"]}}])
def test_text_that_cannot_be_kept_is_refused(version: TemplateVersion, value: object) -> None:
    for name in ("greeting", "password"):
        with pytest.raises(Refused) as refused:
            separate_inputs(version, {name: value})
        assert refused.value.code == "input_unfit"


def test_what_is_nested_too_deep_is_refused(version: TemplateVersion) -> None:
    deep: object = "x"
    for _ in range(500):
        deep = [deep]

    with pytest.raises(Refused) as refused:
        separate_inputs(version, {"greeting": deep})

    assert refused.value.code == "input_unfit"
