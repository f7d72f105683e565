"""Step 6: the documents, numbered, rendered, printed and checked."""
