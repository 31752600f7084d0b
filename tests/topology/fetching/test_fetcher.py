"""Against real servers on the loopback address, which each test lists."""

import gzip
import itertools
import time

import pytest

from tests.topology.fetching.certificates import contexts
from tests.topology.fetching.servers import answer, serving
from topology.fetching import FetchLimits, PolicyFetcher
from topology.import_policy import ImportPolicy, ProfileSource
from topology.sources import SourceRefused

LOOPBACK = frozenset({"127.0.0.0/8"})
BODY = b"tosca_definitions_version: tosca_2_0\n"


def fetcher(*servers, resolve=None, networks=LOOPBACK, tls=None, **limits):
    policy = ImportPolicy(hosts=frozenset(server.origin for server in servers), networks=networks)
    chosen = {} if resolve is None else {"resolve": resolve}
    return PolicyFetcher(policy, limits=FetchLimits(**{"seconds": 5.0, **limits}), tls=tls, **chosen)


def refused(fetch, url):
    with pytest.raises(SourceRefused) as caught:
        fetch.fetch(url)
    return caught.value.code


def code_for(said, **limits):
    """The code of the refusal of what a server says to everything."""
    with serving(said) as server:
        return refused(fetcher(server, **limits), f"{server.origin}/a.yaml")


def test_a_file_is_fetched_once():
    with serving(answer(BODY)) as server:
        fetch = fetcher(server)
        url = f"{server.origin}/types/a.yaml?v=1"
        assert fetch.fetch(url) == fetch.fetch(url) == BODY
    (asked,) = server.requests
    assert asked.startswith("GET /types/a.yaml?v=1 HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in asked


def test_the_environment_adds_neither_proxy_nor_credential(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    with serving(answer(BODY)) as server:
        assert fetcher(server).fetch(f"{server.origin}/a.yaml") == BODY
    names = {line.partition(":")[0] for line in server.requests[0].splitlines()[1:] if line}
    assert names == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}


@pytest.mark.parametrize(
    "said",
    [
        answer(BODY, headers=[b"Content-Type: text/html"]),
        answer(b"5\r\ntosca\r\n0\r\n\r\n", headers=[b"Transfer-Encoding: chunked"]),
        b"HTTP/1.0 200 OK\r\n\r\nall until the end",
        answer(b"", headers=[b"Content-Encoding: identity"]),
        answer(BODY + b"and more", headers=[b"Content-Length: 37"]),
    ],
)
def test_the_ways_to_send_a_file(said):
    with serving(said) as server:
        assert isinstance(fetcher(server).fetch(f"{server.origin}/a.yaml"), bytes)


def test_a_host_that_is_not_allowed_is_not_asked():
    with serving(answer(BODY)) as server, serving(answer(BODY)) as other:
        assert refused(fetcher(other), f"{server.origin}/a.yaml") == "TS208"
    assert server.requests == []


def test_an_address_that_is_not_listed_is_not_asked():
    with serving(answer(BODY)) as server:
        assert refused(fetcher(server, networks=frozenset()), f"{server.origin}/a.yaml") == "TS212"
    assert server.requests == []


def test_the_connection_goes_to_the_address_that_was_checked():
    """A name server that answers with another address each time is asked once."""
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with serving(answer(BODY)) as server:
        policy = ImportPolicy(hosts=frozenset({f"http://moves.example:{server.port}"}), networks=LOOPBACK)
        url = f"http://moves.example:{server.port}/a.yaml"
        assert PolicyFetcher(policy, resolve=resolve).fetch(url) == BODY
        assert asked == ["moves.example"]
        assert f"Host: moves.example:{server.port}" in server.requests[0]
        assert refused(PolicyFetcher(policy, resolve=resolve), url) == "TS212"
    assert len(server.requests) == 1


def redirect(to, status=b"302 Found"):
    return answer(status=status, headers=[b"Location: " + to.encode()])


@pytest.mark.parametrize("status", [b"301 M", b"302 F", b"303 S", b"307 T", b"308 P"])
def test_redirects_inside_of_what_is_allowed_are_followed(status):
    with serving(lambda path: answer(BODY) if path == "/b/c.yaml" else redirect("b/c.yaml", status)) as server:
        assert fetcher(server).fetch(f"{server.origin}/a.yaml") == BODY


def test_a_redirect_to_another_host_is_followed_only_when_it_is_allowed():
    with serving(answer(BODY)) as other, serving(redirect(f"{other.origin}/b.yaml")) as server:
        assert refused(fetcher(server), f"{server.origin}/a.yaml") == "TS208"
        assert other.requests == []
        assert fetcher(server, other).fetch(f"{server.origin}/a.yaml") == BODY


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("file:///etc/passwd", "TS209"),
        ("http://169.254.169.254/latest/meta-data/", "TS208"),
        ("//evil.example/a.yaml", "TS208"),
        ("http://user:pass@127.0.0.1/", "TS209"),
        ("http://[::1", "TS209"),
        ("gopher://127.0.0.1/", "TS209"),
        ("\\\\evil\\share", "TS209"),
    ],
)
def test_where_redirects_do_not_lead(to, code):
    assert code_for(redirect(to)) == code


