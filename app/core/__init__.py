"""Values, errors, clock, places and words: what every step stands on."""
