"""The queue and the bench on screen."""
