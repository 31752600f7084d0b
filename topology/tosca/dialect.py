"""The versions of the language. A version is data: its names, its place in the order, and its normative types.

What a version's grammar has more or less than another's is said in the entity modules, by ``since`` and ``until``.
"""

from topology.record import ValueRecord

V1_0, V1_1, V1_2, V1_3, V2_0 = range(5)
"""The versions in order; grammar tables refer to them."""


class Dialect(ValueRecord):
    """A version: what files and people call it, its order, its namespace, and the profile of its normative types."""

    version: str
    title: str
    order: int
    namespace: str | None = None
    profile: str | None = None

    @property
    def is_simple(self) -> bool:
        """Whether this is a version of the Simple Profile, TOSCA 1.x."""
        return self.order < V2_0


_NAMESPACE = "http://docs.oasis-open.org/tosca/ns/simple/yaml/"


def _simple(order: int) -> Dialect:
    number = f"1.{order}"
    version = f"tosca_simple_yaml_1_{order}"
    return Dialect(version, f"Simple Profile {number}", order, _NAMESPACE + number, f"tosca_simple_1_{order}")


def _nfv(version: str) -> Dialect:
    return Dialect(version, "Simple Profile for NFV 1.0", V1_2, _NAMESPACE + "1.0/nfv/1.0", "tosca_nfv_1_0")


SIMPLE_1_3 = _simple(V1_3)
TOSCA_2_0 = Dialect("tosca_2_0", "TOSCA 2.0", V2_0)

DIALECTS = {
    dialect.version: dialect
    for dialect in (
        _simple(V1_0),
        _simple(V1_1),
        _simple(V1_2),
        SIMPLE_1_3,
        _nfv("tosca_simple_profile_for_nfv_1_0"),
        _nfv("tosca_simple_profile_for_nfv_1_0_0"),
        TOSCA_2_0,
    )
}
"""Every version by the value of ``tosca_definitions_version``.

Drafts of the profile for NFV wrote its name in two ways; its grammar is read as that of 1.2.
"""

BY_NAME = DIALECTS | {dialect.namespace: dialect for dialect in DIALECTS.values() if dialect.namespace}
"""The versions by all the names that a file may use for them: the namespace is an alias (Simple Profile 3.1)."""