def test_redirects_are_bounded():
    with serving(lambda path: redirect(f"{path}x")) as server:
        assert refused(fetcher(server, redirects=3), f"{server.origin}/a") == "TS214"
    assert len(server.requests) == 4


def slowly(*pieces, pause=0.05, then=None):
    for piece in pieces:
        yield piece
        time.sleep(pause)
    while then is not None:
        yield then
        time.sleep(pause)


@pytest.mark.parametrize(
    "said",
    [
        lambda path: slowly(b"HTTP/1.1 200 OK\r\nX: ", then=b"x"),
        lambda path: slowly(answer(b"x" * 10, headers=[b"Content-Length: 9999"]), then=b"x"),
        lambda path: slowly(b"HTTP/1.1 200 OK\r\n\r\n", then=b"x"),
        lambda path: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda path: slowly(b"", pause=2.0),
    ],
    ids=["header", "body", "without length", "continue", "silence"],
)
def test_a_slow_server_is_left(said):
    """A byte now and then does not begin the time anew."""
    assert code_for(said, seconds=0.4, size=2**30) == "TS214"


def test_the_time_for_all_files_is_bounded():
    with serving(lambda path: slowly(answer(BODY), pause=0.3)) as server:
        fetch = fetcher(server, seconds=5.0, all_seconds=0.25)
        codes = [refused_or_none(fetch, f"{server.origin}/{number}") for number in range(3)]
    assert codes[-1] == "TS214"


def refused_or_none(fetch, url):
    try:
        fetch.fetch(url)
    except SourceRefused as error:
        return error.code
    return None


def endless(*start):
    return lambda path: itertools.chain(start, itertools.repeat(b"x" * 65536))


@pytest.mark.parametrize(
    "said",
    [
        endless(b"HTTP/1.1 200 OK\r\n\r\n"),
        endless(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n"),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"),
        answer(b"x" * 1001),
    ],
    ids=["until the end", "announced", "chunk", "negative chunk", "by one byte"],
)
def test_an_endless_body_is_left(said):
    assert code_for(said, size=1000) == "TS214"


