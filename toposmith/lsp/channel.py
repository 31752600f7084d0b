"""Messages between the server and its child: a line with the number of bytes, then so many bytes of JSON."""

import json
from typing import IO, Any

from toposmith.lsp.answers import Request


def pack(data: Any) -> bytes:
    """A message."""
    body = json.dumps(data).encode()
    return b"%d\n%b" % (len(body), body)


def pack_request(request: Request) -> bytes:
    """A request as a message."""
    return pack({name: getattr(request, name) for name in Request.__fields__})


def read_request(stream: IO[bytes]) -> Request | None:
    """The next request, or None when the server is gone."""
    size = stream.readline()
    if not size.endswith(b"\n"):
        return None
    body = stream.read(int(size))
    return Request(**json.loads(body)) if len(body) == int(size) else None
