"""What the platforms on a Docker Engine share: reaching it, its commands, and finding a deployment's own again."""
