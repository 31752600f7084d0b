"""What can be said only by parameters of the engine needs a right of its own, beside the right for the thing itself."""

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.mesos.rendering import app, codes, web
from topology.values.value import Value

PARAMETERS: list[tuple[str, Value, Right | None, dict[str, str]]] = [
    ("user", "1000:1000", None, {"key": "user", "value": "1000:1000"}),
    ("working_dir", "/srv", None, {"key": "workdir", "value": "/srv"}),
    ("read_only", True, None, {"key": "read-only", "value": "true"}),
    ("host_pid", True, Right.HOST_PID, {"key": "pid", "value": "host"}),
    ("host_ipc", True, Right.HOST_IPC, {"key": "ipc", "value": "host"}),
    ("added_capabilities", ("NET_ADMIN",), Right.ADDED_CAPABILITIES, {"key": "cap-add", "value": "NET_ADMIN"}),
    ("devices", ("/dev/a",), Right.DEVICES, {"key": "device", "value": "/dev/a"}),
]


@pytest.mark.parametrize(("key", "value", "right", "expected"), PARAMETERS)
def test_both_rights_are_needed(key: str, value: Value, right: Right | None, expected: dict[str, str]) -> None:
    own = () if right is None else (right,)
    asking = web(**{key: value})
    assert ("TS711", 40) in codes(asking)
    assert codes(asking, rights=own) == [("TS711", 40)]
    if right is not None:
        assert "TS711" not in [code for code, _ in codes(asking, rights=(Right.ENGINE_PARAMETERS,))]
        assert codes(asking, rights=(Right.ENGINE_PARAMETERS,)) != []
    made = app(asking, rights=(*own, Right.ENGINE_PARAMETERS))
    assert made["container"]["docker"]["parameters"] == [expected]


def test_a_container_that_asks_for_nothing_has_no_parameters() -> None:
    assert app(web())["container"]["docker"]["parameters"] == []


def test_privileged_is_marathons_own_and_needs_its_own_right_only() -> None:
    assert codes(web(privileged=True)) == [("TS701", 40)]
    assert app(web(privileged=True), rights=(Right.PRIVILEGED,))["container"]["docker"]["privileged"] is True


def test_text_of_a_parameter_stays_one_value() -> None:
    made = app(web(working_dir="/a --privileged"), rights=(Right.ENGINE_PARAMETERS,))
    assert made["container"]["docker"]["parameters"] == [{"key": "workdir", "value": "/a --privileged"}]
