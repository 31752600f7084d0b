"""What the reader says of files that others wrote, beside what their own projects say.

The files are no part of this project: ``TOPOSMITH_CORPUS`` names their folder. ``python -m
tests.topology.tosca.conformance --help`` says how to look at them; ``--write`` renews
``docs/conformance.md``.
"""
