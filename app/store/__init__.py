"""The databases: encrypted SQLite at a station, PostgreSQL at the centre, and the blobs beside them."""
