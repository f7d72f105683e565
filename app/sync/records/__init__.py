"""The tables of sharing and their queries: streams and blobs at the centre, and what a station knows of its own."""
