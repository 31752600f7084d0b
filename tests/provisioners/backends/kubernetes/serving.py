"""Containers for tests on a cluster: one that answers HTTP with its version, and looks at it from outside."""

import threading
import urllib.request
from collections import Counter
from typing import Any

from tests.images.debian_base import NAME as IMAGE
from tests.provisioners.graphs import node
from topology.graph.model import Node

SERVER = r"""
use IO::Socket::INET;
$SIG{TERM} = sub { exit 0 };
my $server = IO::Socket::INET->new(LocalPort => 8080, Listen => 50, ReuseAddr => 1) or die $!;
while (1) {
    my $client = $server->accept or next;
    while (my $line = <$client>) { last if $line =~ /^\r?\n$/ }
    print $client "HTTP/1.0 200 OK\r\nContent-Length: " . length($ENV{VERSION}) . "\r\n\r\n" . $ENV{VERSION};
    close $client;
}
"""
CHECK = "use IO::Socket::INET; exit(IO::Socket::INET->new(PeerAddr => '127.0.0.1:8080') ? 0 : 1)"
STAYS = ("sh", "-c", "trap 'exit 0' TERM; sleep 1000 & wait")


def server(version: str, **properties: Any) -> Node:
    """A container ``web`` that answers every request with its version, at a node port."""
    return node(
        "web",
        image=IMAGE,
        command=("perl", "-e", SERVER),
        environment={"VERSION": version},
        ports=({"target": 8080, "address": "0.0.0.0"},),
        health_check={"command": ("perl", "-e", CHECK), "interval": "1 s", "timeout": "5 s"},
        stop_grace_period="2 s",
        endpoint={"protocol": "http", "port": 8080},
        **properties,
    )


def staying(address: str, **properties: Any) -> Node:
    """A container that stays and ends when it is told to."""
    return node(address, image=IMAGE, command=STAYS, stop_grace_period="2 s", **properties)


def fetched(url: str) -> str:
    """What is answered at an address."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        found: str = answer.read().decode()
        return found


class Load:
    """Asks again and again while a context lasts, and counts the answers; a failed request is counted by its error."""

    def __init__(self, url: str, threads: int = 3) -> None:
        self._url = url
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(threads)]
        self.answers: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        while not self._over.is_set():
            try:
                self.answers[fetched(self._url)] += 1
            except OSError as error:
                self.errors[repr(error)] += 1
