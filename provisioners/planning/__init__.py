"""From a desired graph and what is recorded to a plan: pure functions over values."""
