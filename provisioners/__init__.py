"""What has to happen in the world: plans, the engine that carries them out, and the platforms."""
