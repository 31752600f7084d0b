"""Plain data as YAML that says the same to every reader, whichever version of YAML it speaks."""

import re

import yaml

PLAIN = re.compile(r"[A-Za-z/](?:(?:[A-Za-z0-9_./@+ -]|:(?=\S))*[A-Za-z0-9_/])?", re.ASCII)
"""Text that needs no quotes. What begins with a digit, a sign or a dot could be read as a number somewhere."""

WIDTH = 1000


def as_yaml(document: object) -> str:
    """A document as YAML: keys in their order, text of several lines as a block, nothing referred to twice."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    if PLAIN.fullmatch(text):
        return None
    if text.isprintable():
        return "'"
    return "|" if all(line.isprintable() for line in text.split("\n")) else '"'


_Dumper.add_representer(str, _represent_text)
