"""Who holds a port of the host."""

from provisioners.backends.compose.holders import holder, with_holder
from provisioners.backends.contract import Endpoint, PlatformError

LISTED = [
    {"Names": ["/quiet"], "Ports": []},
    {"Names": ["/inside"], "Ports": [{"PrivatePort": 8080, "Type": "tcp"}]},
    {"Names": ["/outside"], "Ports": [{"PrivatePort": 80, "PublicPort": 8080, "Type": "tcp", "IP": "127.0.0.1"}]},
]


def test_the_one_that_publishes_it() -> None:
    assert holder(LISTED, 8080) == "outside"
    assert holder(LISTED, 80) is None


def test_other_failures_are_left_alone() -> None:
    error = PlatformError("The disk is full.")
    assert with_holder(Endpoint("unix:///nonexistent"), error) is error
