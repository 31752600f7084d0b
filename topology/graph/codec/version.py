"""The version of the stored form; raised when what is written changes, so that an older reader refuses it."""

FORMAT_VERSION = 1
