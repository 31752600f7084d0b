"""What a topology is: the language, the typed graph, and the stored templates."""
