"""Phase 2, the short way: documents in the plain subset of YAML that most templates keep to.

Here are block mappings and sequences, scalars on one line with or without quotes, flow collections on one line, and
block scalars without refinements. All else (anchors, tags, escapes, several documents, mistakes of any kind) is not for
here: ``read_plain`` gives None, and libyaml reads the file. What it does give is, mark by mark, what libyaml would
give; the tests hold the two beside each other.
"""
