"""Step 9: count batches and items."""
