"""A graph as JSON: the stored form, which loses nothing, and the view, which people and programs look at.

``decode(encode(graph))`` equals the graph, places in the source included. The stored form carries a version and is
read strictly. Secret literals of a template are left out unless they are asked for.
"""

from topology.graph.codec.decode import decode
from topology.graph.codec.encode import encode
from topology.graph.codec.fields import GraphFormatError
from topology.graph.codec.values import decode_value, encode_value
from topology.graph.codec.version import FORMAT_VERSION
from topology.graph.codec.view import view, view_value

__all__ = [
    "FORMAT_VERSION",
    "GraphFormatError",
    "decode",
    "decode_value",
    "encode",
    "encode_value",
    "view",
    "view_value",
]
