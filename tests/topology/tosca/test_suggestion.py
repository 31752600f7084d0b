import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Fix, Span
from topology.tosca.suggestion import Suggestion, is_misspelt, nearest, slips


@pytest.mark.parametrize(
    ("word", "legal", "text"),
    [
        ("prot", ["port", "path", "name"], "Did you mean `port`?"),
        ("Compute", ["tosca.nodes.Compute", "other"], "Did you mean `tosca.nodes.Compute`?"),
        (
            "tosca.nodes.Attach",
            ["tosca.nodes.AttachesTo", "tosca.nodes.RoutesTo"],
            "Did you mean `tosca.nodes.AttachesTo`?",
        ),
        (
            "tosca.nodes.WordPress",
            ["tosca.nodes.Root", "tosca.nodes.Web.WordPress"],
            "Did you mean `tosca.nodes.Web.WordPress`?",
        ),
        ("zzz", ["a", "b"], "Use `a` or `b`."),
        ("zzz", ["a", "b", "c"], "Use `a`, `b` or `c`."),
    ],
)
def test_nearest_names_are_offered(word: str, legal: list[str], text: str) -> None:
    found = nearest(word, legal)
    assert found is not None
    assert found.text == text


def test_nothing_is_offered_where_nothing_is_near_and_there_is_too_much() -> None:
    assert nearest("zzz", ["a", "b"], few=0) is None
    assert nearest("zzz", []) is None
    assert nearest("tosca.nodes.Nothing", ["tosca.nodes.Root", "tosca.nodes.DBMS"], few=0) is None


@pytest.mark.parametrize(
    ("word", "legal", "single"),
    [
        ("prot", ["port", "path", "name"], "port"),
        ("node_tempaltes", ["node_templates", "node_types"], "node_templates"),
        ("nodeTemplates", ["node_templates", "node_types"], "node_templates"),
        ("tosca.nodes.compute", ["tosca.nodes.Compute", "tosca.nodes.Root"], "tosca.nodes.Compute"),
        ("greater_then", ["greater_than", "greater_or_equal", "less_than"], "greater_than"),
        (
            "toposmith.nodes.Contianer",
            ["toposmith.nodes.Container", "toposmith.nodes.HostPath"],
            "toposmith.nodes.Container",
        ),
        ("prot", ["port", "proto"], None),
        ("web3", ["web1"], None),
        ("tosca.nodes.HACompute", ["tosca.nodes.Compute"], None),
        ("tosca.relationships.BindsTo", ["tosca.relationships.LinksTo"], None),
        ("tosca.nodes.SoftwreComponnet", ["tosca.nodes.SoftwareComponent"], "tosca.nodes.SoftwareComponent"),
        ("ContainerApplication", ["Container.Application"], "Container.Application"),
        ("tosca_simple_yaml_1_4", ["tosca_simple_yaml_1_3"], None),
        ("Compute", ["tosca.nodes.Compute"], None),
        ("on", ["no"], None),
        ("abc", ["xyz"], None),
        ("", ["a"], None),
        ("my prt", ["my port"], None),
    ],
)
def test_one_name_is_meant_only_where_no_other_is_as_near(word: str, legal: list[str], single: str | None) -> None:
    found = nearest(word, legal)
    assert (found.single if found else None) == single


def test_a_name_that_is_written_already_is_not_meant_again() -> None:
    found = nearest("prot", ["port"], taken={"port"})
    assert found == Suggestion("Did you mean `port`?", "prot", None)


SUGGESTION = Suggestion("Did you mean `port`?", "prot", "port")


PLACE = Span("f", 3, 7, 3, 20)


@pytest.mark.parametrize(
    ("written", "shift"), [("prot", 0), ("'prot'", 1), ('"prot"', 1)], ids=["plain", "single quotes", "double quotes"]
)
def test_the_fix_replaces_the_bare_word(written: str, shift: int) -> None:
    place = PLACE._replace(column=PLACE.column + shift, end_column=PLACE.end_column - shift)
    assert SUGGESTION.fix(PLACE, written) == Fix("Replace `prot` by `port`.", place, "port")


@pytest.mark.parametrize("written", ["", "'", "&a prot", "! prot", "[prot]", '"p\\x72ot"', "get_", "'prot\""])
def test_where_something_else_is_written_there_is_no_fix(written: str) -> None:
    assert SUGGESTION.fix(PLACE, written) is None


def test_one_mistake_is_told_by_its_resemblance() -> None:
    assert is_misspelt("target", ["trget", "port"], {"port"})
    assert not is_misspelt("target", ["port"], {"port"})
    assert not is_misspelt("target", ["target"], {"target"})


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [("", "", 0), ("port", "PORT", 0), ("prot", "port", 1), ("pot", "port", 1), ("abcd", "badc", 2), ("a", "xyz", 3)],
)
def test_slips_are_counted(first: str, second: str, count: int) -> None:
    assert slips(first, second) == count


WORDS = st.text("abc", max_size=8)


@given(WORDS, WORDS)
def test_slips_are_the_same_both_ways(first: str, second: str) -> None:
    assert slips(first, second) == slips(second, first) == _by_definition(first, second)


def _by_definition(first: str, second: str) -> int:
    """The distance written down as its recurrence, without the short cuts."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            changed = rows[i - 1][j - 1] + (first[i - 1] != second[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed)
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return min(rows[-1][-1], 3)


@pytest.mark.parametrize(
    ("word", "names", "text", "single"),
    [
        ("Pod", ["company_types:Pod", "Node"], "Did you mean `company_types:Pod`?", "company_types:Pod"),
        ("Pod", ["a:k8s:Pod"], "Did you mean `a:k8s:Pod`?", "a:k8s:Pod"),
        ("Pod", ["one:Pod", "other:Pod", "Pot"], "Did you mean `one:Pod` or `other:Pod`?", None),
        ("Pod", [*(f"type{number}" for number in range(400)), "far:Pod"], "Did you mean `far:Pod`?", "far:Pod"),
        (
            "$make_it",
            ["$company_functions:make_it"],
            "Did you mean `$company_functions:make_it`?",
            "$company_functions:make_it",
        ),
        ("there:Pod", ["company_types:Pod", "Node"], "Did you mean `company_types:Pod`?", None),
    ],
)
def test_a_name_behind_a_namespace_is_suggested(word: str, names: list[str], text: str, single: str | None) -> None:
    found = nearest(word, names)
    assert found is not None
    assert (found.text, found.single) == (text, single)


def test_a_name_behind_a_namespace_that_is_taken_is_no_fix() -> None:
    found = nearest("Pod", ["far:Pod"], taken=["far:Pod"])
    assert found is not None
    assert found.single is None
