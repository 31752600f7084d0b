import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.import_policy import NOTHING_OUTSIDE, ImportPolicy, ProfileSource, canonical, origin_of
from topology.sources import NothingFetched, SourceRefused

POLICY = ImportPolicy(
    hosts=frozenset({"https://example.org", "http://plain.example:8080"}),
    repositories={"local": "/srv/types", "web": "https://types.example/v1"},
    profiles={"org.example:1.0": ProfileSource("/srv/profile", "main/profile.yaml")},
)


def code_of(resolve, *arguments):
    with pytest.raises(SourceRefused) as caught:
        resolve(*arguments)
    return caught.value.code


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("https://example.org/a.yaml", "https://example.org/a.yaml"),
        ("HTTPS://EXAMPLE.org.:443/a.yaml?v=1", "https://example.org/a.yaml?v=1"),
        ("https://example.org", "https://example.org/"),
        ("http://plain.example:8080/a", "http://plain.example:8080/a"),
        ("https://types.example/v1/a.yaml", "https://types.example/v1/a.yaml"),
    ],
)
def test_addresses_that_are_allowed_have_one_form(written, place):
    assert POLICY.resolve_url(written) == place


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("https://other.example/a", "TS208"),
        ("http://example.org/a", "TS208"),
        ("https://example.org:8443/a", "TS208"),
        ("https://example.org.evil.example/a", "TS208"),
        ("https://types.example/v2/a", "TS208"),
        ("https://types.example/v1", "TS208"),
        ("https://types.example/v10/a", "TS208"),
        ("https://types.example/v1/../v2/a", "TS209"),
        ("https://types.example/v1/%2e%2E/a", "TS209"),
        ("https://types.example/v1/..%2fa", "TS209"),
        ("https://me@example.org/a", "TS209"),
        ("https://example.org@evil.example/a", "TS209"),
        ("https://example.org#@evil.example/a", "TS209"),
        ("https://example.org\\@evil.example/a", "TS209"),
        ("https://example.org/a b", "TS209"),
        ("https://example.org/a\r\nHost: x", "TS209"),
        ("https://exämple.org/a", "TS209"),
        ("https://example.org:99999/a", "TS209"),
        ("https://[::1/a", "TS209"),
        ("https:///a", "TS209"),
        ("file:///etc/passwd", "TS209"),
        ("ftp://example.org/a", "TS209"),
        ("//example.org/a", "TS209"),
        ("", "TS209"),
    ],
)
def test_addresses_that_are_not(written, code):
    assert code_of(POLICY.resolve_url, written) == code


def test_the_help_says_how_to_allow_a_host():
    with pytest.raises(SourceRefused) as caught:
        POLICY.resolve_url("https://other.example:8443/a")
    assert "--allow-host other.example:8443." in caught.value.help


def test_nothing_is_allowed_unless_it_is_named():
    assert code_of(NOTHING_OUTSIDE.resolve_url, "https://example.org/a") == "TS202"
    assert code_of(NOTHING_OUTSIDE.resolve_url, "file:///etc/passwd") == "TS202"
    assert code_of(NOTHING_OUTSIDE.resolve_repository, "local", None, "a.yaml") == "TS210"
    assert code_of(NOTHING_OUTSIDE.resolve_repository, "local", "https://example.org", "a.yaml") == "TS202"
    assert code_of(NOTHING_OUTSIDE.resolve_profile, "org.example:1.0") == "TS211"
    assert code_of(NothingFetched().fetch, "https://example.org/a") == "TS202"


@pytest.mark.parametrize(
    ("name", "declared", "file", "place"),
    [
        ("local", None, "a.yaml", "repository://local/a.yaml"),
        ("local", "https://evil.example", "/types/../a.yaml", "repository://local/a.yaml"),
        ("web", None, "types/a.yaml", "https://types.example/v1/types/a.yaml"),
        ("declared", "https://example.org/repo/", "a.yaml", "https://example.org/repo/a.yaml"),
    ],
)
def test_files_of_repositories(name, declared, file, place):
    assert POLICY.resolve_repository(name, declared, file) == place


@pytest.mark.parametrize(
    ("name", "declared", "file", "code"),
    [
        ("local", None, "../a.yaml", "TS203"),
        ("local", None, "a/../../a.yaml", "TS203"),
        ("local", None, "a\\b", "TS203"),
        ("local", None, "", "TS203"),
        ("web", None, "../v2/a.yaml", "TS203"),
        ("other", None, "a.yaml", "TS210"),
        ("other", "file:///etc", "passwd", "TS210"),
        ("other", "https://evil.example", "a.yaml", "TS208"),
        ("other", "https://example.org", "?@\nx", "TS209"),
    ],
)
def test_files_that_no_repository_gives(name, declared, file, code):
    assert code_of(POLICY.resolve_repository, name, declared, file) == code


def test_profiles():
    assert POLICY.resolve_profile("org.example:1.0") == "profile://org.example:1.0/main/profile.yaml"
    assert code_of(POLICY.resolve_profile, "org.example") == "TS211"


@pytest.mark.parametrize(
    ("importer", "file", "place"),
    [
        ("profile://org.example:1.0/main/profile.yaml", "../types.yaml", "profile://org.example:1.0/types.yaml"),
        ("profile://org.example:1.0/main/profile.yaml", "/types.yaml", "profile://org.example:1.0/types.yaml"),
        ("repository://local/a.yaml", "b/c.yaml", "repository://local/b/c.yaml"),
        ("https://example.org/a/b.yaml", "../c.yaml", "https://example.org/c.yaml"),
        ("https://example.org/a/b.yaml", "/c.yaml", "https://example.org/c.yaml"),
        ("https://types.example/v1/a/b.yaml", "../c.yaml", "https://types.example/v1/c.yaml"),
        ("https://example.org/a.yaml", "https://types.example/v1/c.yaml", "https://types.example/v1/c.yaml"),
    ],
)
def test_paths_in_files_from_outside_stay_where_these_came_from(importer, file, place):
    assert POLICY.resolve_relative(importer, file) == place


@pytest.mark.parametrize(
    ("importer", "file", "code"),
    [
        ("profile://org.example:1.0/main/profile.yaml", "../../types.yaml", "TS203"),
        ("repository://local/a.yaml", "../b.yaml", "TS203"),
        ("https://types.example/v1/a.yaml", "../b.yaml", "TS208"),
        ("https://example.org/a.yaml", "//evil.example/b.yaml", "TS208"),
        ("https://example.org/a.yaml", "http://[::1", "TS209"),
    ],
)
def test_paths_that_lead_away(importer, file, code):
    assert code_of(POLICY.resolve_relative, importer, file) == code


text = st.text("htps:/.@#%2e\\?[]ab \n", max_size=30)


@given(text | text.map("https://example.org/".__add__) | text.map("https://types.example/v1/".__add__))
def test_what_is_allowed_is_on_an_allowed_host(address):
    try:
        place = POLICY.resolve_url(address)
    except SourceRefused:
        return
    assert origin_of(place) in POLICY.hosts or place.startswith("https://types.example/v1/")
    assert canonical(place) == place
    assert POLICY.resolve_url(place) == place
