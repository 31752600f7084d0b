import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Diagnostic, Related, Severity, Span
from topology.diagnostics.render_junit import render_junit
from topology.diagnostics.report import Report

ERROR = Diagnostic(
    "TS401",
    'No type `<a & "b">`.',
    Span("own/a.yaml", 4, 11, 4, 18),
    help="Say\nmore.",
    spec="Simple Profile 1.3, section 3.7.9",
    related=(Related("Used here too.", Span("own/b.yaml", 2, 3, 2, 4)),),
)
WARNING = Diagnostic("TS308", "Hm.", Span("own/a.yaml", 1, 1, 1, 2), severity=Severity.WARNING)


def test_each_template_is_a_suite_and_each_finding_a_case():
    assert (
        render_junit([Report((), "good.yaml"), Report((ERROR, WARNING), "own")])
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="toposmith validate" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="good.yaml" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="good.yaml" name="valid"/>
  </testsuite>
  <testsuite name="own" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="own/a.yaml" name="TS401 at 4:11">
      <failure type="TS401" message='No type `&lt;a &amp; "b"&gt;`.'>own/a.yaml:4:11: No type `&lt;a &amp; "b"&gt;`.
own/b.yaml:2:3: Used here too.
Say
more.
Simple Profile 1.3, section 3.7.9</failure>
    </testcase>
    <testcase classname="own/a.yaml" name="TS308 at 1:1">
      <system-out>warning: own/a.yaml:1:1: Hm.</system-out>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_nothing_to_read_is_a_document_too():
    assert ET.fromstring(render_junit([])).attrib["tests"] == "0"


texts = st.text(max_size=12)
findings = st.builds(
    Diagnostic, texts, texts, st.builds(Span, texts, *[st.integers(1, 9)] * 4), st.sampled_from(Severity), help=texts
)


@given(st.lists(st.builds(Report, st.lists(findings, max_size=3).map(tuple), texts), max_size=3))
def test_whatever_is_found_it_is_xml_with_counts_that_agree(reports):
    root = ET.fromstring(render_junit(reports).encode())
    suites = list(root)
    assert [int(suite.attrib["tests"]) for suite in suites] == [len(suite) for suite in suites]
    assert [int(suite.attrib["failures"]) for suite in suites] == [len(suite.findall(".//failure")) for suite in suites]
    assert int(root.attrib["tests"]) == sum(len(suite) for suite in suites)
    assert int(root.attrib["failures"]) == len(root.findall(".//failure"))
