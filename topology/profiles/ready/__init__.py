"""The types of the ready-made profiles, generated."""
