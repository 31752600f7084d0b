"""Who may do what: users, teams, roles and tokens."""
