"""Step 4: goods on the bench: codes, counts, clues, photos."""
