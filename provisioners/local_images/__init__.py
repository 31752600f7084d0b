"""Images that are at hand as files: what they say of themselves, their file system, and image layouts of them.

Source: OCI image format specification 1.1; Docker image specification 1.2 for archives that ``docker save`` writes.
"""