def test_endless_headers_are_left():
    assert code_for(lambda path: itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X: y\r\n"))) == "TS213"
    assert code_for(endless(b"HTTP/1.1 200 OK\r\nX: ")) == "TS213"


def test_what_is_packed_is_not_unpacked():
    bomb = gzip.compress(bytes(2**20))
    assert code_for(answer(bomb, headers=[b"Content-Encoding: gzip"])) == "TS213"
    with serving(answer(bomb)) as server:
        assert fetcher(server).fetch(f"{server.origin}/a.yaml") == bomb


@pytest.mark.parametrize(
    "said",
    [
        answer(b"short", headers=[b"Content-Length: 9"]),
        answer(b"9\r\nshort", headers=[b"Transfer-Encoding: chunked"]),
        answer(b"x\r\nshort", headers=[b"Transfer-Encoding: chunked"]),
        answer(b"gone", status=b"404 Not Found"),
        answer(b"", status=b"304 Not Modified"),
        answer(b"part", status=b"206 Partial Content"),
        answer(b"where", status=b"302 Found"),
        b"SSH-2.0-OpenSSH_9\r\n",
        b"",
        b"HTTP/1.1 abc\r\n\r\n",
    ],
)
def test_what_is_no_whole_file_is_refused(said):
    assert code_for(said) == "TS213"


def test_a_server_that_is_not_there():
    with serving(b"") as server:
        fetch = fetcher(server)
    assert refused(fetch, f"{server.origin}/a.yaml") == "TS213"


def test_the_next_address_is_tried_when_one_does_not_answer():
    with serving(answer(BODY)) as server:
        fetch = fetcher(server, resolve=lambda host, port: ["127.0.0.99", "127.0.0.1"])
        assert fetch.fetch(f"{server.origin}/a.yaml") == BODY


def test_a_certificate_has_to_be_trusted_and_to_name_the_host(tmp_path):
    server_side, client_side = contexts(tmp_path)
    with serving(answer(BODY), tls=server_side) as server:
        url = f"{server.origin}/a.yaml"
        assert fetcher(server, tls=client_side).fetch(url) == BODY
        assert refused(fetcher(server), url) == "TS213"
        policy = ImportPolicy(hosts=frozenset({f"https://other.example:{server.port}"}), networks=LOOPBACK)
        elsewhere = PolicyFetcher(policy, resolve=lambda host, port: ["127.0.0.1"], tls=client_side)
        with pytest.raises(SourceRefused, match="certificate is not trusted"):
            elsewhere.fetch(f"https://other.example:{server.port}/a.yaml")
    assert len(server.requests) == 1


def test_a_server_without_tls_is_no_https_server():
    with serving(answer(BODY)) as server:
        policy = ImportPolicy(hosts=frozenset({f"https://127.0.0.1:{server.port}"}), networks=LOOPBACK)
        assert refused(PolicyFetcher(policy), f"https://127.0.0.1:{server.port}/a") == "TS213"


@pytest.fixture
def folders(tmp_path):
    """Two folders that were named, and a file beside them."""
    (tmp_path / "types" / "sub").mkdir(parents=True)
    (tmp_path / "types" / "sub" / "a.yaml").write_bytes(BODY)
    (tmp_path / "types" / "out.yaml").symlink_to(tmp_path / "secret")
    (tmp_path / "secret").write_bytes(b"secret")
    return PolicyFetcher(
        ImportPolicy(
            repositories={"shared": str(tmp_path / "types")},
            profiles={"org.example:1.0": ProfileSource(str(tmp_path / "types"), "sub/a.yaml")},
        ),
        limits=FetchLimits(size=100),
    )


@pytest.mark.parametrize("place", ["repository://shared/sub/a.yaml", "profile://org.example:1.0/sub/a.yaml"])
def test_a_file_of_a_folder_that_was_named(folders, place):
    assert folders.fetch(place) == BODY


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("repository://shared/b.yaml", "TS201"),
        ("repository://shared/sub", "TS204"),
        ("repository://shared/out.yaml", "TS204"),
        ("repository://shared/../secret", "TS204"),
        ("repository://other/a.yaml", "TS210"),
        ("profile://org.example:2.0/a.yaml", "TS210"),
        ("ftp://shared/a.yaml", "TS210"),
        ("https://127.0.0.1/a.yaml", "TS208"),
    ],
)
def test_nothing_else_is_reached(folders, place, code):
    assert refused(folders, place) == code
