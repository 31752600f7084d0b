import re
from pathlib import Path

import pytest
from django.test import Client

from tests.webui.conftest import People

ADDRESSES = ["/", "/topologies", "/topologies/1", "/deployments/1/plans/2", "/targets", "/tokens"]


@pytest.fixture
def member(client: Client, people: People) -> Client:
    client.force_login(people.member)
    return client


@pytest.mark.usefixtures("front_end")
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_front_end_gives_the_one_page(member: Client, address: str) -> None:
    page = member.get(address)
    assert page.status_code == 200
    assert '<div id="root">' in page.text
    assert "/static/assets/main.js" in page.text
    assert "/static/assets/main.css" in page.text
    assert "csrftoken" in member.cookies


@pytest.mark.usefixtures("front_end")
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_signed_in_is_sent_there_with_the_way_back(client: Client, address: str, db: None) -> None:
    answer = client.get(f"{address}?node=web")
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next={address.replace('/', '%2F')}%3Fnode%3Dweb"


@pytest.mark.parametrize("address", ["/topologiesque", "/admin", "/api/v1/nothing", "/static/none.js"])
def test_other_addresses_are_not_the_front_ends(member: Client, address: str) -> None:
    assert member.get(address).status_code == 404


def test_the_page_cannot_be_written_to(member: Client) -> None:
    assert member.post("/topologies").status_code == 405


@pytest.mark.usefixtures("front_end")
@pytest.mark.parametrize("address", ["/topologies", "/password"])
def test_the_policy_lets_in_our_own_files_and_nothing_inline(member: Client, address: str) -> None:
    policy = member.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.usefixtures("front_end")
def test_the_number_for_styles_is_new_each_time_and_the_same_in_page_and_policy(member: Client) -> None:
    def numbers() -> tuple[str, str]:
        page = member.get("/topologies")
        in_page = re.search(r'<meta name="csp-nonce" nonce="([^"]{16,})">', page.text)
        in_policy = re.search(r"'nonce-([^']+)'", page["Content-Security-Policy"])
        assert in_page
        assert in_policy
        return in_page[1], in_policy[1]

    one, other = numbers(), numbers()
    assert one[0] == one[1]
    assert one != other


@pytest.mark.usefixtures("front_end")
@pytest.mark.parametrize("address", ["/sign-in", "/password", "/topologies"])
def test_the_pages_hold_no_script_and_no_style_of_their_own(client: Client, people: People, address: str) -> None:
    if address != "/sign-in":
        client.force_login(people.member)
    page = client.get(address).text
    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", page))


@pytest.mark.parametrize("address", ["/sign-in", "/topologies"])
def test_a_front_end_that_is_not_built_is_told_with_what_to_do(
    client: Client, people: People, front_end: Path, address: str
) -> None:
    (front_end / "manifest.json").unlink()
    if address == "/topologies":
        client.force_login(people.member)
    page = client.get(address)
    assert page.status_code == 503
    assert "npm run build" in page.text
