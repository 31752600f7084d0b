"""The template's word counts, and for the rest the image's."""

from provisioners.outputs.capabilities import capabilities, capability, is_capability
from provisioners.outputs.contract import LocalImage
from provisioners.outputs.process import arguments, environment, wanted_user, working_dir
from tests.provisioners.containers.reading import container
from tests.provisioners.graphs import node
from tests.provisioners.outputs.rendering import IMAGE

HERE = LocalImage(("/bin/site",), ("serve",), {"A": "image", "PATH": "/bin"}, "web", "/srv")


def test_the_template_says_nothing() -> None:
    web = container(node("web", image=IMAGE))
    assert arguments(web, HERE) == ("/bin/site", "serve")
    assert environment(web, HERE) == {"PATH": "/bin", "A": "image"}
    assert (wanted_user(web, HERE), working_dir(web, HERE)) == ("web", "/srv")


def test_the_template_says_all() -> None:
    own = container(
        node("web", image=IMAGE, entrypoint=("/own",), environment={"A": "own"}, user="1", working_dir="/w")
    )
    assert arguments(own, HERE) == ("/own",)
    assert environment(own, HERE) == {"PATH": "/bin", "A": "own"}
    assert (wanted_user(own, HERE), working_dir(own, HERE)) == ("1", "/w")


def test_nobody_says_anything() -> None:
    web = container(node("web", image=IMAGE))
    assert arguments(web, None) is None
    assert arguments(web, LocalImage()) is None
    assert environment(web, None)["PATH"].startswith("/usr/local/sbin:")
    assert (wanted_user(web, None), working_dir(web, None)) == ("", "/")


def test_capabilities() -> None:
    assert capability("net_admin") == capability("CAP_NET_ADMIN") == "CAP_NET_ADMIN"
    assert is_capability("SYS_ADMIN")
    assert not is_capability("FLY")
    assert len(capabilities(container(node("web", image=IMAGE)))) == 14
