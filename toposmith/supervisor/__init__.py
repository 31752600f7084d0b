"""What ``toposmith up`` is made of: keys, checks, first rows, and processes that are kept alive."""
