"""Step 2: what is protected, and what on a declaration touches it."""
