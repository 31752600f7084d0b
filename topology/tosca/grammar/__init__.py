"""Phase 3: the tree to definitions. One module per entity of the specification, each headed by its sections.

A module holds the entity's definition and its table of keynames; ``reading`` knows how a table is read. Names of
types and templates stay scalars of the tree, so that later phases can point at them.
"""
