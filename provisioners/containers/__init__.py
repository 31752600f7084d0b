"""What a topology asks of a platform that runs containers, whatever platform that is."""
