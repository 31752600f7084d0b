from tests.topology.editor.marked import HEAD, analysed
from topology.editor.symbols import Symbol, outline

TEXT = (
    HEAD
    + """\
  inputs:
    port: { type: integer }
  node_templates:
    web:
      type: Compute
      requirements:
        - host: x

  policies:
    - one: { type: tosca.policies.Scaling }
    - two:
        type: tosca.policies.Placement
  substitution_mappings:
    node_type: Compute
  workflows: {}
node_types:
  N: { derived_from: tosca.nodes.Root }
"""
)


def flat(symbols: list[Symbol]) -> list[tuple[str, str, list[str]]]:
    return [(symbol.name, symbol.section, [child.name for child in symbol.children]) for symbol in symbols]


def test_sections_in_the_order_of_the_file_with_what_they_define() -> None:
    assert flat(outline(analysed(TEXT))) == [
        ("inputs", "section", ["port"]),
        ("node_templates", "section", ["web"]),
        ("policies", "section", ["one", "two"]),
        ("substitution_mappings", "section", []),
        ("workflows", "section", []),
        ("node_types", "section", ["N"]),
    ]


def test_the_detail_is_the_type() -> None:
    details = {child.name: child.detail for symbol in outline(analysed(TEXT)) for child in symbol.children}
    assert details == {
        "port": "integer",
        "web": "Compute",
        "one": "tosca.policies.Scaling",
        "two": "tosca.policies.Placement",
        "N": "tosca.nodes.Root",
    }


def test_each_span_holds_its_name_and_its_children() -> None:
    for symbol in outline(analysed(TEXT)):
        for inner in (symbol, *symbol.children):
            assert inner.span[1:3] <= inner.name_span[1:3]
            assert inner.name_span[3:] <= inner.span[3:]
            assert inner.span[3:] <= symbol.span[3:]
    web = outline(analysed(TEXT))[1].children[0]
    assert (web.span.line, web.span.end_line) == (7, 10)


def test_a_file_without_definitions() -> None:
    assert outline(analysed("tosca_definitions_version: tosca_2_0\n")) == []
    assert outline(analysed("[]")) == []
