"""The language: TOSCA service templates read in named phases, each mistake a diagnostic at its place.

1. ``scan`` bounds the bytes. 2. ``document`` makes a tree with positions. 3. ``grammar`` reads the tree into
definitions. 4. ``imports`` follows what the file imports. 5. ``types`` resolves derivation. 6. ``templates`` checks
what is built from the types. 7. ``values`` evaluates properties and functions. Then ``topology.graph.build`` makes
the graph.
"""
