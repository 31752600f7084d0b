"""The versions of the language that can be read. A version is data; its grammar is what the entity modules say."""

from topology.record import ValueRecord


class Dialect(ValueRecord):
    """A version: the value of ``tosca_definitions_version``, its namespace and the profile of its normative types."""

    version: str
    namespace: str
    profile: str


SIMPLE_1_3 = Dialect(
    version="tosca_simple_yaml_1_3",
    namespace="http://docs.oasis-open.org/tosca/ns/simple/yaml/1.3",
    profile="tosca_simple_1_3",
)

DIALECTS = {SIMPLE_1_3.version: SIMPLE_1_3}
