"""Names of images in full."""

import pytest

from provisioners.outputs.images import reference

SHA = f"sha256:{'0' * 64}"


@pytest.mark.parametrize(
    ("image", "full"),
    [
        ("nginx", "docker.io/library/nginx:latest"),
        ("nginx:1.27", "docker.io/library/nginx:1.27"),
        ("docker.io/nginx", "docker.io/library/nginx:latest"),
        ("bitnami/redis:7", "docker.io/bitnami/redis:7"),
        ("localhost/a", "localhost/a:latest"),
        ("host:5000/a/b_c__d-e", "host:5000/a/b_c__d-e:latest"),
        ("[::1]:5000/a:1", "[::1]:5000/a:1"),
        ("example.com/A.build", None),
        ("example.com/a.build", "example.com/a.build:latest"),
        (f"nginx@{SHA}", f"docker.io/library/nginx@{SHA}"),
        (f"nginx:1@{SHA}", f"docker.io/library/nginx:1@{SHA}"),
    ],
)
def test_names(image: str, full: str | None) -> None:
    found = reference(image)
    assert (None if found is None else str(found)) == full


@pytest.mark.parametrize(
    "image", ["", "-v", "--x", "a b", "a/", "/a", "a:", "a:b:c", "a@b", "é", "a;b", "a\n", "a//b", "A"]
)
def test_what_is_no_name(image: str) -> None:
    assert reference(image) is None


def test_the_parts() -> None:
    found = reference("example.com/a/b:1")
    assert found is not None
    assert (found.host, found.path, found.tag, found.name) == ("example.com", "a/b", "1", "example.com/a/b")
