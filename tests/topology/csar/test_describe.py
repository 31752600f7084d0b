from hashlib import sha256

import pytest

from tests.topology.csar.archives import PACKERS, tarred, zipped
from topology.csar import read_csar
from topology.csar.describe import describe, format_of

FILES = {
    "TOSCA.meta": b"CSAR-Version: 2.0\nCreated-By: me\nEntry-Definitions: a/shop.yaml\n",
    "a/broken.yaml": b"a: [",
    "a/shop.yaml": b"tosca_definitions_version: tosca_2_0\nmetadata: { template_name: shop }\n",
    "a/types.yml": b"tosca_definitions_version: tosca_simple_yaml_1_3\n",
    "web/Dockerfile": b"FROM scratch\n",
}


def described(content):
    return describe(read_csar(content, "a.csar"), content)


def test_what_an_archive_is_and_holds():
    content = zipped(FILES.items())
    description = described(content)
    assert (description.format, description.size) == ("zip", len(content))
    assert description.sha256 == sha256(content).hexdigest()
    assert (description.head.version, description.head.name, description.head.author) == ("tosca_2_0", "shop", None)
    versions = {"a/shop.yaml": "tosca_2_0", "a/types.yml": "tosca_simple_yaml_1_3"}
    assert [(each.path, each.size, each.version) for each in description.files] == [
        (path, len(content), versions.get(path)) for path, content in FILES.items()
    ]
    assert description.files[4].sha256 == sha256(FILES["web/Dockerfile"]).hexdigest()


@pytest.mark.parametrize("name", PACKERS)
def test_how_an_archive_is_packed(name):
    content = PACKERS[name](tarred(FILES.items()))
    assert format_of(content) == name
    assert len(described(content).files) == 5


@pytest.mark.parametrize("content", [b"", b"no archive", zipped([("../x", b"")]), zipped([("x", b"")])])
def test_an_archive_that_was_refused_is_described_without_files_or_entry(content):
    description = described(content)
    assert description.head is None
    assert description.csar.diagnostics
