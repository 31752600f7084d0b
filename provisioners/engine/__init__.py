"""Carries plans out: which steps are ready, who owns one, how it is run, and what is recorded of it."""
