import pytest
from django.test import RequestFactory

from tests.rows import PASSWORD, make_team, make_user
from topology.errors import Refused
from webui.accounts import sign_in as module
from webui.accounts.models import User
from webui.accounts.sign_in import TooManyAttempts, sign_in
from webui.accounts.throttling import FREE_FAILURES, SignInThrottle


@pytest.fixture(autouse=True)
def fresh_throttle(monkeypatch) -> None:
    monkeypatch.setattr(module, "throttle", SignInThrottle(lambda: 0.0))


@pytest.fixture
def user(db: None) -> User:
    return make_user(make_team())


@pytest.fixture
def request_(client):
    request = RequestFactory().post("/sign-in")
    request.session = client.session
    return request


def test_name_and_password_begin_a_session(user: User, request_) -> None:
    assert sign_in(request_, username=user.username, password=PASSWORD) == user
    assert request_.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("name", ["", "nobody"])
def test_unknown_names_and_wrong_passwords_sound_the_same(user: User, request_, name: str) -> None:
    with pytest.raises(Refused) as wrong_name:
        sign_in(request_, username=name, password=PASSWORD)
    with pytest.raises(Refused) as wrong_password:
        sign_in(request_, username=user.username, password="wrong")

    assert wrong_name.value.message == wrong_password.value.message
    assert wrong_name.value.code == "wrong_credentials"


def test_after_many_failures_even_the_right_password_must_wait(user: User, request_) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(Refused):
            sign_in(request_, username=user.username, password="wrong")

    with pytest.raises(TooManyAttempts) as refused:
        sign_in(request_, username=user.username, password=PASSWORD)

    assert refused.value.retry_after == 1


def test_a_deactivated_user_cannot_sign_in(user: User, request_) -> None:
    user.is_active = False
    user.save()

    with pytest.raises(Refused):
        sign_in(request_, username=user.username, password=PASSWORD)
