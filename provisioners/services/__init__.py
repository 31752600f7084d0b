"""What can be asked for: one function for each request. State changes in a transaction; refusals are typed."""
