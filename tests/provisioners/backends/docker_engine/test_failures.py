"""What Docker says when it fails, in sentences."""

import pytest

from provisioners.backends.docker_engine.failures import TAIL_LINES, explained

SAID = [
    (
        "Error response from daemon: driver failed programming external connectivity on endpoint shop-web-1 (3f): "
        "Bind for 127.0.0.1:8080 failed: port is already allocated",
        "Port 127.0.0.1:8080 of the host is in use.",
        False,
    ),
    (
        "Error starting userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use",
        "Port 127.0.0.1:8080 of the host is in use.",
        False,
    ),
    ("write /var/lib/docker/tmp/x: no space left on device", "The disk of the engine's host is full.", False),
    ("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?", "stopped answering", True),
    ("error during connect: Post http://x: EOF", "stopped answering", True),
    ("permission denied while trying to connect to the Docker daemon socket", "Add it to the group 'docker'", False),
    (
        "Error response from daemon: pull access denied for nobody/nothing, repository does not exist",
        "The image nobody/nothing cannot be had.",
        False,
    ),
    (
        "manifest for nginx:999 not found: manifest unknown: manifest unknown",
        "The image nginx:999 cannot be had.",
        False,
    ),
    ("Error response from daemon: No such image: site:1", "The image site:1 cannot be had.", False),
    (
        'Error response from daemon: Get "http://localhost:9/v2/": dial tcp 127.0.0.1:9: connect: connection refused',
        "The registry localhost:9 cannot be reached",
        True,
    ),
    (
        'Error response from daemon: Conflict. The container name "/0123456789ab_shop-web-1" is already in use by '
        'container "2ae0".',
        "still making the container 0123456789ab_shop-web-1.",
        True,
    ),
    ("toomanyrequests: You have reached your pull rate limit.", "limits how often images are pulled", True),
    (
        'invalid mount config for type "bind": bind source path does not exist: /srv/x',
        "The path /srv/x does not exist on the engine's host.",
        False,
    ),
    ("dependency failed to start: container shop-db-1 is unhealthy", "The container shop-db-1 did not become", False),
    ("container shop-web-1 exited (3)", "The container shop-web-1 ended right after its start.", False),
    ("could not find an available, non-overlapping IPv4 address pool", "no free range of addresses", False),
]


@pytest.mark.parametrize(("words", "sentence", "transient"), SAID)
def test_a_known_failure_has_a_sentence_and_keeps_the_engines_words(words: str, sentence: str, transient: bool) -> None:
    error = explained(f" Network shop-default  Created\n{words}\n", what="Starting")
    assert sentence in str(error).splitlines()[0]
    assert str(error).splitlines()[1] == words
    assert error.transient is transient


def test_an_unknown_failure_says_what_was_tried() -> None:
    error = explained("something odd\n", what="Starting the containers")
    assert str(error) == "Starting the containers failed.\nsomething odd"
    assert not error.transient


def test_nothing_said_is_no_empty_line() -> None:
    assert str(explained("", what="Starting")) == "Starting failed."


def test_only_the_end_is_kept_and_progress_is_left_out() -> None:
    lines = [f"line {number}" for number in range(50)] + [" Container shop-web-1  Starting", "   ", " web Pulling"]
    kept = str(explained("\n".join(lines), what="It")).splitlines()[1:]
    assert len(kept) == TAIL_LINES
    assert kept[-2:] == ["line 49", " web Pulling"]


def test_secrets_are_blotted_out() -> None:
    assert "top-secret" not in str(explained("bad value top-secret", what="It", hide=["top-secret"]))


def test_what_a_build_prints_can_be_stored() -> None:
    assert "\0" not in str(explained("Step 2/2 : RUN make\nbad\0byte\n", what="Building"))
