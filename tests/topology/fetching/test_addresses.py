import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.fetching.addresses import checked_addresses, is_public, look_up
from topology.sources import SourceRefused

PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808"]
OTHERS = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "2002:7f00:1::1",
    "64:ff9b::7f00:1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses(text):
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", OTHERS)
def test_addresses_that_only_this_machine_or_its_network_reaches(text):
    assert not is_public(ipaddress.ip_address(text))


@given(st.ip_addresses())
def test_no_address_that_is_private_is_public(address):
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        wraps = isinstance(address, ipaddress.IPv6Address) and (
            address.ipv4_mapped or address.sixtofour or address.teredo
        )
        assert wraps or not is_public(address)


def code_of(found, networks=()):
    with pytest.raises(SourceRefused) as caught:
        checked_addresses("x.example", 443, networks, lambda host, port: found)
    return caught.value.code


def test_every_address_of_a_host_is_checked():
    assert code_of(["93.184.215.14", "10.0.0.1"]) == "TS212"
    assert code_of(["169.254.169.254"]) == "TS212"


def test_listed_networks_may_be_reached():
    found = ["10.1.2.3", "93.184.215.14", "::ffff:a01:203"]
    assert checked_addresses("x.example", 443, ["10.1.0.0/16"], lambda host, port: found) == found
    assert code_of(found, ["10.2.0.0/16"]) == "TS212"


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long"), OSError()])
def test_a_host_that_is_not_found(error):
    def resolve(host, port):
        raise error

    with pytest.raises(SourceRefused) as caught:
        checked_addresses("x.example", 443, [], resolve)
    assert (caught.value.code, str(caught.value)) == ("TS213", "the host `x.example` is not found")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "017700000001"])
def test_other_ways_to_write_the_loopback_address_lead_to_it(host):
    assert look_up(host, 80) == ["127.0.0.1"]
    assert code_of(look_up(host, 80)) == "TS212"
