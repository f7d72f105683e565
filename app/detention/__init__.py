"""Step 5: record the detention: case, lines, counts, parties, value, seals."""
