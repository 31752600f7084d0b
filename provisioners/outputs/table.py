"""All outputs in a table of Markdown: what each is called, and how its own tests try what it writes.

``python -m provisioners.outputs.table`` prints it; a test holds docs/outputs.md current.
"""

import sys

from provisioners.outputs.registry import load_output, output_names

HEADS = ("`--to`", "what it is", "checked by")


def rows() -> tuple[tuple[str, str, str], ...]:
    """One row for each installed output."""
    outputs = map(load_output, output_names())
    return tuple((f"`{output.name}`", output.title, output.checked_by) for output in outputs)


def table() -> str:
    """The rows with their heads."""
    lines = (HEADS, tuple("---" for _ in HEADS), *rows())
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    sys.stdout.write(table())
