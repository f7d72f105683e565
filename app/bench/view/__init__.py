"""What the queue and the bench show, as values without Qt."""
