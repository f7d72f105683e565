"""Step 10: carry facts to the central database and prove them there."""
