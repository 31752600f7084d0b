"""The project's own files: locks, the list of dependencies, containers, the stages of the tests."""
