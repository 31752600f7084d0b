"""The version of the stored form; raised when what is written changes, so that an older reader refuses it.

Version 2 adds workflows and triggers, attributes of groups, several nodes of one template, open requirements and
substitutions. A graph of version 1 has none of these and is read as it is.
"""

FORMAT_VERSION = 2
READABLE = frozenset({1, 2})
