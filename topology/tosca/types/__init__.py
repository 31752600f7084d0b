"""Phase 5: names of types are looked up and derivation is resolved, for every kind of type."""
