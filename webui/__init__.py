"""Where people and pipelines come in: accounts, the REST API and the portal."""
