"""One folder per platform, each with the same few files, found by the entry point ``toposmith.backends``."""
