"""Names of images, taken apart."""

import pytest

from provisioners.images.reference import Reference, parse_reference

DIGEST = f"sha256:{'a' * 64}"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("nginx", Reference("docker.io", "library/nginx")),
        ("nginx:1.27", Reference("docker.io", "library/nginx", "1.27")),
        ("me/site", Reference("docker.io", "me/site")),
        ("docker.io/nginx", Reference("docker.io", "library/nginx")),
        ("index.docker.io/me/site:2", Reference("docker.io", "me/site", "2")),
        ("localhost/site", Reference("localhost", "site")),
        ("host:5000/team/site:v1", Reference("host:5000", "team/site", "v1")),
        ("[::1]:5000/site", Reference("[::1]:5000", "site")),
        (f"quay.io/a/b@{DIGEST}", Reference("quay.io", "a/b", "latest", DIGEST)),
        (f"quay.io/a/b:1@{DIGEST}", Reference("quay.io", "a/b", "1", DIGEST)),
    ],
)
def test_names_with_dockers_defaults(name: str, parts: Reference) -> None:
    assert parse_reference(name) == parts


def test_a_digest_counts_before_a_tag() -> None:
    assert parse_reference(f"a:1@{DIGEST}").version == DIGEST
    assert parse_reference("a:1").version == "1"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "a:",
        "a b",
        "a//b",
        "../a",
        "a/../b",
        "a@sha256:1",
        "host:port/a",
        "user@host/a",
        "a?b",
        "a#b",
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name of an image"):
        parse_reference(name)
