"""What an editor asks about a template while it is being written: pure functions of texts and positions."""
