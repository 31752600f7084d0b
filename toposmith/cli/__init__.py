"""The command: one module per subcommand."""
