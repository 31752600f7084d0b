"""Users by name and number."""

import pytest

from provisioners.outputs.contract import LocalImage
from provisioners.outputs.oci.users import UnknownUser, User, user_of

IMAGE = LocalImage(
    passwd="root:x:0:0::/:/bin/sh\nweb:x:33:34::/:/bin/sh\n# a comment\nodd:x:y:z\n",
    group="root:x:0:\nlog:x:50:root,web\nadm:x:4:web\nweb:x:34:\n",
)


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("", User(0, 0, (50,))),
        ("0", User(0, 0, (50,))),
        ("web", User(33, 34, (4, 50))),
        ("33", User(33, 34, (4, 50))),
        ("1000", User(1000, 0)),
        ("web:log", User(33, 50)),
        ("web:7", User(33, 7)),
        ("5:6", User(5, 6)),
    ],
)
def test_users_of_an_image(text: str, user: User) -> None:
    assert user_of(text, IMAGE) == user


@pytest.mark.parametrize(("text", "user"), [("", User()), ("5", User(5)), ("5:6", User(5, 6))])
def test_without_the_image_numbers_will_do(text: str, user: User) -> None:
    assert user_of(text, None) == user


@pytest.mark.parametrize("text", ["ghost", "web:ghost", "odd", "4294967295", "²", "-1", "0x1"])
def test_what_is_nobody(text: str) -> None:
    with pytest.raises(UnknownUser, match="the image has no"):
        user_of(text, IMAGE)
