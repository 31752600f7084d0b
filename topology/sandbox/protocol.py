"""What parent and child say to each other over their private pipes.

A request is one line of JSON followed by the bytes of all files; the answer is one JSON object. Template secrets are
part of the answer, since nobody else can read the pipe.
"""

import json
from collections.abc import Mapping
from typing import IO

from topology.diagnostics import as_dict, from_dict
from topology.graph.codec import decode, decode_value, encode, encode_value
from topology.reading import Reading
from topology.record import ValueRecord
from topology.values.value import Value

EXIT_MEMORY = 97
"""The child's exit status after the memory limit was reached."""

EXIT_ANSWER = 98
"""The child's exit status when its answer would be too large."""

EXIT_BUG = 99
"""The child's exit status after an exception that nobody expected."""


class Request(ValueRecord):
    """What :func:`topology.reading.read_template` takes."""

    files: Mapping[str, bytes]
    entry: str
    inputs: Mapping[str, Value] | None
    substitutes: tuple[str, ...] = ()


def encode_request(request: Request) -> bytes:
    """The bytes that the parent writes."""
    inputs = request.inputs
    head = {
        "entry": request.entry,
        "inputs": None if inputs is None else {name: encode_value(value) for name, value in inputs.items()},
        "substitutes": request.substitutes,
        "files": [[path, len(content)] for path, content in request.files.items()],
    }
    return b"".join([json.dumps(head).encode(), b"\n", *request.files.values()])


def read_request(stream: IO[bytes]) -> Request:
    """The request that a parent wrote. Raises ``EOFError`` when it ends early, as it does when the parent dies."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError("no request")
    head = json.loads(line)
    inputs = head["inputs"]
    return Request(
        files={path: _exactly(stream, size) for path, size in head["files"]},
        entry=head["entry"],
        inputs=None if inputs is None else {name: decode_value(value) for name, value in inputs.items()},
        substitutes=tuple(head["substitutes"]),
    )


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError("the request is cut off")
    return content


def encode_answer(reading: Reading) -> bytes:
    """The bytes that the child writes, with the template's secrets."""
    graph = None if reading.graph is None else encode(reading.graph, with_template_secrets=True)
    return json.dumps({"graph": graph, "diagnostics": [as_dict(item) for item in reading.diagnostics]}).encode()


def decode_answer(answer: bytes) -> Reading:
    """The reading that a child wrote."""
    data = json.loads(answer)
    graph = None if data["graph"] is None else decode(data["graph"])
    return Reading(graph, tuple(from_dict(item) for item in data["diagnostics"]))
