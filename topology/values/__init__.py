"""What values and types are once they are read: the floor below the language and the graph, and both use it."""
