"""Types of others as the profile's own: maps in YAML say where their image, ports, environment and volumes stand."""
