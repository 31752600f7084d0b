"""What strangers may send: each case is the files of a template whose entry is ``service.yaml``."""

HEAD = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
MEBIBYTE = 2**20


def _only(content):
    return {"service.yaml": content.encode() if isinstance(content, str) else content}


def _importing(place):
    return _only(f"{HEAD}imports:\n  - {place}\n")


def _laughs():
    """The billion laughs: nine levels of nine aliases each."""
    levels = [f"  a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)]
    return _only("\n".join([f"{HEAD}metadata:", "  a0: &a0 ha", *levels, ""]))


def _merges():
    """Merge keys that double with each level."""
    levels = [
        f"  a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 9)}], k{level}: v}}" for level in range(1, 12)
    ]
    return _only("\n".join([f"{HEAD}dsl_definitions:", "  a0: &a0 {k: v}", *levels, ""]))


def _derived(length, last):
    """A chain of types, each derived from the next."""
    types = [f"  t{index}: {{derived_from: t{index + 1}}}" for index in range(length)]
    return _only("\n".join([f"{HEAD}node_types:", *types, f"  t{length}: {{derived_from: {last}}}", ""]))


def _property(value):
    return _only(
        f"{HEAD}imports:\n  - toposmith:1.0\ntopology_template:\n  node_templates:\n    web:\n"
        f"      type: toposmith.nodes.Container\n      properties:\n        user: {value}\n"
    )


BAD_INPUTS = {
    "not YAML": _only("a: b: c\n\t- {"),
    "prose": _only("Dear reader,\nthis is not a template.\n"),
    "a list": _only("- a\n- b\n"),
    "empty": _only(b""),
    "only space": _only(" \n\n"),
    "only a comment": _only("# nothing\n"),
    "only a marker": _only("---\n"),
    "many documents": _only("---\n" * 100_000),
    "50 MB of one letter": _only(b"a" * 50 * MEBIBYTE),
    "50 MB of keys": _only(b"key: value\n" * (50 * MEBIBYTE // 11)),
    "4 MB of duplicate keys": _only(HEAD.encode() + b"key: value\n" * (4 * MEBIBYTE // 11)),
    "4 MB of unknown keys": _only(HEAD + "".join(f"k{index}: v\n" for index in range(300_000))),
    "a million brackets": _only(b"[" * 10**6),
    "a million braces": _only(b"{" * 10**6),
    "braces with keys": _only(HEAD + "a: " + "{a: " * 10**5),
    "brackets in many places": _only(HEAD + "a: [" * 5000),
    "dashes": _only("- " * 10**5),
    "question marks": _only("? " * 10**5),
    "deep indentation": _only("".join(f"{' ' * depth}a:\n" for depth in range(2000))),
    "an alias bomb": _laughs(),
    "a merge bomb": _merges(),
    "an alias in itself": _only(f"{HEAD}metadata: &a {{b: *a}}\n"),
    "an unknown alias": _only(f"{HEAD}metadata: *b\n"),
    "import of a URL": _importing("http://127.0.0.1:9/types.yaml"),
    "import by https": _importing("https://example.org/types.yaml"),
    "import of a file URL": _importing("file:///etc/passwd"),
    "import above the root": _importing("../../etc/passwd"),
    "import of an absolute path": _importing("/etc/passwd"),
    "import by a detour": _importing("types/../../../etc/passwd"),
    "import from a repository": _only(
        f"{HEAD}repositories:\n  r: {{url: http://127.0.0.1:9/}}\nimports:\n  - {{file: t.yaml, repository: r}}\n"
    ),
    "import of nothing": _importing("missing.yaml"),
    "import of a binary": {**_importing("types.bin"), "types.bin": bytes(range(256)) * 64},
    "import of a huge file": {**_importing("types.yaml"), "types.yaml": b"a: b\n" * (20 * MEBIBYTE // 5)},
    "binary": _only(bytes(range(256)) * 256),
    "an executable": _only(b"\x7fELF\x02\x01\x01" + bytes(1000)),
    "NUL": _only(f"{HEAD}description: a\0b\n"),
    "UTF-16": _only(HEAD.encode("utf-16")),
    "UTF-32": _only(HEAD.encode("utf-32")),
    "Latin-1": _only(f"{HEAD}description: caf\xe9\n".encode("latin-1")),
    "a tag that runs code": _only(f"{HEAD}description: !!python/object/apply:os.system ['touch /tmp/owned']\n"),
    "a giant scalar": _only(f"{HEAD}nonsense: {'x' * 4 * MEBIBYTE}\n"),
    "a giant key": _only(f"{HEAD}{'x' * 1000}{'y' * MEBIBYTE}: 1\n"),
    "a giant number": _property(f"a\n        health_check: {{ command: [ a ], retries: {'9' * 100_000} }}"),
    "a giant fraction": _property(f"a\n        cpus: {'9' * 100_000}.5"),
    "a giant version": _only(f"tosca_definitions_version: {'9' * 100_000}\n"),
    "a long chain of types in a circle": _derived(3000, "t0"),
    "a long chain of types to nothing": _derived(3000, "missing"),
    "deep functions": _property("{ concat: [" * 80 + "a" + "] }" * 80 + " , b"),
    "properties in a circle": _property("{ get_property: [ SELF, user ] }"),
    "a lone surrogate": _property('"\\ud800"'),
    "a NUL that is written out": _property('"a\\0b"'),
    "a hungry pattern": _only(
        f"{HEAD}topology_template:\n  inputs:\n    i:\n      type: string\n      default: {'a' * 50_000}!\n"
        "      constraints:\n        - pattern: '(a+)+(a+)+(a+)+$'\n"
    ),
    "a pattern that explodes": _only(
        f"{HEAD}topology_template:\n  inputs:\n    i:\n      type: string\n      default: a\n"
        "      constraints:\n        - pattern: '((a{1,100}){1,100}){1,100}'\n"
    ),
}
