"""The functions of the language that need nothing but their arguments, and how every function is called."""
