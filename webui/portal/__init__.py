"""The pages: sign-in, and the shell in which the front end runs."""
