"""Ready-made types as data: one folder per profile, and a fast form of each that needs no YAML at start."""
