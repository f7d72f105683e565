"""Step 1: declarations come in."""
