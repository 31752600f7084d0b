"""A request's way through five services: each of them leaves a trace that the visitor sees."""
