import pytest

from topology.csar import find_entry


def from_meta(text, paths=("Definitions/main.yaml",)):
    content = text if isinstance(text, bytes) else text.encode()
    return find_entry(paths, "a.csar", meta=content)


@pytest.mark.parametrize("name", ["service.yaml", "service.yml", "SERVICE.YAML"])
def test_the_one_yaml_file_at_the_top_is_the_entry(name):
    assert find_entry([name, "types/own.yaml", "README.md"], "a.csar", meta=None).path == name


def test_without_a_candidate_the_finding_says_what_is_missing():
    entry = find_entry(["types/own.yaml"], "a.csar", meta=None)
    assert entry.path is None
    assert entry.diagnostic.code == "TS287"
    assert "no YAML file" in entry.diagnostic.message


def test_several_candidates_are_named():
    entry = find_entry([f"{name}.yaml" for name in "gfedcba"], "a.csar", meta=None)
    assert entry.diagnostic.message == (
        "There are 7 YAML files at the top level: a.yaml, b.yaml, c.yaml, d.yaml, e.yaml, …."
    )


@pytest.mark.parametrize(
    "text",
    [
        "TOSCA-Meta-File-Version: 1.1\nCSAR-Version: 1.1\nEntry-Definitions: Definitions/main.yaml\n",
        "\ufeffEntry-Definitions:Definitions/main.yaml\r\n\r\nName: x\r\n",
        "Entry-Definitions: Definitions\n /main.yaml\n",
        "Entry-Definitions: ./Definitions/main.yaml",
    ],
)
def test_the_metadata_name_the_entry(text):
    assert from_meta(text).path == "Definitions/main.yaml"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CSAR-Version: 1.1\n\nEntry-Definitions: Definitions/main.yaml\n",
        "Entry-Definitions:\n",
        "Entry-Definitions: ../main.yaml\n",
        "Entry-Definitions: other.yaml\n",
        b"Entry-Definitions: \xff.yaml\n",
    ],
)
def test_faulty_metadata_are_a_finding_and_not_passed_over(text):
    entry = from_meta(text, ("Definitions/main.yaml", "service.yaml"))
    assert entry.path is None
    assert entry.diagnostic.code == "TS288"
