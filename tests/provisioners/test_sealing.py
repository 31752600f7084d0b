"""Sealing: only a private key opens, several may be held, and nothing of the content shows in errors."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from provisioners import sealing

OLD, NEW = sealing.generate_keys(), sealing.generate_keys()


@given(st.text())
def test_what_is_sealed_opens_with_the_private_key(text: str) -> None:
    assert sealing.unseal(sealing.seal(text, NEW.public), [NEW.private]) == text


def test_an_older_key_still_opens_after_rotation() -> None:
    assert sealing.unseal(sealing.seal("old", OLD.public), [NEW.private, OLD.private]) == "old"


def test_no_other_key_opens() -> None:
    with pytest.raises(sealing.SealError):
        sealing.unseal(sealing.seal("text", OLD.public), [NEW.private])


def test_the_web_without_private_keys_cannot_open(settings) -> None:
    settings.SEAL_PRIVATE_KEYS = []
    with pytest.raises(sealing.SealError):
        sealing.unseal(sealing.seal("text", OLD.public))


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert sealing.seal("text", OLD.public) != sealing.seal("text", OLD.public)


def test_the_keys_of_the_settings_are_the_default(settings) -> None:
    settings.SEAL_PUBLIC_KEY, settings.SEAL_PRIVATE_KEYS = NEW.public, [NEW.private]
    assert sealing.unseal(sealing.seal("text")) == "text"
    assert sealing.unseal_fields(sealing.seal_fields({"token": "t"})) == {"token": "t"}


def test_no_credential_has_no_fields() -> None:
    assert sealing.unseal_fields(None) == {}


@pytest.mark.parametrize("sealed", ["", "hunter2", "v1.", "v1.!!!", "v1.AAAA", "v2.AAAA"])
def test_a_damaged_text_is_refused_without_showing_it(sealed: str) -> None:
    with pytest.raises(sealing.SealError) as refused:
        sealing.unseal(sealed, [OLD.private])
    assert "hunter2" not in str(refused.value)


def test_a_changed_ciphertext_is_refused() -> None:
    sealed = sealing.seal("text", OLD.public)
    changed = sealed[:-9] + ("A" if sealed[-9] != "A" else "B") + sealed[-8:]
    with pytest.raises(sealing.SealError):
        sealing.unseal(changed, [OLD.private])


@pytest.mark.parametrize("key", ["", "short", "not base64 at all !"])
def test_a_key_that_is_none_is_told(key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="TOPOSMITH_SEAL_PUBLIC_KEY"):
        sealing.seal("text", key)


def test_digests_compare_secrets_but_depend_on_the_key(settings) -> None:
    settings.DIGEST_KEY = "one"
    first = sealing.keyed_digest("secret")
    assert first == sealing.keyed_digest("secret")
    assert first != sealing.keyed_digest("other")
    settings.DIGEST_KEY = "two"
    assert first != sealing.keyed_digest("secret")


def test_without_a_digest_key_there_is_no_digest(settings) -> None:
    settings.DIGEST_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="TOPOSMITH_DIGEST_KEY"):
        sealing.keyed_digest("secret")
