"""Phase 7: values against types: simple types, units, versions, constraints, and data types of properties."""
