"""Append-only facts: entries, hash chain, station streams, and the readings made of them."""
