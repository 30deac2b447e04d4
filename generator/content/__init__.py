"""Bytes to values: what was written, and the line and column where each word stands."""
