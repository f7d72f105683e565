"""Step 8: keep the goods and end the case."""
