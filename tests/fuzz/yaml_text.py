"""Writes a tree as YAML in whatever way YAML allows, and now and then in one that it does not."""

from random import Random

_ODD = (
    "\u202e",
    "\ufeff",
    "\u0085",
    "\u2028",
    "\u0301",
    "\U0001f600",
    "\u00df",
    "\x07",
    "\x00",
    "\t",
    "\ud800",
    "\uffff",
)
_TAGS = ("!!str ", "!!int ", "!!binary ", "!!map ", "!!set ", "!own ", "!<tag:yaml.org,2002:seq> ", "! ")
_HEADS = ("", "", "", "%YAML 1.2\n---\n", "---\n", "\ufeff", "# comment\n", "%TAG ! tag:x,2000:\n---\n", "...\n")
_TAILS = ("", "", "", "...\n", "---\n", "# end", "\n\n", "\t")


def as_yaml(tree: object, source: Random) -> str:
    """The text of a tree; a third have anchors, aliases, tags, merge keys, odd characters and the like."""
    if source.random() < 0.67:
        return _Writer(source, odd=False).block(tree, 0).lstrip(" ")
    return source.choice(_HEADS) + _Writer(source, odd=True).block(tree, 0).lstrip(" ") + source.choice(_TAILS)


class _Writer:
    def __init__(self, source: Random, *, odd: bool) -> None:
        self._source = source
        self._odd = odd
        self._anchors = 0

    def block(self, tree: object, indent: int) -> str:
        """A tree in lines, each indented; one that ends in a newline."""
        if not tree or isinstance(tree, str) or self._source.random() < 0.1:
            return f" {self.flow(tree)}\n"
        mark = self._marks()
        head = f" {mark}\n" if mark else "\n"
        pad = " " * indent
        if isinstance(tree, dict):
            lines = [f"{pad}{self._scalar(key)}:{self.block(value, indent + 2)}" for key, value in tree.items()]
            if self._anchors and self._rarely(0.05):
                lines.append(f"{pad}<<: {self._alias()}\n")
        else:
            lines = [f"{pad}-{self.block(item, indent + 2)}" for item in tree]  # type: ignore[attr-defined]
        if self._rarely(0.03):
            lines.append(self._source.choice(lines))
        return head + "".join(lines)

    def flow(self, tree: object) -> str:
        """A tree in one line."""
        if self._anchors and self._rarely(0.04):
            return self._alias()
        if isinstance(tree, dict):
            entries = ", ".join(f"{self._scalar(key)}: {self.flow(value)}" for key, value in tree.items())
            return f"{self._marks()}{{ {entries} }}"
        if isinstance(tree, list):
            return f"{self._marks()}[ {', '.join(map(self.flow, tree))} ]"
        return f"{self._marks()}{self._scalar(str(tree))}"

    def _scalar(self, text: str) -> str:
        if self._rarely(0.02):
            text += self._source.choice(_ODD)
        style = self._source.random()
        if text and style < 0.85:
            return text
        if style < 0.93:
            return "'" + text.replace("'", "''") + "'"
        if style < 0.99:
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"|\n          {text}\n" if self._odd else text or "''"

    def _marks(self) -> str:
        """A tag, an anchor, or mostly nothing."""
        if self._rarely(0.03):
            return self._source.choice(_TAGS)
        if self._rarely(0.05):
            self._anchors += 1
            return f"&a{self._anchors} "
        return ""

    def _alias(self) -> str:
        return f"*a{self._source.randint(1, self._anchors)}"

    def _rarely(self, chance: float) -> bool:
        return self._odd and self._source.random() < chance
